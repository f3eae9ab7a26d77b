"""What a definition lays down, and the law that it rests upon: for a lawyer to read line by line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..language import Basis, Confidence
from .fault import Fault

AHEAD = timedelta(days=60)
"""So long before a text expires its definitions are told: time to look for what follows it."""


class ProvisionKind(StrEnum):
    """What is laid down."""

    WHOLE = "整体"
    STEP = "办理环节"
    PAPER = "材料"
    RULE = "规则"
    FIGURE = "数值"
    LIMIT = "期限"
    FEE = "收费"
    VALIDITY = "证照有效期"
    SAFEGUARD = "风险防控"
    ASSUMPTION = "口径"


_NOT_NUMBERS = (ProvisionKind.WHOLE, ProvisionKind.STEP, ProvisionKind.PAPER, ProvisionKind.RULE)


@dataclass(frozen=True, kw_only=True)
class Provision:
    """A number, a rule or a step as it stands in a definition; `where` is `one-matter/item/paper`."""

    where: str
    kind: ProvisionKind
    says: str
    basis: Basis | None

    def __str__(self) -> str:
        return f"{self.where} {self.says}，{self.basis or '无依据'}"


def unfounded(provisions: Iterable[Provision]) -> Iterator[Fault]:
    """What rests upon nothing."""
    for it in provisions:
        if it.basis is None or not it.basis.document.strip():
            says = (
                f"{it.kind} {it.says!r} has no basis; give `basis=` with document and article, "
                "or one of Confidence.UNVERIFIED whose document says that none was found"
            )
            yield Fault(where=it.where, says=says)


def unverified(provisions: Iterable[Provision]) -> tuple[Provision, ...]:
    """The numbers to be confirmed before the definition is used in earnest: a reminder, not a fault."""
    return tuple(
        it
        for it in provisions
        if it.kind not in _NOT_NUMBERS and it.basis and it.basis.confidence is not Confidence.VERIFIED
    )


def expiring(provisions: Iterable[Provision], *, on: date) -> dict[Basis, tuple[str, ...]]:
    """The texts that are over, or soon will be, with the codes of what rests upon them."""
    resting: dict[Basis, dict[str, None]] = {}
    for it in provisions:
        if it.basis and it.basis.until and it.basis.until - AHEAD <= on:
            resting.setdefault(it.basis, {})[re.split(r"[/ ]", it.where)[0]] = None
    return {basis: tuple(codes) for basis, codes in resting.items()}
