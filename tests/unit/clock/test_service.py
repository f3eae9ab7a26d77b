"""Served, and what may be done from then on: never a day too early, never one too late."""

from datetime import date, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matters.clock import OpenRemedy, WayToServe, calendar, day_in_china
from matters.definitions import law
from tests.walks.clock import Offices

PUBLISHED: Final = calendar.published(date(2026, 1, 1))
DAYS: Final = st.dates(date(2026, 1, 1), date(2026, 9, 30))


@given(served_on=DAYS)
def test_sixty_days_end_on_the_first_day_that_is_no_rest(served_on: date) -> None:
    """Neither on the sixtieth, if offices rest then, nor on any later than the next on which they work."""
    review = OpenRemedy.of(law.REMEDIES[0], served_on=served_on, calendar=PUBLISHED)
    sixtieth, offices = served_on + timedelta(days=60), Offices()
    assert review.due
    rest = [sixtieth + timedelta(days=days) for days in range((review.due.on - sixtieth).days)]
    assert offices.work(review.due.on)
    assert not any(map(offices.work, rest))


@given(done_on=DAYS)
def test_a_public_notice_alone_takes_time(done_on: date) -> None:
    """Thirty days, moved by no rest day; every other mode counts from its own day."""
    served = {mode.code: WayToServe.of(mode).served_on(done_on) for mode in law.SERVICE_MODES}
    assert served.pop("public-notice") == done_on + timedelta(days=30)
    assert {*served.values()} == {done_on}


@given(day=DAYS)
def test_a_place_rests_on_days_of_its_own(day: date) -> None:
    """On these and on no others; where there are none, the calendar is the same one."""
    own = PUBLISHED.closed_on((day,))
    assert not own.is_working_day(day)
    assert own.is_working_day(day + timedelta(days=1)) is PUBLISHED.is_working_day(day + timedelta(days=1))
    assert PUBLISHED.closed_on((day,)) is own
    assert PUBLISHED.closed_on(()) is PUBLISHED


@pytest.mark.parametrize(
    ("mode", "done_at", "served_on", "last_days"),
    [
        # 31 May (31), 29 Jun (60); 30 Oct
        ("electronic", "2026-04-30T23:59+08:00", "2026-04-30", ("2026-06-29", "2026-10-30")),
        # a minute later it is the next day: 30 Jun; 1 Nov is a Sunday
        ("electronic", "2026-05-01T00:00+08:00", "2026-05-01", ("2026-06-30", "2026-11-02")),
        # thirty days end on Sun 6 Sep, which stays: 30 Sep (24), 31 Oct (55), 5 Nov (60); 6 Mar is a Saturday
        ("public-notice", "2026-08-07T10:00+08:00", "2026-09-06", ("2026-11-05", "2027-03-08")),
        # 2 Jun; 3 Oct is National Day, offices open on the 8th
        ("signed", "2026-04-03T10:00+08:00", "2026-04-03", ("2026-06-02", "2026-10-08")),
        # 14 Oct; 15 Feb is the first day off for Spring Festival, the 24th is worked
        ("post", "2025-08-15T10:00+08:00", "2025-08-15", ("2025-10-14", "2026-02-24")),
        # 30 Oct; there is no 31 Feb, and the 28th is a make-up Saturday
        ("left", "2025-08-31T10:00+08:00", "2025-08-31", ("2025-10-30", "2026-02-28")),
    ],
)
def test_last_days_of_remedies_counted_by_hand(
    mode: str, done_at: str, served_on: str, last_days: tuple[str, str]
) -> None:
    """By the mode of service and the minute in China: sixty days, and six months (民法典 Art. 201-203)."""
    modes = {each.code: WayToServe.of(each) for each in law.SERVICE_MODES}
    served = modes[mode].served_on(day_in_china(datetime.fromisoformat(done_at)))
    since = calendar.published(date(2025, 1, 1))
    remedies = [OpenRemedy.of(each, served_on=served, calendar=since) for each in law.REMEDIES]
    assert str(served) == served_on
    assert tuple(str(each.due and each.due.on) for each in remedies) == last_days
