"""What holds for every limit, against the law as a clerk with a wall calendar would go about it."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as some

from matters import clock
from matters.clock import Deemed, Due, Extension, Proceedings, SpecialProcedure, Suspension, Term, Unit
from tests.proof.law_clerk import LawClerk
from tests.unit.clock.test_clock import CALENDAR, NOTICE_WITHIN

ONE_DAY = timedelta(days=1)
DAYS = some.dates(date(2025, 1, 1), date(2027, 3, 31))
WAITS = some.integers(0, 25).map(timedelta)
PERHAPS = some.none() | WAITS
BASES = some.sampled_from(("甲", "乙"))
TERMS = some.one_of(
    some.builds(Term, count=some.integers(1, 60), unit=some.sampled_from(Unit), basis=BASES).filter(
        lambda term: term.unit is not Unit.MONTHS
    ),
    some.builds(Term, count=some.integers(1, 6), unit=some.just(Unit.MONTHS), basis=BASES),
)


# Made once, in days from the receipt: to make them anew for every example took half of the time.
BEGINS = (some.integers(0, 5) | some.integers(-5, 60)).map(timedelta)
LASTS = some.just(timedelta()) | WAITS | WAITS | some.none()
PROCEDURES, NOTICES = some.sampled_from(SpecialProcedure), some.sampled_from("一二三")
DEEMED = some.sampled_from(Deemed)
EXTENSIONS = some.none() | some.tuples(some.integers(0, 90).map(timedelta), TERMS)
Stands = tuple[timedelta, timedelta | None, SpecialProcedure, str]
SUSPENSIONS: some.SearchStrategy[Stands] = some.tuples(BEGINS, LASTS, PROCEDURES, NOTICES)
SEVERAL = some.lists(SUSPENSIONS, max_size=4)


def suspension(drawn: Stands, around: date) -> Suspension:
    begins, lasts, procedure, notice = drawn
    since = around + begins
    return Suspension(procedure=procedure, since=since, until=later(since, lasts), notice=notice)


def extension(after: timedelta, term: Term, around: date) -> Extension:
    return Extension(term=term, approver="负责人", proposed_by="经办人", reasons=("复杂",), on=around + after)


def later(day: date | None, wait: timedelta | None) -> date | None:
    return None if day is None or wait is None else day + wait


@some.composite
def proceedings(draw: some.DrawFn) -> Proceedings:
    """A case received, perhaps told what to mend and answered, accepted, suspended and extended."""
    received = draw(DAYS)
    told = later(received, draw(PERHAPS))
    extended = draw(EXTENSIONS)
    return Proceedings(
        received_on=received,
        accepted_on=later(received, draw(PERHAPS)),
        told_on=told,
        answered_on=later(told, draw(PERHAPS)),
        notice_within=NOTICE_WITHIN,
        deemed=draw(DEEMED),
        suspensions=tuple(suspension(one, received) for one in draw(SEVERAL)),
        extension=extension(*extended, received) if extended else None,
    )


@settings(max_examples=400)
@given(proceedings(), TERMS)
def test_never_early_never_late(recorded: Proceedings, term: Term) -> None:
    """Whatever is recorded, the last day is the clerk's; provisional exactly beyond what is published."""
    clerk = LawClerk(recorded, CALENDAR)
    on = clerk.last(term)
    due = Due(on=on, provisional=on > date(2026, 12, 31)) if on else None
    assert clock.accepted_on(recorded, CALENDAR) == clerk.accepted_on()
    assert clock.deadline(recorded, term, CALENDAR) == due


@given(DAYS, TERMS)
def test_a_plain_limit_is_never_early_and_never_late(since: date, term: Term) -> None:
    """The same of a limit for which nothing but its first day is known."""
    clerk = LawClerk(Proceedings(received_on=since, notice_within=NOTICE_WITHIN), CALENDAR)
    assert clock.due(since, term, CALENDAR).on == clerk.last(term)


@given(proceedings(), TERMS, DAYS, some.randoms())
def test_the_order_of_recording_is_irrelevant(
    recorded: Proceedings, term: Term, today: date, chance: Random
) -> None:
    """Suspensions give the same last day and the same explanation however they were recorded."""
    shuffled = chance.sample(recorded.suspensions, k=len(recorded.suspensions))
    other = recorded.model_copy(update={"suspensions": tuple(shuffled)})
    explained = clock.explain(other, term, CALENDAR, today=today)
    assert explained == clock.explain(recorded, term, CALENDAR, today=today)


@given(proceedings(), TERMS, DAYS)
def test_an_explanation_sums_to_the_result(recorded: Proceedings, term: Term, today: date) -> None:
    """Spans cover every day from receipt to the last day once; those counted are as many as the limit has."""
    explained = clock.explain(recorded, term, CALENDAR, today=today)
    spans = explained.spans
    assert explained.due == clock.deadline(recorded, term, CALENDAR)
    assert explained.accepted_on == clock.accepted_on(recorded, CALENDAR)
    assert spans[0].first == recorded.received_on
    assert spans[-1].last == (explained.due.on if explained.due else max(today, recorded.received_on))
    assert all(before.last + ONE_DAY == after.first for before, after in pairwise(spans))
    assert all(span.days == (span.last - span.first).days + 1 > 0 for span in spans)
    counted = [span.first + n * ONE_DAY for span in spans if span.counted for n in range(span.days)]
    clerk = LawClerk(recorded, CALENDAR)
    ticked = [day for day in clerk.ticked(*clerk.terms(term)) if explained.due or day <= spans[-1].last]
    assert counted == ticked


@given(proceedings(), TERMS, DAYS)
def test_no_day_is_counted_that_must_not_be(recorded: Proceedings, term: Term, today: date) -> None:
    """Not before acceptance, not on it, not while the clock stands; rest days only of calendar days."""
    clerk = LawClerk(recorded, CALENDAR)
    explained = clock.explain(recorded, term, CALENDAR, today=today)
    plain = all(each.unit is Unit.WORKING_DAYS for each in clerk.terms(term))
    for span in filter(lambda span: span.counted, explained.spans):
        assert explained.accepted_on
        assert span.first > explained.accepted_on
        days = [span.first + n * ONE_DAY for n in range(span.days)]
        assert not any(map(clerk.stands, days))
        assert not plain or all(map(clerk.works, days))


@given(proceedings(), TERMS, some.integers(0, 120))
def test_shares_come_in_order(recorded: Proceedings, term: Term, used: int) -> None:
    """A greater share is used up later, and the last day is never before all is used."""
    clerk = LawClerk(recorded, CALENDAR)
    granted = len(clerk.ticked(*clerk.terms(term)))
    share = clock.day_used_up(recorded, term, CALENDAR, used=used)
    before = clock.day_used_up(recorded, term, CALENDAR, used=used - 1) if used else None
    due = clock.deadline(recorded, term, CALENDAR)
    assert not (before and share) or before.on < share.on
    assert not (due and used <= granted) or (share and share.on <= due.on)


@given(proceedings(), TERMS, some.lists(DAYS, max_size=4), some.lists(DAYS, max_size=4))
def test_an_amendment_moves_what_it_should(
    recorded: Proceedings, term: Term, off: list[date], worked: list[date]
) -> None:
    """After it the last day is the clerk's by the new calendar; days outside of the count change nothing."""
    amended = CALENDAR.amended(holidays=off, workdays=worked)
    before, after = (clock.deadline(recorded, term, calendar) for calendar in (CALENDAR, amended))
    assert (after and after.on) == LawClerk(recorded, amended).last(term)
    if before and not any(recorded.received_on < day <= before.on for day in (*off, *worked)):
        assert after == before


@given(proceedings(), TERMS, WAITS, WAITS)
def test_what_is_accepted_stays_accepted(
    recorded: Proceedings, term: Term, after: timedelta, answer: timedelta
) -> None:
    """A demand after acceptance, answered or not, moves nothing."""
    accepted = clock.accepted_on(recorded, CALENDAR)
    if accepted is None:
        return
    told = max(accepted, recorded.told_on or accepted) + after + ONE_DAY
    plain = recorded.model_copy(update={"accepted_on": accepted, "told_on": None, "answered_on": None})
    later = plain.model_copy(update={"told_on": told, "answered_on": told + answer})
    before, asked = (clock.deadline(one, term, CALENDAR) for one in (plain, later))
    assert clock.accepted_on(later, CALENDAR) == clock.accepted_on(plain, CALENDAR)
    assert before == asked


@given(proceedings(), TERMS, SUSPENSIONS)
def test_one_more_procedure_never_makes_it_earlier(recorded: Proceedings, term: Term, drawn: Stands) -> None:
    """Time that is needed is taken off, never added."""
    plain = recorded.model_copy(update={"extension": None})
    more = suspension(drawn, recorded.received_on)
    standing = plain.model_copy(update={"suspensions": (*plain.suspensions, more)})
    before, after = (clock.deadline(one, term, CALENDAR) for one in (plain, standing))
    assert before or not after
    assert not (before and after) or before.on <= after.on


@given(DAYS, some.integers(1, 60), some.integers(1, 30), some.integers(-20, 0))
def test_an_extension_in_time_adds_its_days(since: date, count: int, more: int, earlier: int) -> None:
    """Whenever it is approved, up to the last day; a day later it adds none."""
    limit = Term(count=count, unit=Unit.WORKING_DAYS, basis="甲")
    plain = Proceedings(received_on=since, notice_within=NOTICE_WITHIN)
    last = clock.due(since, limit, CALENDAR).on

    def extended(on: date) -> Due | None:
        added = limit.model_copy(update={"count": more})
        extension = Extension(term=added, approver="负责人", proposed_by="经办人", reasons=(), on=on)
        return clock.deadline(plain.model_copy(update={"extension": extension}), limit, CALENDAR)

    in_time, late = extended(last + earlier * ONE_DAY), extended(last + ONE_DAY)
    assert in_time
    assert clock.working_days_left(last, in_time.on, CALENDAR) == more
    assert late
    assert late.on == last


@given(DAYS, TERMS)
def test_before_an_event_is_never_too_late_and_never_too_early(event: date, term: Term) -> None:
    """Of days, as many lie from the last day up to the event; of months, the day has the same number."""
    on = clock.due_before(event, term, CALENDAR).on
    clerk = LawClerk(Proceedings(received_on=on, notice_within=NOTICE_WITHIN), CALENDAR)
    counted = [on + n * ONE_DAY for n in range((event - on).days)]
    if term.unit is Unit.MONTHS:
        assert on.day == event.day or ((on + ONE_DAY).day == 1 and on.day < event.day)
        assert (event.year - on.year) * 12 + event.month - on.month == term.count
    elif term.unit is Unit.CALENDAR_DAYS:
        assert len(counted) == term.count
    else:
        assert sum(map(clerk.works, counted)) == term.count
        assert clerk.works(on)


@given(DAYS, DAYS)
def test_working_days_left_are_those_of_a_limit(today: date, last: date) -> None:
    """Counting down is counting up the other way; once the day has passed the number is negative."""
    left = clock.working_days_left(today, last, CALENDAR)
    assert left == -clock.working_days_left(last, today, CALENDAR)
    if left > 0 and CALENDAR.is_working_day(last):
        term = Term(count=left, unit=Unit.WORKING_DAYS, basis="时限")
        assert clock.due(today, term, CALENDAR).on == last
