"""How texts are read that leave something open is told with each limit that is so reckoned."""

from datetime import date

import pytest

from matters import clock
from matters.clock import Term, Unit
from matters.clock.calendar import published
from matters.definitions import conventions, law
from matters.language import Convention, Limit

from .test_clock import CALENDAR
from .test_clock_explained import assumed


@pytest.mark.parametrize(
    ("limit", "convention"),
    [
        (law.HEARING_REQUEST_LIMIT, conventions.HEARING_ASKED_IN_WORKING_DAYS),
        (law.INSPECTION_LIMIT, conventions.INSPECTION_FROM_ITS_BEGINNING),
        (law.FIRST_REVIEW_LIMIT, conventions.UPPER_BODY_FROM_REPORT),
    ],
)
@pytest.mark.parametrize("licensed", [True, False])
def test_how_a_limit_is_read_is_told(limit: Limit, convention: Convention, licensed: bool) -> None:  # noqa: FBT001
    """Also where its article is but a likeness; and of no limit that happens to have as many days."""
    term = Term.of(limit if licensed else law.likewise(limit))
    assert convention.says in assumed(clock.explain_since("告知", date(2026, 3, 2), term, CALENDAR))
    other = term.model_copy(update={"basis": "别的依据"})
    assert convention.says not in assumed(clock.explain_since("告知", date(2026, 3, 2), other, CALENDAR))


def test_by_when_a_renewal_is_asked_for_is_read_in_days() -> None:
    """The thirty days of the licensee are days of the calendar, which is told."""
    case = clock.explain_before(date(2026, 11, 30), Term.of(law.RENEWAL_LIMIT), CALENDAR)
    assert conventions.RENEWAL_ASKED_IN_DAYS.says in assumed(case)


def test_a_limit_that_reaches_back_behind_what_is_known_is_provisional() -> None:
    """Before what a case carries with it nobody is sure; a rest day that was worked is no holiday."""
    known = published(date(2026, 9, 28))
    ninety = Term(count=90, unit=Unit.WORKING_DAYS, basis="时限依据")
    assert clock.due_before(date(2026, 11, 30), ninety, known).provisional
    assert not clock.due_before(date(2026, 11, 30), ninety, published(date(2026, 1, 1))).provisional
    told = clock.explain_before(date(2026, 11, 30), ninety, known)
    assert not any(
        "国庆节" in span.why for span in told.spans if span.first <= date(2026, 9, 20) <= span.last
    )
