"""Unattended approval (智能审批): each rule judged on its own, and what their verdicts amount to together."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any

from ..language import Check, Enquired, Entry, Facts, Figure, Form, Unasked, Unattended
from ..language.facts import HeardFacts

_ALL = 1 << 64


class Verdict(StrEnum):
    """What a rule says; where it cannot tell, nobody is granted anything because of it."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class JudgedRule:
    """One rule's verdict, and the entries upon which it rests."""

    check: Check[Any]
    verdict: Verdict
    shadow: bool
    inputs: tuple[tuple[Enquired, Entry | None], ...]


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """`unasked` is what registers must still say; as long as there is any, the rest is not complete."""

    judged: tuple[JudgedRule, ...]
    unasked: tuple[Enquired, ...]

    @property
    def holds(self) -> bool:
        """Whether every rule that counts holds."""
        return all(one.verdict is Verdict.HOLDS for one in self.judged if not one.shadow)


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Of the latest cases of a rule that an officer has decided: how many, and in how many he agreed."""

    cases: int = 0
    agreed: int = 0


NONE = Agreement()


def judge(unattended: Unattended[Any], form: Form, facts: Facts) -> Judgement:
    """Every rule, those in shadow as well, on `facts`."""
    unasked: dict[Enquired, None] = {}
    judged: list[JudgedRule] = []
    for checks, shadow in ((unattended.rules, False), (unattended.shadow, True)):
        for check in checks:
            listening = HeardFacts(**vars(facts))
            try:
                verdict = Verdict.HOLDS if check.holds(form, listening) else Verdict.FAILS
            except Unasked as wanted:
                unasked[wanted.enquired] = None
                continue
            except Exception:  # noqa: BLE001 # a register's silence or the rule's own mistake: nothing is known
                verdict = Verdict.UNKNOWN
            inputs = tuple(listening.heard.items())
            judged.append(JudgedRule(check=check, verdict=verdict, shadow=shadow, inputs=inputs))
    return Judgement(judged=tuple(judged), unasked=tuple(unasked))


def trusts(unattended: Unattended[Any], agreement: Agreement) -> bool:
    """Whether officers have agreed with a rule often enough, of late."""
    enough = agreement.cases >= unattended.cases.value
    return enough and 100 * agreement.agreed >= unattended.agreement.value * agreement.cases


def may_grant(unattended: Unattended[Any], judgement: Judgement, agreements: Mapping[str, Agreement]) -> bool:
    """Whether every rule holds and is trusted; `agreements` are by the ids of the rules."""
    return judgement.holds and all(
        trusts(unattended, agreements.get(check.rule, NONE)) for check in unattended.rules
    )


def agrees(verdict: Verdict, *, granted: bool, unopposed: bool) -> bool | None:
    """Whether an officer, who has granted or not, agrees with a rule.

    None where his decision says nothing of it: the rule could not tell, or it held, and he may have refused
    for something else that spoke against it; `unopposed` if nothing did.
    """
    if verdict is Verdict.UNKNOWN or (verdict is Verdict.HOLDS and not granted and not unopposed):
        return None
    return granted is (verdict is Verdict.HOLDS)


def is_drawn(number: str, share: Figure) -> bool:
    """Whether an officer looks at it again, so that anybody can draw it once more.

    By the digest of a number and not by chance, so the same at any time and place; 100 % is everybody.
    """
    return int.from_bytes(sha256(number.encode()).digest()[:8]) < _below(share.value)


@cache
def _below(percent: Decimal) -> int:
    return int(percent * _ALL / 100)
