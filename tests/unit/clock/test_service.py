"""Served, and what may be done from then on: never a day too early, never one too late."""

from datetime import date, timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from matters.clock import OpenRemedy, WayToServe, calendar
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
