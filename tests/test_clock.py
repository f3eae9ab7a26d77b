"""The legal clock: limits reckoned by hand across the holidays of 2026, and what holds for all of them."""

from datetime import UTC, date, datetime

import chinese_calendar  # pyright: ignore[reportMissingTypeStubs]
import pytest
from hypothesis import given
from hypothesis import strategies as some

from matters import clock, law
from matters.calendar import SATURDAY, published
from matters.clock import Term
from matters.language import CalendarDays, WorkingDays

CALENDAR = published(date.min)

DAYS = some.dates(date(2004, 1, 1), date(2030, 12, 31))
COUNTS = some.integers(1, 60)


def working(count: int) -> Term:
    return Term.of(WorkingDays(count=count, basis=law.DEMONSTRATION))


@pytest.mark.parametrize(
    ("since", "count", "last"),
    [
        pytest.param("2026-02-13", 1, "2026-02-14", id="a Saturday made up for before Spring Festival"),
        pytest.param("2026-02-14", 1, "2026-02-24", id="the nine days of Spring Festival, 15 to 23"),
        pytest.param("2026-02-10", 5, "2026-02-24", id="11, 12, 13, 14, then 24"),
        pytest.param("2026-02-24", 4, "2026-02-28", id="the second make-up Saturday"),
        pytest.param("2026-02-27", 2, "2026-03-02", id="28, and after Sunday the Monday"),
        pytest.param("2026-09-18", 1, "2026-09-20", id="a Sunday made up for before National Day"),
        pytest.param("2026-09-24", 1, "2026-09-28", id="Mid-Autumn, 25 to 27"),
        pytest.param("2026-09-30", 1, "2026-10-08", id="the seven days of National Day"),
        pytest.param("2026-09-30", 3, "2026-10-10", id="8, 9 and the make-up Saturday"),
        pytest.param("2026-09-28", 5, "2026-10-10", id="29, 30, 8, 9, 10"),
        pytest.param("2026-11-20", 1, "2026-11-23", id="a plain weekend"),
    ],
)
def test_working_days_across_holidays(since: str, count: int, last: str) -> None:
    """Holidays are skipped, make-up days count, the day of the event itself does not."""
    due = clock.due(date.fromisoformat(since), working(count), CALENDAR)
    assert due == clock.Due(on=date.fromisoformat(last))


def test_the_holidays_reckoned_by_hand_are_those_of_the_notice() -> None:
    """The calendar says of 2026 what the cases above take for granted."""
    festival = [date(2026, 2, day) for day in range(15, 24)] + [date(2026, 10, day) for day in range(1, 8)]
    made_up = [date(2026, 2, 14), date(2026, 2, 28), date(2026, 9, 20), date(2026, 10, 10)]
    assert all(chinese_calendar.is_holiday(day) for day in festival)
    assert all(chinese_calendar.is_workday(day) and day.weekday() >= SATURDAY for day in made_up)


def test_calendar_days_run_through_holidays() -> None:
    """Calendar days count every day but that of the event."""
    limit = CalendarDays(count=15, basis=law.DEMONSTRATION)
    assert clock.due(date(2026, 9, 28), Term.of(limit), CALENDAR) == clock.Due(on=date(2026, 10, 13))


def test_a_date_beyond_the_last_notice_is_provisional() -> None:
    """Where no holiday arrangement is published weekends alone are reckoned, and the date says so."""
    last = max(chinese_calendar.holidays).year
    after = clock.due(date(last, 12, 31), working(20), CALENDAR)
    assert after.on.year == last + 1
    assert after.provisional
    assert not clock.due(date(last, 12, 1), working(5), CALENDAR).provisional


def test_a_limit_ends_with_its_day_in_china() -> None:
    """The last instant of a Chinese day is 16:00 UTC, and a day begins in China before it does in UTC."""
    assert clock.Due(on=date(2026, 11, 23)).at == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert clock.day_in_china(datetime(2026, 11, 23, 15, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert clock.day_in_china(datetime(2026, 11, 23, 16, tzinfo=UTC)) == date(2026, 11, 24)


@given(DAYS, COUNTS)
def test_a_limit_in_working_days_ends_on_one(since: date, count: int) -> None:
    """Nobody has to answer on a day on which offices are closed."""
    assert CALENDAR.is_working_day(clock.due(since, working(count), CALENDAR).on)


@given(DAYS, COUNTS, COUNTS)
def test_a_longer_limit_ends_later(since: date, count: int, more: int) -> None:
    """`due` is strictly monotone in the count."""
    assert (
        clock.due(since, working(count), CALENDAR).on < clock.due(since, working(count + more), CALENDAR).on
    )


@given(DAYS, COUNTS)
def test_as_many_working_days_are_left_as_were_given(since: date, count: int) -> None:
    """Counting back from the last day gives the limit again; once it has passed the number is negative."""
    last = clock.due(since, working(count), CALENDAR).on
    assert clock.working_days_left(since, last, CALENDAR) == count
    assert clock.working_days_left(last, since, CALENDAR) == -count
