"""What a definition lays down, and the law that it rests upon: for a lawyer to read line by line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ..definitions import law
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


_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+条|（[一二三四五六七八九十]+）")


def unfounded(provisions: Iterable[Provision]) -> Iterator[Fault]:
    """What rests upon nothing, or upon a text said to be read of which nobody could find the place."""
    for it in provisions:
        if it.basis and it.basis.confidence is Confidence.VERIFIED and not _ARTICLE.search(it.basis.article):
            says = (
                f"{it.kind} {it.says!r} is marked as verified by {it.basis}, which names no article; "
                "give its number, or another confidence"
            )
            yield Fault(where=it.where, says=says)
        if it.basis is None or not it.basis.document.strip():
            says = (
                f"{it.kind} {it.says!r} has no basis; give `basis=` with document and article, "
                "or one of Confidence.UNVERIFIED whose document says that none was found"
            )
            yield Fault(where=it.where, says=says)


def untimely(provisions: Iterable[Provision], *, on: date) -> Iterator[Fault]:
    """What rests upon a text that is not in force yet, or never was."""
    for it in provisions:
        basis = it.basis
        if basis and basis.since and basis.until and basis.until < basis.since:
            says = f"{it.kind} {it.says!r} rests upon {basis}, which ends on {basis.until}, before it begins"
            yield Fault(where=it.where, says=f"{says} on {basis.since}; mend its dates")
        elif basis and basis.since and basis.since > on:
            says = f"{it.kind} {it.says!r} rests upon {basis}, which is not in force before {basis.since}"
            yield Fault(where=it.where, says=f"{says}; name the text that is, or let the edition begin then")


def misgoverned(provisions: Iterable[Provision]) -> Iterator[Fault]:
    """Articles of the law of licensing, as if they governed what is no licence."""
    for it in provisions:
        if it.basis and it.basis.document == law.LICENSING and not law.is_likeness(it.basis):
            says = (
                f"{it.kind} {it.says!r} rests upon {it.basis}, and is about no licence (`basic_code` "
                "of another kind than 01); name the law that governs it, or say `law.by_analogy(…)`"
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
