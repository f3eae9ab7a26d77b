"""The calendar of working days: what is published, and what an amendment changes."""

from datetime import date, timedelta

import chinese_calendar  # pyright: ignore[reportMissingTypeStubs]
import pytest
from hypothesis import given
from hypothesis import strategies as some

from matters.clock.calendar import Calendar, published
from matters.clock.festivals import ARRANGED, FESTIVALS, MADE_UP

CALENDAR = published(date(2025, 1, 1))
DAYS = some.dates(date(2025, 1, 1), date(2027, 12, 31))
SOME_DAYS = some.lists(DAYS, max_size=5)


def days(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(n) for n in range((end - start).days + 1)]


OFF = [
    *(days("2025-01-01", "2025-01-01") + days("2025-01-28", "2025-02-04") + days("2025-04-04", "2025-04-06")),
    *(days("2025-05-01", "2025-05-05") + days("2025-05-31", "2025-06-02") + days("2025-10-01", "2025-10-08")),
    *(days("2026-01-01", "2026-01-03") + days("2026-02-15", "2026-02-23") + days("2026-04-04", "2026-04-06")),
    *(days("2026-05-01", "2026-05-05") + days("2026-06-19", "2026-06-21") + days("2026-09-25", "2026-09-27")),
    *days("2026-10-01", "2026-10-07"),
]
WORKED = [
    *(date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28), date(2025, 10, 11)),
    *(date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20)),
    date(2026, 10, 10),
]


def test_the_calendar_is_that_of_the_notices() -> None:
    """Of every day of two years it says what the arrangements say from which the vectors were counted."""
    for day in days("2025-01-01", "2026-12-31"):
        works = day in WORKED or (day.isoweekday() < 6 and day not in OFF)
        assert CALENDAR.is_working_day(day) is works, day
        assert chinese_calendar.is_workday(day) is works, day


def test_only_what_goes_without_saying_does_not_travel_with_a_case() -> None:
    """Weekends and the fixed festivals do, so a year is some dozen days."""
    year = published(date(2026, 1, 1))
    assert year.until == date(2026, 12, 31)
    assert all(day.isoweekday() < 6 for day in year.holidays)
    assert all(day.isoweekday() > 5 for day in year.workdays)
    assert list(year.workdays) == WORKED[5:]
    assert set(year.holidays) <= set(OFF)
    assert len(year.model_dump_json()) < 500


@given(DAYS)
def test_a_calendar_begins_where_its_case_does(since: date) -> None:
    """From its first day on it says what the whole says; before, nothing is published."""
    part = published(since)
    following = [since + timedelta(n) for n in range(60)]
    assert [*map(part.is_working_day, following)] == [*map(CALENDAR.is_working_day, following)]
    assert [*map(part.is_published, following)] == [day <= part.until for day in following]
    assert not part.is_published(since - timedelta(1))


@given(SOME_DAYS, SOME_DAYS)
def test_an_amendment_says_what_it_names_and_nothing_else(off: list[date], worked: list[date]) -> None:
    """Days named are as named, all others as before, and the arrangement reaches no further."""
    amended = CALENDAR.amended(holidays=off, workdays=worked)
    for day in days("2025-01-01", "2027-12-31"):
        named = {**dict.fromkeys(off, False), **dict.fromkeys(worked, True)}
        assert amended.is_working_day(day) is named.get(day, CALENDAR.is_working_day(day))
        assert amended.is_published(day) is CALENDAR.is_published(day)


@given(SOME_DAYS)
def test_an_amendment_taken_back_leaves_no_trace(named: list[date]) -> None:
    """The days of which nothing unusual is left to say are no longer named."""
    worked = [day for day in named if CALENDAR.is_working_day(day)]
    rest = [day for day in named if not CALENDAR.is_working_day(day)]
    turned = CALENDAR.amended(holidays=worked, workdays=rest)
    assert turned.amended(holidays=rest, workdays=worked) == CALENDAR


def test_the_next_year_is_published_by_an_amendment() -> None:
    """A later `until` makes its days known; an earlier one takes nothing back."""
    in_lieu = date(2027, 2, 9)
    amended = CALENDAR.amended(holidays=[in_lieu], until=date(2027, 12, 31))
    assert CALENDAR.is_working_day(in_lieu)
    assert not CALENDAR.is_published(in_lieu)
    assert not amended.is_working_day(in_lieu)
    assert amended.is_published(date(2027, 12, 31))
    assert amended.amended(until=date(2026, 1, 1)).until == date(2027, 12, 31)


def test_fixed_festivals_need_no_notice() -> None:
    """The thirteen days of the regulation are off in any year, by name; the days in lieu are not known."""
    year = {day: FESTIVALS[day] for day in days("2027-01-01", "2027-12-31") if day in FESTIVALS}
    assert [f"{day:%m-%d} {name}" for day, name in year.items()] == [
        *("01-01 元旦", "02-05 农历除夕", "02-06 春节", "02-07 春节", "02-08 春节", "04-05 清明节"),
        *("05-01 劳动节", "05-02 劳动节", "06-09 端午节", "09-15 中秋节"),
        *("10-01 国庆节", "10-02 国庆节", "10-03 国庆节"),
    ]
    assert not any(map(CALENDAR.is_working_day, year))
    assert CALENDAR.is_working_day(date(2027, 10, 4))
    assert FESTIVALS[date(2028, 10, 3)] == "中秋节、国庆节"


def test_a_notice_outranks_what_is_fixed_only_where_it_says_so() -> None:
    """An arrangement that names a few days leaves the other festivals off; one that is worked is worked."""
    year = Calendar(since=date(2027, 1, 1), until=date(2027, 12, 31), workdays=(date(2027, 9, 15),))
    assert year.is_working_day(date(2027, 9, 15))
    assert not year.is_working_day(date(2027, 6, 9))


@pytest.mark.parametrize(
    ("day", "name"),
    [("2026-10-10", "国庆节"), ("2026-10-04", "国庆节"), ("2025-10-06", "中秋节"), ("2026-10-12", "")],
)
def test_days_that_a_notice_moves_are_known_by_their_holiday(day: str, name: str) -> None:
    """Off or worked, they belong to one; an ordinary Monday to none."""
    moved = date.fromisoformat(day)
    assert (FESTIVALS.get(moved) or ARRANGED.get(moved) or MADE_UP.get(moved, "")) == name


def test_a_calendar_survives_its_journey() -> None:
    """What a case carries is what it was given."""
    assert Calendar.model_validate_json(CALENDAR.model_dump_json()) == CALENDAR
