"""Who has a right to a grant, and why: the one function that decides, wherever it is decided."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ..language import Amount, BeneficiaryT, Datum, Grant, Mode, Occasion, Period, Rule, RuleKind


class EntitlementVerdict(StrEnum):
    """What became of the question."""

    ENTITLED = "符合"
    EXCLUDED = "排除"
    MISSING = "待补信息"
    NOT = "不符合"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The answers of all rules, in the order of `grant.all_rules`, and what follows from them.

    `mode` is how this beneficiary is served: by application where a rule asks for one, else as the
    grant says. `amount` is there where no rule objects; if it comes to nothing, there is no right to it.
    """

    grant: Grant[Any]
    verdict: EntitlementVerdict
    answers: tuple[bool | None, ...]
    mode: Mode
    amount: Amount | None = None

    @property
    def missing(self) -> tuple[Datum, ...]:
        """Each once; empty unless nothing but these data is in the way."""
        if self.verdict is not EntitlementVerdict.MISSING:
            return ()
        wanted = (rule.datum for rule, answer in self.reasons if answer is None and rule.datum)
        return tuple(dict.fromkeys(wanted))

    @property
    def left_to_officers(self) -> Rule[Any] | None:
        """The rule that leaves it to an officer, if one does."""
        left = (rule for rule, answer in self.reasons if answer and rule.kind is RuleKind.BY_AN_OFFICER)
        return next(left, None)

    @property
    def reasons(self) -> tuple[tuple[Rule[Any], bool | None], ...]:
        """Each rule with its answer."""
        return tuple(zip(self.grant.all_rules, self.answers, strict=True))


def decide(
    grant: Grant[BeneficiaryT], beneficiary: BeneficiaryT, *, period: Period, on: date, claimed: bool = False
) -> Entitlement:
    """Whether `beneficiary` has `grant` for `period`, as the registers stand on `on`.

    It is claimed that day, unless it was `claimed` before: then it is not too late for it.
    """
    occasion = Occasion(period, on, claimed)
    rules = grant.all_rules
    answers = tuple([rule.holds(beneficiary, occasion) for rule in rules])
    verdict, mode = EntitlementVerdict.ENTITLED, grant.mode
    for rule, answer in zip(rules, answers, strict=True):
        kind = rule.kind
        if kind is RuleKind.CONDITION and answer is False:
            return Entitlement(grant, EntitlementVerdict.NOT, answers, mode)
        if answer is None and verdict is EntitlementVerdict.ENTITLED:
            verdict = EntitlementVerdict.MISSING
        elif answer and kind is RuleKind.EXCLUSION:
            verdict = EntitlementVerdict.EXCLUDED
        elif answer and kind is RuleKind.BY_APPLICATION:
            mode = Mode.APPLICATION
    if verdict is not EntitlementVerdict.ENTITLED:
        return Entitlement(grant, verdict, answers, mode)
    amount = grant.amount(beneficiary, occasion)
    return Entitlement(grant, verdict if amount.fen else EntitlementVerdict.NOT, answers, mode, amount)
