"""An order of the calendar and an open proceeding: days that run end later by a day off, never sooner."""

from datetime import date
from typing import Final

import pytest
from temporalio import workflow

from activities.ledger.cases.services import Service
from client.errors import TooLate
from client.messages.cases.sequel import SequelState
from client.messages.officers.commands import Amendment
from matters.clock import Term
from tests.unit.sequels.proceedings import BEGUN, LAST, Proceeding, begun
from workflows.cases.sequels import calendar_amendments, conclusions
from workflows.cases.sequels.carried_sequel import CarriedSequel
from workflows.cases.sequels.sequel_file import SequelFile

OFF: Final = Amendment(number="1号", by="市政府", reason="停工", holidays=(date(2026, 9, 29),))
"""The day after the Monday on which it begins."""

AT_WORK: Final = Amendment(
    number="2号", by="市政府", reason="调休", workdays=tuple(date(2026, 10, day) for day in range(1, 8))
)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflow, "now", Proceeding(begun("revoked").file, "revoked").now)


def _amended(file: SequelFile, *orders: Amendment) -> tuple[str, ...]:
    return tuple(calendar_amendments.carry_out(order, file) for order in orders)


def _later(day: date | None, file: SequelFile, within: Term | None) -> date:
    """By the calendar as it is with the day off alone."""
    assert day
    assert within
    off = begun(file.order.sequel).file
    off.opened = off.law.model_copy(update={"calendar": off.law.calendar.amended(holidays=OFF.holidays)})
    return off.last_day(BEGUN, within)


def test_to_speak_and_to_decide() -> None:
    """Whoever has the licence has a day more, its department too, and he is told by when."""
    file = begun("revoked").file
    heard, due = file.heard_until, file.due_on
    later = _later(heard, file, file.law.heard_within), _later(due, file, file.law.decided_within)
    assert (heard, due) != later
    (says,) = _amended(file, OFF)
    assert (file.heard_until, file.due_on) == later
    assert f"最迟 {later[0]} 陈述、申辩，最迟 {later[1]} 作出决定" in says
    assert _amended(file, AT_WORK) == ("",)
    assert (file.heard_until, file.due_on) == later


def test_to_ask_and_to_mend() -> None:
    """Likewise where a holder applies: his department's days to say what is missing, and his own for it."""
    file = begun("change").file
    later = _later(file.ask_by, file, file.law.ask_within)
    assert file.ask_by != later
    _amended(file, OFF, AT_WORK)
    assert file.ask_by == later

    file = begun("change").file
    file.ask(("未附照片",))
    file.key = file.asked_key = "asked"
    file.services["asked"] = Service(key="asked", mode="electronic", served_on=BEGUN)
    file.answer_by = conclusions.answer_by(file)
    later = _later(file.answer_by, file, file.law.answer_within)
    (says, _) = _amended(file, OFF, AT_WORK)
    assert file.answer_by == later
    assert f"最迟 {later} 补正" in says
    assert file.due_on is None


def test_once_it_is_accepted() -> None:
    """A time that began with that counts as well; the end of a licence is a day that nobody moves."""
    file = begun("change").file
    file.accept(BEGUN)
    later = _later(file.due_on, file, file.law.decided_within)
    _amended(file, OFF, AT_WORK)
    assert file.due_on == later

    file = begun("renewal").file
    file.accept(BEGUN)
    _amended(file, OFF)
    assert (file.due_on, file.deemed_on) == (LAST, LAST)


def test_to_decide_anew() -> None:
    """As long as no day is set from above."""
    for until in (None, LAST):
        file = begun("set-aside").file
        file.order = file.order.model_copy(update={"until": until})
        file.state, file.decided_on = SequelState.ANEW, BEGUN
        file.due_on = until or file.last_day(BEGUN, file.law.decided_within)
        later = until or _later(file.due_on, file, file.law.decided_within)
        _amended(file, OFF, AT_WORK)
        assert file.due_on == later


def test_a_time_that_begins_later() -> None:
    """Counts as is ordered, by whatever makes it shorter as well."""
    file = begun("change").file
    before = file.last_day(date(2026, 9, 29), file.law.decided_within)
    _amended(file, AT_WORK)
    assert file.last_day(date(2026, 9, 29), file.law.decided_within) < before


def test_what_was_overdue() -> None:
    """Is so no more where its last day comes to be one that is not over."""
    file = begun("revoked").file
    file.due_on, file.overdue = date(2026, 9, 27), True
    _amended(file, OFF)
    assert not file.overdue


def test_nothing_runs() -> None:
    """What is decided has no day to move, nor what has not begun: that counts as was ordered."""
    file = begun("revoked").file
    conclusions.require_open(file)
    file.has_begun = False
    with pytest.raises(TooLate):
        conclusions.require_open(file)
    file.has_begun, file.state = True, SequelState.CARRIED_OUT
    with pytest.raises(TooLate):
        conclusions.require_open(file)


def test_in_another_run() -> None:
    """It is counted on as before."""
    one = begun("revoked")
    _amended(one.file, OFF, AT_WORK)
    carried = CarriedSequel(file=one.file, ordered=one.file.order, came_at=one.now())
    assert CarriedSequel.model_validate_json(carried.model_dump_json()).file == one.file
