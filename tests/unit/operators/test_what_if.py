"""What if: a month once more, with other officers, another order or another limit."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from activities.enquiries.overview import Overview
from activities.ledger import Ledger
from activities.ledger.cases import calendar_orders
from client.messages.cases.progress import OutcomeKind, Stage, State
from client.messages.lists.case_line import CaseLine, Hold, Holder, ItemLine
from client.messages.lists.search import CaseCourse, CaseSearch
from client.messages.officers.commands import Amendment
from deploy.what_if.effect import ChangeEffect, effect
from deploy.what_if.month import past_month, working_days
from deploy.what_if.replay import QueueOrder
from matters.clock.calendar import published

MONDAY: Final = datetime(2026, 11, 2, 1, tzinfo=UTC)
"""Nine o'clock in China."""

HOUR: Final = timedelta(hours=1)
CALENDAR: Final = published(MONDAY.date())


def _office(hours: float) -> datetime:
    """So many working hours after that Monday morning."""
    weeks, rest = divmod(hours, 40)
    days, within = divmod(rest, 8)
    return MONDAY + timedelta(weeks=weeks, days=days, hours=within)


def _course(number: int, *, came: float, done: float, bill: float = 0, due: date | None = None) -> CaseCourse:
    """An officer decides, and then an applicant pays, for so many hours."""
    holds = [Hold(holder="health", does="审查并决定", item="a", since=_office(came), until=_office(done))]
    if bill:
        paid = _office(done + bill)
        holds.append(Hold(holder=Holder.APPLICANT, does="缴费", since=_office(done), until=paid))
    item = ItemLine(
        code="a",
        name="事项",
        department="health",
        number="1",
        state=State.GRANTED,
        decided_at=_office(done),
        due_on=due,
    )
    line = CaseLine(
        case=UUID(int=number),
        one_matter="matter",
        edition="1",
        platform="portal",
        region="990101",
        channel="web",
        number=str(number),
        stage=Stage.CLOSED,
        outcome=OutcomeKind.GRANTED,
        received_at=_office(came),
        closed_at=_office(done + bill),
        items=(item,),
    )
    return CaseCourse(line=line, holds=tuple(holds))


def _queued(officers: int, work: Sequence[float], *, every: float) -> list[CaseCourse]:
    """What came every so many hours, and was done by officers who took what came first."""
    free, courses = [0.0] * officers, list[CaseCourse]()
    for number, hours in enumerate(work):
        came = number * every
        free.sort()
        free[0] = max(free[0], came) + hours
        courses.append(_course(number, came=came, done=free[0], bill=2))
    return courses


def _if(courses: Sequence[CaseCourse], **changes: object) -> ChangeEffect:
    month = past_month(courses, department="health", calendar=CALENDAR)
    return effect(month, department="health", named="2026-11", **changes)  # type: ignore[arg-type]


WORK: Final = tuple(1 + number * 7 % 11 / 2 for number in range(60))
"""From one hour to six."""


def test_the_month_as_it_was() -> None:
    """Replayed without a change it comes out to the second, where officers took what came first."""
    found = _if(_queued(2, WORK, every=1.5), had=2)
    assert (found.error, found.unchanged, found.changed) == (0, found.was, found.was)
    assert (found.cases, found.jobs, found.had, found.officers) == (60, 60, 2, 2)


def test_more_officers() -> None:
    """It is as if they had been there: the same month, done by three, waits as long."""
    two, three = _if(_queued(2, WORK, every=1.5), had=2, officers=3), _if(_queued(3, WORK, every=1.5), had=3)
    assert two.changed.mean_hours < two.was.mean_hours / 2
    assert abs(two.changed.mean_hours - three.was.mean_hours) < 0.01
    assert (
        abs(two.changed.mean_case_hours - three.was.mean_case_hours) < 0.01
    )  # what follows comes earlier, too


def test_fewer_officers() -> None:
    """The other way round."""
    one, two = _if(_queued(1, WORK, every=3), had=1), _if(_queued(2, WORK, every=3), had=2, officers=1)
    assert abs(two.changed.mean_hours - one.was.mean_hours) < 0.01


def test_another_order() -> None:
    """The shortest first: less is waited on average, and somebody waits longer."""
    found = _if(_queued(1, WORK, every=3), had=1, order=QueueOrder.SHORTEST)
    assert found.changed.mean_hours < found.was.mean_hours
    assert found.changed.longest_hours > found.was.longest_hours


def test_by_the_last_day() -> None:
    """What is due first is taken first, so that nothing is late; with a day less, something is."""
    tuesday, friday = date(2026, 11, 3), date(2026, 11, 6)
    late = [
        _course(1, came=0, done=8, due=friday),
        _course(2, came=1, done=16, due=friday),
        _course(3, came=2, done=24, due=tuesday),
    ]
    found = _if(late, had=1, order=QueueOrder.BY_LAST_DAY)
    assert (found.was.late, found.changed.late) == (1, 0)
    assert _if(late, had=1, order=QueueOrder.BY_LAST_DAY, limit=-1).changed.late == 1


def test_how_far_it_is_off() -> None:
    """What no queue explains is told as the error; of several explanations the fewest officers stand."""
    turned = [_course(1, came=0, done=16), _course(2, came=1, done=4), _course(3, came=2, done=3)]
    assert _if(turned, had=1).error > 0.5
    assert (_if(turned).had, _if(turned).error) == (2, 0.05)
    assert _if(_queued(1, WORK, every=3)).had == 1


def test_a_second_officer_who_agrees_at_once() -> None:
    """Queues no second time: one officer explains a month that one has worked off, though two have signed."""
    courses = [_agreed_to(course) for course in _queued(1, [4, 3, 5, 2, 6, 4], every=1)]
    found = effect(
        past_month(courses, department="health", calendar=CALENDAR), department="health", named="2026-11"
    )
    assert (found.jobs, found.had) == (6, 1)
    assert found.error == 0


def _agreed_to(course: CaseCourse) -> CaseCourse:
    """By another one, in the very moment."""
    first, *rest = course.holds
    second = first.model_copy(update={"does": "第二人复核", "since": first.until})
    return course.model_copy(update={"holds": (first, second, *rest)})


def test_by_the_orders_in_force(tmp_path: Path) -> None:
    """A day that was ordered free is none on which anybody worked: the engine tells of the orders."""
    off = MONDAY.date() + timedelta(days=1)
    order = Amendment(number="示〔2026〕1号", by="市政府", reason="台风停工", holidays=(off,))
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.db")
    with ledger.transaction() as books:
        calendar_orders.enter(books, number=order.number, amendment=order.model_dump_json())
    told = Overview(ledger).courses(CaseSearch()).arranged
    ledger.close()
    assert told == (order,)
    days = working_days(told, since=MONDAY.date())
    assert (CALENDAR.is_working_day(off), days.is_working_day(off)) == (True, False)
    through = _course(1, came=4, done=12)
    as_ordered, as_published = (
        past_month((through,), department="health", calendar=calendar).steps[0]
        for calendar in (days, CALENDAR)
    )
    assert as_ordered.until - as_ordered.since < as_published.until - as_published.since
