"""Which days offices work: fixed holidays, the State Council's yearly arrangement, and amendments to it."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property

import chinese_calendar  # pyright: ignore[reportMissingTypeStubs]
from pydantic import BaseModel, ConfigDict

from .festivals import FESTIVALS

SATURDAY = 5


class Calendar(BaseModel):
    """Where weekday and fixed holidays do not say whether offices work, from `since` to `until` inclusive.

    `holidays` are other weekdays off, `workdays` rest days made up for (调休), both in order. Outside of what
    is published weekends and fixed holidays alone are reckoned.
    """

    model_config = ConfigDict(frozen=True)

    since: date | None = None
    until: date
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`, as far as it is known."""
        said = self.exceptions.get(day)
        return day.weekday() < SATURDAY and day not in FESTIVALS if said is None else said

    def is_published(self, day: date) -> bool:
        """Whether an arrangement speaks of `day`; if not, the answer may change."""
        return day <= self.until and (self.since is None or self.since <= day)

    def amended(
        self, *, holidays: Iterable[date] = (), workdays: Iterable[date] = (), until: date | None = None
    ) -> "Calendar":
        """What was said before of the days named is replaced; a later `until` publishes the next year.

        A day named twice is a working day.
        """
        said = {**self.exceptions, **dict.fromkeys(holidays, False), **dict.fromkeys(workdays, True)}
        return _arranged(said, since=self.since, until=max(self.until, until or self.until))

    def closed_on(self, days: tuple[date, ...]) -> "Calendar":
        """By which a place counts whose offices are closed on these days, too; the same one every time."""
        if days and days not in self._places:
            self._places[days] = self.amended(holidays=days)
        return self._places[days] if days else self

    @cached_property
    def _places(self) -> dict[tuple[date, ...], "Calendar"]:
        return {}

    @cached_property
    def last_days(self) -> dict[tuple[date, int, str], date]:
        """Of limits that were reckoned by it: the day after which they began, and how many of which days."""
        return {}

    @cached_property
    def exceptions(self) -> Mapping[date, bool]:
        """The days named, and whether offices work on them."""
        return {**dict.fromkeys(self.holidays, False), **dict.fromkeys(self.workdays, True)}


@cache
def published(since: date) -> Calendar:
    """The arrangements published so far, from `since` on: small enough to travel with a case."""
    said = {
        **dict.fromkeys(chinese_calendar.holidays, False),
        **dict.fromkeys(chinese_calendar.workdays, True),
    }
    until = date(max(chinese_calendar.holidays).year, 12, 31)
    return _arranged({day: works for day, works in said.items() if since <= day}, since=since, until=until)


def _arranged(said: Mapping[date, bool], *, since: date | None, until: date) -> Calendar:
    """A calendar that names only the days which would be told wrong without it."""
    unsaid = Calendar(since=since, until=until)
    unlike = sorted(day for day, works in said.items() if works is not unsaid.is_working_day(day))
    return Calendar(
        since=since,
        until=until,
        holidays=tuple(day for day in unlike if not said[day]),
        workdays=tuple(day for day in unlike if said[day]),
    )
