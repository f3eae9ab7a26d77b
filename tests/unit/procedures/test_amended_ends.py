"""An order of the calendar and times that run in a case: later by a day off, no sooner by a day of work."""

from datetime import date, datetime
from typing import Final

import pytest
from temporalio import workflow

from client.messages.cases.choice import Choice, OnRefusal
from client.messages.cases.correction import CorrectionNotice
from client.messages.officers.commands import Amendment
from matters import clock
from matters.clock import CHINA
from matters.definitions import procedures
from tests.unit.procedures.courses import BEGUN, Bench, begin, bench
from workflows.cases.officers import calendar_amendments

FIVE: Final = date(2026, 3, 9)
"""Five working days after Monday, the second of March."""

ONE_MORE: Final = date(2026, 3, 10)
OFF: Final = Amendment(number="1号", by="市政府", reason="停工", holidays=(date(2026, 3, 4),))
AT_WORK: Final = Amendment(number="2号", by="市政府", reason="调休", workdays=(date(2026, 3, 7),))


def _is_new(change: str) -> bool:
    return bool(change)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Money, a choice, an answer after a reminder, and a hearing are all waited for."""
    at = bench()
    monkeypatch.setattr(workflow, "now", at.now)
    monkeypatch.setattr(workflow, "patched", _is_new)
    file, timetable, days = at.file, at.file.plan.timetable, at.file.plan.calendar
    file.bill.pay_since, file.bill.pay_by = BEGUN, clock.due(BEGUN, timetable.pay, days)
    file.choice.open = Choice(refused="sign-permit", by=FIVE, if_silent=OnRefusal.GO_ON)
    file.choice.offered_on = BEGUN
    told_at = datetime(2026, 2, 9, 10, tzinfo=CHINA)
    notice = CorrectionNotice(number=1, points=(), told_at=told_at, answer_by=FIVE, reminded=True)
    file.correction.notices.append(notice)
    file.correction.followed.append(1)
    file.correction.reminded_after[1] = BEGUN
    begin(at, procedures.HEARING_ON_REQUEST)
    return at


def _ends(on: Bench) -> set[date]:
    file, (course,) = on.file, on.item.courses.values()
    heard = course.due(course.procedure.steps[0], file.calendar_of(on.item))
    assert file.bill.pay_by
    assert file.choice.open
    assert heard
    return {file.bill.pay_by.on, file.choice.open.by, file.correction.notices[0].answer_by, heard.on}


def test_a_day_off(on: Bench) -> None:
    """Nobody loses one of his working days; what was told later than that stays."""
    assert _ends(on) == {FIVE}
    calendar_amendments.carry_out(OFF, on.file)
    assert _ends(on) == {ONE_MORE}


def test_a_day_of_work(on: Bench) -> None:
    """What somebody was told stands, also where his last day is reckoned anew; he has his days even so."""
    calendar_amendments.carry_out(AT_WORK, on.file)
    assert _ends(on) == {FIVE}
    calendar_amendments.carry_out(OFF, on.file)
    assert _ends(on) == {FIVE}
