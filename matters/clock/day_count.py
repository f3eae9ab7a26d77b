"""The days that use up a limit, one after the other, and the last of them.

The day on which a limit begins is not counted (民法典 Art. 201), nor are those on which the clock stands
(行政许可法 Art. 45). `law` has the conventions by which both texts are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import chain, filterfalse, islice

from .calendar import Calendar
from .proceedings import Suspension, Term, Unit

ONE_DAY = timedelta(days=1)


def days_after(after: date, last: date = date.max) -> Iterator[date]:
    """Every day after `after`, up to and including `last`."""
    return map(date.fromordinal, range(after.toordinal() + 1, last.toordinal() + 1))


def through(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`; `first` at least."""
    yield first
    yield from days_after(first, last)


def days_before(before: date) -> Iterator[date]:
    """Every day before `before`, the latest first."""
    return map(date.fromordinal, range(before.toordinal() - 1, 0, -1))


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """The days that use up one term; fewer than its length if the clock stands before its end."""

    term: Term
    length: int
    days: tuple[date, ...]

    @property
    def complete(self) -> bool:
        return len(self.days) == self.length


@dataclass(frozen=True, kw_only=True)
class DayCount:
    """What is counted from the day after `after` on: one stretch of each term that is begun."""

    after: date
    calendar: Calendar
    suspensions: tuple[Suspension, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    @cached_property
    def last(self) -> date | None:
        """The last day of the limit: the next working day if it is used up on a rest day (民法典 Art. 203).

        None while the clock stands; it never falls on a day on which a procedure begins or goes on.
        """
        used_up = self.used_up
        if used_up is None:
            return None
        days = chain((used_up,), days_after(used_up, self._stands_for_good))
        return next((day for day in days if self._may_end(day)), None)

    @cached_property
    def used_up(self) -> date | None:
        """The day that uses up all terms; None while the clock stands before it."""
        stretch = self.stretches[-1]
        return stretch.days[-1] if stretch.complete else None

    @cached_property
    def days(self) -> tuple[date, ...]:
        """All days counted."""
        return tuple(chain.from_iterable(stretch.days for stretch in self.stretches))

    def followed_by(self, term: Term) -> "DayCount":
        """One more term after the others; it does not begin as long as these are not used up."""
        return _followed(self, term)

    def using_up(self, term: Term, length: int, *, after: date) -> Iterator[date]:
        """The days that one more term would count."""
        counts = self.calendar.is_working_day if term.unit is Unit.WORKING_DAYS else None
        days = filter(counts, days_after(after, self._stands_for_good))
        running = filterfalse(self._stopped, days) if self.suspensions else days
        ending = filterfalse(self._going_on, days) if self.suspensions else days
        return chain(islice(running, length - 1), islice(ending, 1))

    def _may_end(self, day: date) -> bool:
        return self.calendar.is_working_day(day) and not self._going_on(day)

    def _stopped(self, day: date) -> bool:
        return any(each.stops(day) for each in self.suspensions)

    def _going_on(self, day: date) -> bool:
        return any(each.goes_on(day) for each in self.suspensions)

    @cached_property
    def _stands_for_good(self) -> date:
        """The day from whose end on nothing is counted, as long as nobody knows until when."""
        return min((each.since for each in self.suspensions if each.until is None), default=date.max)


@lru_cache(1024)
def _followed(count: DayCount, term: Term) -> DayCount:
    """Remembered: cases of one day, and all items of a case that are alike, count the same days."""
    after = count.used_up if count.stretches else count.after
    if after is None:
        return count
    length = term.days(after=after)
    days = tuple(count.using_up(term, length, after=after))
    return replace(count, stretches=(*count.stretches, Stretch(term=term, length=length, days=days)))
