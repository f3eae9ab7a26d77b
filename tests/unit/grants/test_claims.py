"""Why a payment is claimed back, as its notice says."""

from datetime import date
from typing import Any

import pytest

from activities.grants import judgement
from activities.grants.policies import ChosenPolicy
from activities.money.clawbacks import cause
from matters.definitions.clawback import Cause
from matters.language import Period
from tests.support.beneficiaries import ALL, ELDER, ELSEWHERE, HIRE, POOR, Entitled

BEFORE, WITHIN = date(2025, 12, 31), date(2026, 2, 10)


@pytest.mark.parametrize(
    ("whose", "changes", "due", "because"),
    [
        (ELDER, {"died_on": BEFORE}, 0, Cause.DEATH),
        (ELDER, {"died_on": WITHIN}, 30_000, Cause.DEATH),
        (ELDER, {"registered_in": ELSEWHERE}, 0, Cause.MOVE),
        (HIRE, {"died_on": HIRE.on}, 0, Cause.DEATH),
        (POOR, {"minimum_living": False}, 0, Cause.WRONG_DATA),
    ],
    ids=["before the period", "within it", "moved", "no more there", "another rule"],
)
def test_why_it_is_claimed_back(whose: Entitled, changes: dict[str, Any], due: int, because: Cause) -> None:
    """Who has died within a quarter is due a part of it: the rest was paid after a death, not by mistake."""
    found = whose.decided(**changes)
    assert (found.amount.fen if found.amount else 0) == due
    assert cause(found, died="died_on" in changes) is because


def test_what_no_rule_explains() -> None:
    """Less is due, and nobody has died since; or an officer has said so."""
    found = ELDER.decided(born_on=date(1958, 1, 1), period=Period.quarter(2026, 1))
    assert cause(found, died=False) is Cause.WRONG_DATA
    assert cause(None, died=True) is Cause.WRONG_DATA


def test_why_it_has_ended_is_told_in_words() -> None:
    """By the policy's own sentence, or that of an officer; no code of ours is read by anybody."""
    by_rules = (judgement.NOT_REGISTERED, judgement.NOTHING_DUE)
    ours = (*by_rules, judgement.OPTED_OUT, judgement.DECLINED, judgement.UPHELD, judgement.LOOKED)
    for whose in ALL:
        chosen = ChosenPolicy(whose.grant, whose.period)
        codes = (*ours, *(rule.id for rule in whose.grant.all_rules))
        assert not [told for told in (judgement.in_words(chosen, code) for code in codes) if told in codes]
    said = judgement.in_words(ChosenPolicy(ELDER.grant, ELDER.period), "经核实，不符合条件")
    assert said == "经核实，不符合条件"
