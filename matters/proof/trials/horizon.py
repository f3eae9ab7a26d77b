"""Which of two limits ends later, on the worst day to begin of the next two years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ... import clock
from ...clock import Term, calendar
from ...clock.calendar import Calendar
from ...language import Limit

AHEAD_DAYS = 730
"""Two years: what a holiday arrangement may do to a limit has been seen by then."""


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """The days on which something may begin, and their calendar."""

    on: date

    @property
    def days(self) -> Iterator[date]:
        return (self.on + timedelta(days) for days in range(AHEAD_DAYS))

    def due(self, since: date, limit: Limit, *, closed: tuple[date, ...] = ()) -> date:
        return _due(since, limit, self.on, closed)


@cache
def _published(on: date) -> Calendar:
    return calendar.published(on)


@cache
def _due(since: date, limit: Limit, on: date, closed: tuple[date, ...]) -> date:
    return clock.due(since, Term.of(limit), _published(on).closed_on(closed)).on


def outlasts(limit: Limit, other: Limit, ahead: Ahead) -> str:
    """Whether, and if begun when, it takes longer than the other; one unit needs no calendar."""
    if limit.unit == other.unit:
        return ", whenever it begins" if limit.count > other.count else ""
    for day in ahead.days:
        last, allowed = ahead.due(day, limit), ahead.due(day, other)
        if last > allowed:
            return f", which from {day} on is {last} and {allowed}"
    return ""
