"""Whose a case's time was: shares of working time that sum to the whole."""

from datetime import date, datetime, timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from activities.lists.delays import shares
from client.messages.lists.case_line import Hold, Holder
from matters.clock import CHINA
from matters.clock.calendar import Calendar
from matters.clock.office_hours import worked

CALENDAR: Final = Calendar(until=date(2027, 12, 31))
MONDAY: Final = datetime(2026, 11, 23, 9, tzinfo=CHINA)
HOUR: Final = timedelta(hours=1)
FRIDAY_EVENING: Final = datetime(2026, 11, 27, 16, tzinfo=CHINA)

INSTANTS: Final = st.integers(0, 30 * 24 * 3600).map(lambda seconds: MONDAY + timedelta(seconds=seconds))


def hold(holder: str, since: datetime, until: datetime | None = None) -> Hold:
    return Hold(holder=holder, does="审查", since=since, until=until)


def between(holder: str, one: datetime, other: datetime) -> Hold:
    return hold(holder, min(one, other), max(one, other))


HOLDERS: Final = st.sampled_from(("applicant", "health", "market-regulation"))
HOLDS: Final = st.lists(st.builds(between, HOLDERS, INSTANTS, INSTANTS), max_size=6)


def test_offices_close() -> None:
    """From Friday at four to Monday at ten offices were open for two hours."""
    monday = FRIDAY_EVENING.replace(hour=10) + timedelta(days=3)
    assert worked(FRIDAY_EVENING, monday, CALENDAR) == 2 * HOUR


def test_one_after_the_other() -> None:
    """What nobody had the ball for was the engine's."""
    held = [hold("applicant", MONDAY, MONDAY + HOUR), hold("health", MONDAY + 2 * HOUR)]
    assert shares(held, since=MONDAY, until=MONDAY + 5 * HOUR, calendar=CALENDAR) == {
        "applicant": 3600,
        Holder.ENGINE: 3600,
        "health": 3 * 3600,
    }


def test_side_by_side() -> None:
    """Whoever has the ball at the same time shares the time, and twice is not more than once."""
    held = [
        hold("health", MONDAY, MONDAY + 2 * HOUR),
        hold("health", MONDAY, MONDAY + 2 * HOUR),
        hold("applicant", MONDAY, MONDAY + HOUR),
    ]
    assert shares(held, since=MONDAY, until=MONDAY + 2 * HOUR, calendar=CALENDAR) == {
        "applicant": 1800,
        "health": 5400,
    }


@given(HOLDS, INSTANTS, INSTANTS)
def test_the_whole(held: list[Hold], one: datetime, other: datetime) -> None:
    """Whatever was held by whom, the shares sum to the working time of the case, to the second."""
    since, until = sorted((one, other))
    found = shares(held, since=since, until=until, calendar=CALENDAR)
    whole = worked(since, until, CALENDAR).total_seconds()
    assert abs(sum(found.values()) - whole) < 1
    assert all(seconds >= 0 for seconds in found.values())
