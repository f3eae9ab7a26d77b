"""The law of limits as a clerk with a wall calendar goes about it."""

from dataclasses import dataclass
from datetime import date, timedelta

from matters.clock import Deemed, Proceedings, Term, Unit
from matters.clock.calendar import Calendar

ONE_DAY = timedelta(days=1)
PATIENCE = 700
ALMANAC = """
    2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-04 2025-05-01 2025-05-02 2025-05-31
    2025-10-01 2025-10-02 2025-10-03 2025-10-06
    2026-01-01 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-04-05 2026-05-01 2026-05-02 2026-06-19
    2026-09-25 2026-10-01 2026-10-02 2026-10-03
    2027-01-01 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02 2027-06-09
    2027-09-15 2027-10-01 2027-10-02 2027-10-03
    2028-01-01 2028-01-25 2028-01-26 2028-01-27 2028-01-28 2028-04-04 2028-05-01 2028-05-02 2028-05-28
    2028-10-01 2028-10-02 2028-10-03
    2029-01-01 2029-02-12 2029-02-13 2029-02-14 2029-02-15 2029-04-04 2029-05-01 2029-05-02 2029-06-16
    2029-09-22 2029-10-01 2029-10-02 2029-10-03
"""
FESTIVALS = frozenset(ALMANAC.split())
"""The thirteen days of 全国年节及纪念日放假办法 Art. 2."""


@dataclass(frozen=True)
class LawClerk:
    """Ticks off one day after the other."""

    recorded: Proceedings
    calendar: Calendar

    def works(self, day: date) -> bool:
        if day in self.calendar.workdays:
            return True
        return day.isoweekday() < 6 and day not in self.calendar.holidays and str(day) not in FESTIVALS

    def going_on(self, day: date) -> bool:
        return any(one.since <= day <= (one.until or date.max) for one in self.recorded.suspensions)

    def stands(self, day: date) -> bool:
        """A procedure of one day takes that day; one of several begins to tell on the day after its first."""
        return any(
            day == one.since == one.until or one.since < day <= (one.until or date.max)
            for one in self.recorded.suspensions
        )

    def in_time(self, day: date) -> bool:
        """Whether fewer than five working days lie between receipt and that day."""
        between = range(1, (day - self.recorded.received_on).days)
        return sum(self.works(self.recorded.received_on + n * ONE_DAY) for n in between) < 5

    def accepted_on(self) -> date | None:
        recorded = self.recorded
        acts = [day for day in (recorded.accepted_on, recorded.answered_on) if day]
        if recorded.told_on and self.in_time(recorded.told_on):
            return min(acts, default=None)
        if recorded.accepted_on and self.in_time(recorded.accepted_on):
            return recorded.accepted_on
        day = recorded.received_on
        while recorded.deemed is Deemed.AT_THE_END and self.in_time(day + ONE_DAY):
            day += ONE_DAY
        return day

    def ticked(self, *terms: Term) -> list[date]:
        """The days that use up the terms; they break off where a procedure has no end."""
        day, ticked = self.accepted_on(), list[date]()
        for term in terms if day else ():
            assert day
            left = month_days(day, term.count) if term.unit is Unit.MONTHS else term.count
            for _ in range(PATIENCE):
                if not left:
                    break
                day += ONE_DAY
                stands = self.going_on(day) if left == 1 else self.stands(day)
                if not stands and (term.unit is not Unit.WORKING_DAYS or self.works(day)):
                    ticked.append(day)
                    left -= 1
            if left:
                return [*ticked, date.max]
        return ticked

    def end(self, *terms: Term) -> date | None:
        """The first working day on or after that on which all is ticked off, with no procedure under way."""
        ticked = self.ticked(*terms)
        if not ticked or ticked[-1] == date.max:
            return None
        later = (ticked[-1] + n * ONE_DAY for n in range(PATIENCE))
        return next((day for day in later if self.works(day) and not self.going_on(day)), None)

    def terms(self, term: Term) -> tuple[Term, ...]:
        """An extension is approved on the last day at the latest."""
        extension, end = self.recorded.extension, self.end(term)
        return (term, extension.term) if extension and (not end or extension.on <= end) else (term,)

    def last(self, term: Term) -> date | None:
        return self.end(*self.terms(term))


def month_days(since: date, months: int) -> int:
    """Leafs through the almanac to the month named, and there to the same number or the last day."""
    day, turned = since, 0
    while turned < months or ((day + ONE_DAY).day > day.day and day.day < since.day):
        day += ONE_DAY
        turned += day.day == 1
    return (day - since).days
