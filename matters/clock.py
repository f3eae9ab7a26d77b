"""The legal clock: pure functions over dates and the calendar of working days.

Working days are those of 行政许可法 Art. 82: neither weekends nor statutory holidays, make-up working
days (调休) included, as the State Council's yearly notice arranges them. Beyond the last notice that is
published, weekends alone are reckoned, and the date is said to be provisional.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from itertools import islice

import chinese_calendar  # pyright: ignore[reportMissingTypeStubs]
from pydantic import BaseModel, ConfigDict

from .language import Limit, WorkingDays

CHINA = timezone(timedelta(hours=8), "UTC+8")
"""One time for the whole country, without summer time."""

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class Due(BaseModel):
    """The last day of a limit; provisional where a holiday arrangement is not published yet."""

    model_config = ConfigDict(frozen=True)

    on: date
    provisional: bool = False

    @property
    def at(self) -> datetime:
        """The end of that day in China, as an instant."""
        return midnight(self.on + ONE_DAY)


def midnight(day: date) -> datetime:
    """The beginning of a day in China, as an instant."""
    return datetime.combine(day, time(), CHINA).astimezone(UTC)


def day_in_china(instant: datetime) -> date:
    """The date on the wall calendar when something happened."""
    return instant.astimezone(CHINA).date()


def due(since: date, limit: Limit) -> Due:
    """The day on which `limit` ends; the day `since` itself is not counted (民法典 Art. 201)."""
    if not isinstance(limit, WorkingDays):
        return Due(on=since + limit.count * ONE_DAY)
    on = next(islice(_working_days_after(since), limit.count - 1, None))
    return Due(on=on, provisional=not _is_published(on))


def working_days_left(today: date, last: date) -> int:
    """Working days still to come until `last` inclusive; negative once it has passed."""
    if last < today:
        return -working_days_left(last, today)
    days = (today + n * ONE_DAY for n in range(1, (last - today).days + 1))
    return sum(map(is_working_day, days))


@cache
def is_working_day(day: date) -> bool:
    """Whether offices work on `day`, as far as the holiday arrangement is published."""
    if _is_published(day):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < SATURDAY


def _is_published(day: date) -> bool:
    return day.year <= _LAST_PUBLISHED_YEAR


_LAST_PUBLISHED_YEAR: int = max(chinese_calendar.holidays).year


def _working_days_after(day: date) -> Iterator[date]:
    while True:
        day += ONE_DAY
        if is_working_day(day):
            yield day
