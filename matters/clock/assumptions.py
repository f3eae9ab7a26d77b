"""Which conventions told in a reckoning: what the texts leave open, and somebody may read otherwise."""

from collections.abc import Iterator
from datetime import date

from ..definitions import conventions, law
from ..language import Convention, Limit
from .calendar import Calendar
from .day_count import DayCount
from .deadlines import Due, accepted_on, day_count, deadline
from .proceedings import Proceedings, SpecialProcedure, Suspension, Term, Unit


def _terms_of(limit: Limit) -> tuple[Term, ...]:
    """Of a licence, and by analogy of all else."""
    return tuple(map(Term.of, (limit, law.likewise(limit))))


_HEARING_REQUESTS = _terms_of(law.HEARING_REQUEST_LIMIT)
_INSPECTIONS = _terms_of(law.INSPECTION_LIMIT)
_FIRST_REVIEWS = _terms_of(law.FIRST_REVIEW_LIMIT)
_RENEWALS = _terms_of(law.RENEWAL_LIMIT)

_BY_TERM = (
    (_HEARING_REQUESTS, conventions.HEARING_ASKED_IN_WORKING_DAYS),
    (_INSPECTIONS, conventions.INSPECTION_FROM_ITS_BEGINNING),
    (_FIRST_REVIEWS, conventions.UPPER_BODY_FROM_REPORT),
)


def assumptions(proceedings: Proceedings, term: Term, calendar: Calendar) -> Iterator[Convention]:
    """Of a limit that runs forward."""
    if not calendar.is_working_day(proceedings.received_on):
        yield conventions.RECEIVED_ANY_DAY
    if _demanded_later(proceedings, calendar):
        yield conventions.DEMANDED_LATER
    count = day_count(proceedings, term, calendar)
    if count:
        yield from _of_standing(count)
        yield from _of_extension(proceedings, count)
        yield from _of_the_end(count)
    due = deadline(proceedings, term, calendar)
    if due and due.provisional:
        yield conventions.FESTIVALS_WITHOUT_NOTICE


def assumptions_since(count: DayCount, due: Due) -> Iterator[Convention]:
    """Of a limit that nothing stops."""
    for stretch in count.stretches:
        yield from (said for terms, said in _BY_TERM if stretch.term in terms)
    yield from _of_the_end(count)
    if due.provisional:
        yield conventions.FESTIVALS_WITHOUT_NOTICE


def assumptions_before(due: Due, term: Term, calendar: Calendar) -> Iterator[Convention]:
    """Of a limit that is reckoned back from an event."""
    yield conventions.COUNTED_BACK
    yield conventions.ENDS_AT_MIDNIGHT
    if term in _RENEWALS:
        yield conventions.RENEWAL_ASKED_IN_DAYS
    if not calendar.is_working_day(due.on):
        yield conventions.COUNTED_BACK_STAYS
    if due.provisional:
        yield conventions.FESTIVALS_WITHOUT_NOTICE


def _demanded_later(proceedings: Proceedings, calendar: Calendar) -> bool:
    accepted, told_on = accepted_on(proceedings, calendar), proceedings.told_on
    return bool(accepted and told_on and accepted < told_on)


def _of_standing(count: DayCount) -> Iterator[Convention]:
    told = tuple(each for each in count.suspensions if _tells(each, count))
    if any(each.procedure is SpecialProcedure.HEARING for each in told):
        yield conventions.HEARING_TAKES
    if any(not each.single_day and each.since in count.days for each in told):
        yield conventions.STANDS_FROM_NEXT_DAY
    if any(each.single_day for each in told):
        yield conventions.STANDS_A_SINGLE_DAY
    if any(_begins_at_the_end(each, count) for each in told):
        yield conventions.STANDS_ON_LAST_DAY
    if told and any(stretch.term.unit is Unit.MONTHS for stretch in count.stretches):
        yield conventions.MONTHS_STAND


def _tells(suspension: Suspension, count: DayCount) -> bool:
    """Whether it reaches into the days that were to be counted."""
    ended = suspension.until is not None and suspension.until <= count.after
    return not ended and (count.last is None or suspension.since <= count.last)


def _begins_at_the_end(suspension: Suspension, count: DayCount) -> bool:
    """Whether its first day is taken off, though it goes on after it."""
    since = suspension.since
    stands = any(each.stops(since) for each in count.suspensions)
    return count.after < since and since not in count.days and not stands and _could_count(since, count)


def _could_count(day: date, count: DayCount) -> bool:
    plain = all(stretch.term.unit is Unit.WORKING_DAYS for stretch in count.stretches)
    return count.calendar.is_working_day(day) or not plain


def _of_extension(proceedings: Proceedings, count: DayCount) -> Iterator[Convention]:
    if proceedings.extension and count.used_up:
        yield conventions.EXTENSION_FOLLOWS if count.stretches[1:] else conventions.EXTENSION_VOID


def _of_the_end(count: DayCount) -> Iterator[Convention]:
    if count.last and count.last != count.used_up:
        yield conventions.WEEKENDS_ARE_REST_DAYS
    if count.last:
        yield conventions.ENDS_AT_MIDNIGHT
