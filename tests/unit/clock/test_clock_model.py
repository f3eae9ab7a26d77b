"""What holds for every limit, against the law as a clerk with a wall calendar would go about it."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as some

from matters import clock
from matters.clock import Due, Extension, Procedure, Proceedings, Suspension, Term, Unit
from matters.clock.calendar import Calendar

from .test_clock import CALENDAR, NOTICE_WITHIN

ONE_DAY = timedelta(days=1)
DAYS = some.dates(date(2025, 1, 1), date(2027, 3, 31))
WAITS = some.integers(0, 25).map(timedelta)
TERMS = some.builds(
    Term, count=some.integers(1, 60), unit=some.sampled_from(Unit), basis=some.sampled_from(("甲", "乙"))
)
EXTENSIONS = some.builds(Extension, term=TERMS)


@some.composite
def suspensions(draw: some.DrawFn, around: date) -> Suspension:
    since = around + draw(some.integers(0, 5) | some.integers(-5, 60)) * ONE_DAY
    until = draw(WAITS.map(since.__add__) | WAITS.map(since.__add__) | some.none())
    procedure = draw(some.sampled_from(Procedure))
    return Suspension(procedure=procedure, since=since, until=until, notice=draw(some.sampled_from("一二三")))


@some.composite
def proceedings(draw: some.DrawFn) -> Proceedings:
    """A case received, perhaps told what to mend and answered, suspended and extended."""
    received = draw(DAYS)
    told = draw(some.none() | WAITS.map(received.__add__))
    answered = draw(some.none() | WAITS.map(told.__add__)) if told else None
    return Proceedings(
        received_on=received,
        told_on=told,
        answered_on=answered,
        notice_within=NOTICE_WITHIN,
        suspensions=tuple(draw(some.lists(suspensions(received), max_size=4))),
        extension=draw(some.none() | EXTENSIONS),
    )


@dataclass(frozen=True)
class LawClerk:
    """Ticks off one day after the other."""

    recorded: Proceedings
    calendar: Calendar

    def works(self, day: date) -> bool:
        return day in self.calendar.workdays or (day.isoweekday() < 6 and day not in self.calendar.holidays)

    def stands(self, day: date) -> bool:
        return any(
            suspension.since < day <= (suspension.until or date.max)
            for suspension in self.recorded.suspensions
        )

    def accepted_on(self) -> date | None:
        if self.recorded.told_on is None:
            return self.recorded.received_on
        waited = range(1, (self.recorded.told_on - self.recorded.received_on).days)
        missed = sum(self.works(self.recorded.received_on + n * ONE_DAY) for n in waited)
        return self.recorded.received_on if missed >= 5 else self.recorded.answered_on

    def last(self, term: Term) -> date | None:
        """The first working day, not suspended, on which every day to be counted is ticked off."""
        day = self.accepted_on()
        extension = self.recorded.extension
        to_count = [term.unit] * term.count
        to_count += [extension.term.unit] * extension.term.count if extension else []
        for _ in range(1000 if day else 0):
            assert day
            day += ONE_DAY
            if self.stands(day):
                continue
            if to_count and (to_count[0] is Unit.CALENDAR_DAYS or self.works(day)):
                to_count.pop(0)
            if not to_count and self.works(day):
                return day
        return None


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
    counted = sum(span.days for span in spans if span.counted)
    granted = term.count + (recorded.extension.term.count if recorded.extension else 0)
    assert counted == granted if explained.due else counted <= granted


@given(proceedings(), TERMS, DAYS)
def test_no_day_is_counted_that_must_not_be(recorded: Proceedings, term: Term, today: date) -> None:
    """Not before acceptance, not on it, not while the clock stands; rest days only of calendar days."""
    clerk = LawClerk(recorded, CALENDAR)
    explained = clock.explain(recorded, term, CALENDAR, today=today)
    units = [each.unit for each in recorded.terms(term)]
    for span in filter(lambda span: span.counted, explained.spans):
        assert explained.accepted_on
        assert span.first > explained.accepted_on
        days = [span.first + n * ONE_DAY for n in range(span.days)]
        assert not any(map(clerk.stands, days))
        assert Unit.CALENDAR_DAYS in units or all(map(clerk.works, days))


@given(proceedings(), TERMS, some.integers(0, 120))
def test_shares_come_in_order(recorded: Proceedings, term: Term, used: int) -> None:
    """A greater share is used up later, and the last day is never before all is used."""
    granted = term.count + (recorded.extension.term.count if recorded.extension else 0)
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


@given(DAYS, DAYS)
def test_working_days_left_are_those_of_a_limit(today: date, last: date) -> None:
    """Counting down is counting up the other way; once the day has passed the number is negative."""
    left = clock.working_days_left(today, last, CALENDAR)
    assert left == -clock.working_days_left(last, today, CALENDAR)
    if left > 0 and CALENDAR.is_working_day(last):
        term = Term(count=left, unit=Unit.WORKING_DAYS, basis="时限")
        assert clock.due(today, term, CALENDAR).on == last
