"""What keeps public money safe when it is paid unasked."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ..figures.basis import Basis
from ..figures.limit import Limit


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sentence of a policy, and what it rests upon."""

    says: str
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class EntryTest:
    """Whether a policy may be paid without an application (通城县 2022, four criteria).

    受益对象明确、结果认定有据、标准数额具体、文件时限有效; a criterion that is not met is None, and a grant
    that misses one is not automatic.
    """

    beneficiary_clear: Statement | None
    evidence_held: Statement | None
    amount_fixed: Statement | None
    in_force: Statement | None

    @property
    def passed(self) -> bool:
        return None not in (self.beneficiary_clear, self.evidence_held, self.amount_fixed, self.in_force)


@dataclass(frozen=True, kw_only=True)
class Publicity:
    """The list of names is public for `limit`; objections are heard for `objection` from the same day.

    Nothing is paid before both are over.
    """

    limit: Limit
    objection: Limit
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What may be paid in one period, in fen."""

    fen: int
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class ReleaseAbove:
    """What a grant may come to (fen) and still be paid outside of a campaign without two persons' release."""

    fen: int
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Brake:
    """Shares of those handled so far above which a campaign stops by itself, once `least` are handled.

    What comes back of the first file is judged however few it holds.
    """

    faults: Decimal
    returns: Decimal
    objections: Decimal
    least: int
    basis: Basis


class Often(StrEnum):
    """How often one beneficiary may have a grant."""

    PER_PERIOD = "每期一次"
    LIFETIME = "终身一次"


@dataclass(frozen=True, kw_only=True)
class Once:
    """`among` are the codes of other policies that count as the same enjoyment."""

    often: Often
    basis: Basis
    among: tuple[str, ...] = ()
