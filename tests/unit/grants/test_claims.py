"""Why a payment is claimed back, as its notice says."""

from datetime import date

import pytest

from activities.money.clawbacks import cause
from matters.definitions.clawback import Cause
from matters.language import Period
from tests.support.beneficiaries import ELDER, ELSEWHERE, HIRE, POOR, Entitled

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
def test_why_it_is_claimed_back(
    whose: Entitled, changes: dict[str, object], due: int, because: Cause
) -> None:
    """Who has died within a quarter is due a part of it: the rest was paid after a death, not by mistake."""
    found = whose.decided(**changes)
    assert (found.amount.fen if found.amount else 0) == due
    assert cause(found, died="died_on" in changes) is because


def test_what_no_rule_explains() -> None:
    """Less is due, and nobody has died since; or an officer has said so."""
    found = ELDER.decided(born_on=date(1958, 1, 1), period=Period.quarter(2026, 1))
    assert cause(found, died=False) is Cause.WRONG_DATA
    assert cause(None, died=True) is Cause.WRONG_DATA
