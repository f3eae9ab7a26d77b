"""Clocks as a clerk with a desk calendar counts them: on the fingers, one day after the other.

It knows days and no instants: people act at noon, and a limit ends at midnight.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from typing import Final

import chinese_calendar  # pyright: ignore[reportMissingTypeStubs]

from client.messages.cases.progress import Colour
from matters.definitions.law import TIMETABLE
from matters.language import Extendable, Limit

DAY: Final = timedelta(days=1)
FRIDAY: Final = 4
FESTIVALS: Final = ("01-01", "02-05", "02-08", "04-05", "06-09", "09-15", "10-01")
"""Of 2027, on weekdays; no walk goes further."""


class Offices(dict[date, bool]):
    """Which days they work; in here are the days on which they do or do not by special order."""

    def work(self, day: date) -> bool:
        """As far as it is known: of a year that is not arranged yet weekends and festivals are."""
        try:
            return self[day] if day in self else bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            return day.weekday() <= FRIDAY and f"{day:%m-%d}" not in FESTIVALS

    def after(self, day: date, limit: Limit) -> date:
        """The last day of a limit that began on `day`."""
        left = limit.count
        while left:
            day += DAY
            left -= self.work(day)
        return day


@dataclass
class ClockStanding:
    """A special procedure, told to take until `expected`."""

    since: date
    expected: date
    until: date | None = None

    def under_way(self, day: date) -> bool:
        """Whether it goes on, from its first day to its last."""
        return self.since <= day <= (self.until or date.max)

    def on(self, day: date) -> bool:
        """Whether the clock stands on that day: on the first only if there is no other."""
        return self.under_way(day) and (self.since < day or self.since == self.until)


@dataclass(kw_only=True)
class Clock:
    """Of an item, or of the case."""

    offices: Offices
    began: date
    promised: Limit
    statutory: Limit | None
    extension: Extendable | None
    extended: date | None = None
    told: date | None = None
    answered: date | None = None
    stands: list[ClockStanding] = field(default_factory=list[ClockStanding])

    @property
    def notice_due(self) -> date:
        """The last day on which a notice keeps the clock from starting."""
        return self.offices.after(self.began, TIMETABLE.notice)

    @property
    def accepted(self) -> date | None:
        """What was taken in was accepted then, whatever is wanted later."""
        return self.began

    @property
    def due(self) -> date | None:
        """The last promised day; None, while the clock has not started, or stands for who knows how long."""
        return self._last(self.promised)

    @property
    def statutory_due(self) -> date | None:
        """The same of the law."""
        return self._last(self.statutory) if self.statutory else None

    def may_be_extended(self, today: date) -> bool:
        """Not once its last day is over."""
        last = self.statutory_due if self.statutory else self.due
        return last is None or today <= last

    def colour(self, today: date) -> Colour:
        """At noon of that day; a procedure that takes longer than was told is overdue, too."""
        due = self.due
        if (due or self._announced or today) < today:
            return Colour.RED
        days = self._count(self._limits(self.promised))
        warning = ceil(len(days) * TIMETABLE.warn_at.value / 100) - 1
        return Colour.YELLOW if due and days[warning] < today else Colour.GREEN

    def resume(self, today: date) -> None:
        """Whatever is going on is over."""
        for stand in self.stands:
            stand.until = stand.until or today

    @property
    def _announced(self) -> date | None:
        return min((stand.expected for stand in self.stands if stand.until is None), default=None)

    def _limits(self, limit: Limit) -> list[Limit]:
        """With what it was extended by before it was over."""
        if not self.extension or not self.extended:
            return [limit]
        days = self._count([limit])
        in_time = not days or self.extended <= days[-1]
        return [limit, self.extension.limit] if in_time else [limit]

    def _last(self, limit: Limit) -> date | None:
        days = self._count(self._limits(limit))
        return days[-1] if days and days[-1] < date.max else None

    def _count(self, limits: list[Limit]) -> list[date]:
        """The days counted; the end of time, if the clock stands for who knows how long."""
        day, days = self.accepted, list[date]()
        for limit in limits if day else ():
            left = limit.count
            while day and left:
                day += DAY
                if any(stand.until is None and stand.since < day for stand in self.stands):
                    return [*days, date.max]
                taken = ClockStanding.under_way if left == 1 else ClockStanding.on
                if self.offices.work(day) and not any(taken(stand, day) for stand in self.stands):
                    days.append(day)
                    left -= 1
        return days
