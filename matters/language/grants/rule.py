"""What must hold for a grant, and what excludes from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Generic

from ..figures.basis import Basis
from .beneficiary import BeneficiaryT
from .period import Period

IN_TIME: Final = "in-time"
"""The rule of a policy that asks whether it is too late to claim a period."""


@dataclass(frozen=True)
class Occasion:
    """What a rule is asked for: the period to be paid, and the day on which the registers are read.

    Of what was `claimed` before, or found, it is not asked any more whether it is too late.
    """

    period: Period
    on: date
    claimed: bool = False


class RuleKind(StrEnum):
    """What follows when a rule holds."""

    CONDITION = "条件"
    EXCLUSION = "排除"
    BY_APPLICATION = "须申请"
    BY_AN_OFFICER = "由人核定"


@dataclass(frozen=True, kw_only=True)
class Datum:
    """Something that the registers do not hold and the beneficiary is asked for, alone.

    A sum is told in yuan, and is `at_most` so much (fen).
    """

    field: str
    asks: str
    at_most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Rule(Generic[BeneficiaryT]):
    """A rule of the policy; `holds` answers None where `datum` would be needed to say.

    A condition must hold, an exclusion must not. Who is met by a rule of the third kind has a right to
    the grant, but is not served before applying for it; who is met by one of the fourth is served once an
    officer has looked.
    """

    id: str
    says: str
    holds: Callable[[BeneficiaryT, Occasion], bool | None]
    basis: Basis
    kind: RuleKind = RuleKind.CONDITION
    datum: Datum | None = None
