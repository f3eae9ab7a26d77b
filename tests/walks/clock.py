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


class Offices(dict[date, bool]):
    """Which days they work; in here are the days on which they do or do not by special order."""

    def work(self, day: date) -> bool:
        """As far as it is known: of a year that is not arranged yet only weekends are."""
        try:
            return self[day] if day in self else bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            return day.weekday() <= FRIDAY

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

    def on(self, day: date) -> bool:
        """Whether the clock stands on that day."""
        return self.since < day and (self.until is None or day <= self.until)


@dataclass(kw_only=True)
class Clock:
    """Of an item, or of the case."""

    offices: Offices
    began: date
    promised: Limit
    statutory: Limit | None
    extension: Extendable | None
    extended: bool = False
    told: date | None = None
    answered: date | None = None
    stands: list[ClockStanding] = field(default_factory=list[ClockStanding])

    @property
    def notice_due(self) -> date:
        """The last day on which a notice keeps the clock from starting."""
        return self.offices.after(self.began, TIMETABLE.notice)

    @property
    def accepted(self) -> date | None:
        """Without a notice in time the day of receipt."""
        return self.began if self.told is None or self.told > self.notice_due else self.answered

    @property
    def due(self) -> date | None:
        """The last promised day; None, while the clock has not started, or stands for who knows how long."""
        return self._day(self._days(self.promised))

    @property
    def statutory_due(self) -> date | None:
        """The same of the law."""
        return self._day(self._days(self.statutory)) if self.statutory else None

    def colour(self, today: date) -> Colour:
        """At noon of that day; a procedure that takes longer than was told is overdue, too."""
        due = self.due
        if (due or self._announced or today) < today:
            return Colour.RED
        warning = self._day(ceil(self._days(self.promised) * TIMETABLE.warn_at.value / 100))
        return Colour.YELLOW if due and warning and warning < today else Colour.GREEN

    def resume(self, today: date) -> None:
        """Whatever is going on is over."""
        for stand in self.stands:
            stand.until = stand.until or today

    @property
    def _announced(self) -> date | None:
        return min((stand.expected for stand in self.stands if stand.until is None), default=None)

    def _days(self, limit: Limit) -> int:
        return limit.count + (self.extension.limit.count if self.extension and self.extended else 0)

    def _day(self, days: int) -> date | None:
        day = self.accepted
        while day and days:
            day += DAY
            if any(stand.on(day) and stand.until is None for stand in self.stands):
                return None
            days -= self.offices.work(day) and not any(stand.on(day) for stand in self.stands)
        return day
