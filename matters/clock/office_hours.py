"""Working time between two instants: hours of offices on working days, by which delays are compared."""

from datetime import date, datetime, time, timedelta
from typing import Final

from .calendar import Calendar
from .day_count import ONE_DAY
from .deadlines import CHINA

OPENS: Final = time(9)
CLOSES: Final = time(17)
"""Eight hours a day; when an office really opens does not matter to whom days are counted by."""


def worked(since: datetime, until: datetime, calendar: Calendar) -> timedelta:
    """For how long offices were open between two instants."""
    begin, end = since.astimezone(CHINA), until.astimezone(CHINA)
    day, total = begin.date(), timedelta()
    while day <= end.date():
        if calendar.is_working_day(day):
            opened, closed = max(begin, _at(day, OPENS)), min(end, _at(day, CLOSES))
            total += max(closed - opened, timedelta())
        day += ONE_DAY
    return total


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, CHINA)
