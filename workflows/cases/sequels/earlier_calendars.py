"""Calendars by which a sequel counted before orders changed them: nobody loses a day that he was told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from matters import clock
from matters.clock import Term
from matters.clock.calendar import Calendar


@dataclass(frozen=True)
class EarlierCalendar:
    """By which times were counted that began until a day: an order has changed it on that day."""

    until: date
    calendar: Calendar


def last_day(since: date, within: Term, *, now: Calendar, earlier: Iterable[EarlierCalendar]) -> date:
    """Of a time that began on a day: what has been ordered since then lengthens it at most."""
    before = (one.calendar for one in earlier if since <= one.until)
    return max(clock.due(since, within, each).on for each in (now, *before))
