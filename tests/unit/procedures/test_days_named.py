"""Days that are named in what is ordered: whoever names one that is over is told that it changes nothing."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.exceptions import ApplicationError

from activities.officers import bulk_steps
from activities.officers.calendars import days_over
from client.errors import DayPassed
from client.messages.lists.bulk_order import BulkOrder, ReassignAll
from client.messages.lists.search import CaseSearch
from client.messages.officers.commands import Amendment, Reassign, ReturnTo
from tests.unit.procedures.courses import BEGUN, FOOD, MARKET, OFFICER, Bench, bench
from workflows.cases.officers import commands

YESTERDAY, TODAY, LATER = BEGUN - timedelta(days=1), BEGUN, BEGUN + timedelta(days=9)
SINCE_AND_UNTIL = [
    (None, None, True),
    (None, TODAY, True),
    (None, YESTERDAY, False),
    (YESTERDAY, TODAY, True),
    (LATER, LATER, True),
    (LATER, TODAY, False),
    (LATER, YESTERDAY, False),
]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Bench:
    """An item under review."""
    begun = bench()
    monkeypatch.setattr(workflow, "now", begun.now)
    return begun


@pytest.mark.parametrize(("since", "until", "is_some_day"), SINCE_AND_UNTIL)
def test_an_officer_who_stands_in(
    on: Bench, since: date | None, until: date | None, *, is_some_day: bool
) -> None:
    """An item is given to somebody for a day to come, or for good: of one case, or of many."""
    given = Reassign(
        item=FOOD,
        department=MARKET,
        officer="head-1",
        to="officer-2",
        reason="休假",
        since=since,
        until=until,
    )
    order = BulkOrder(
        id=uuid4(),
        act=ReassignAll(to="officer-2", reason="休假", since=since, until=until),
        search=CaseSearch(department=MARKET),
    )
    if is_some_day:
        commands.require(given, on.file)
        commands.carry_out(given, on.file)
        bulk_steps.require_time(order, TODAY)
        assert on.item.holder(max(since or TODAY, TODAY)) == "officer-2"
        return
    with pytest.raises(DayPassed, match="承办人不会改变"):
        commands.require(given, on.file)
    with pytest.raises(ApplicationError, match="承办人不会改变") as refused:
        bulk_steps.require_time(order, TODAY)
    assert refused.value.type == DayPassed.__name__


def test_who_hands_his_own_item_on(on: Bench) -> None:
    """Neither does an officer until a day that is over."""
    by = {"item": FOOD, "department": MARKET, "officer": OFFICER, "to": "officer-2"}
    commands.require(ReturnTo(**by, until=TODAY), on.file)
    with pytest.raises(DayPassed, match=str(YESTERDAY)):
        commands.require(ReturnTo(**by, until=YESTERDAY), on.file)


def test_working_days_that_are_over() -> None:
    """Time is given for a day that is over, and none is taken; what changes nothing is no order."""
    order = Amendment(number="示〔2026〕1号", by="市政府", reason="台风", holidays=(YESTERDAY,))
    until_then = order.model_copy(update={"holidays": (), "until": YESTERDAY})
    taken = {
        "a storm": order,
        "today": order.model_copy(update={"workdays": (TODAY,)}),
        "next year": until_then.model_copy(update={"until": LATER}),
    }
    assert not any(days_over(each, TODAY) for each in taken.values())
    over = order.model_copy(update={"workdays": (YESTERDAY, TODAY)})
    assert "不能改为工作日" in days_over(over, TODAY)
    assert "没有改变任何一日" in days_over(until_then, TODAY)
