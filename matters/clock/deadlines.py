"""Last days of limits: forward from an event, or back from one."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cached_property, lru_cache
from itertools import islice
from math import ceil

from pydantic import BaseModel, ConfigDict

from ..language import months_later
from .calendar import Calendar
from .day_count import ONE_DAY, DayCount, days_after, days_before
from .proceedings import Deemed, Proceedings, Term, Unit

CHINA = timezone(timedelta(hours=8), "UTC+8")
"""One time for the whole country, without summer time."""


class Due(BaseModel):
    """The last day of a limit; provisional where a holiday arrangement is not published yet."""

    model_config = ConfigDict(frozen=True)

    on: date
    provisional: bool = False

    @cached_property
    def at(self) -> datetime:
        """The end of that day in China, as an instant."""
        return midnight(self.on + ONE_DAY)


def midnight(day: date) -> datetime:
    """The beginning of a day in China, as an instant."""
    return datetime.combine(day, time(), CHINA).astimezone(UTC)


@lru_cache(maxsize=10_000)
def day_in_china(instant: datetime) -> date:
    """The date on the wall calendar when something happened. A case asks for the same few at every step."""
    return instant.astimezone(CHINA).date()


def working_days_left(today: date, last: date, calendar: Calendar) -> int:
    """Working days still to come until `last` inclusive; negative once it has passed."""
    if last < today:
        return -working_days_left(last, today, calendar)
    return sum(map(calendar.is_working_day, days_after(today, last)))


def due(since: date, term: Term, calendar: Calendar) -> Due:
    """The last day of a plain limit that began on `since`.

    Calendar days and months that end on a rest day end on the next working day (民法典 Art. 203).
    A case asks at every step, so the calendar remembers what it has answered.
    """
    asked = (since, term.count, term.unit)
    last = calendar.last_days.get(asked) or DayCount(after=since, calendar=calendar).followed_by(term).last
    if last is None:
        raise AssertionError("a limit that nothing stops has a last day")
    calendar.last_days[asked] = last
    return _due(last, calendar)


def due_before(event: date, term: Term, calendar: Calendar) -> Due:
    """The last day on which something is done `term` before `event`, whose own day is not counted.

    It is not moved where it is a rest day: later would be too late, and earlier is nowhere asked for.
    """
    if term.unit is Unit.MONTHS:
        return _due(months_later(event, -term.count), calendar, until=event)
    counts = calendar.is_working_day if term.unit is Unit.WORKING_DAYS else None
    days = filter(counts, days_before(event))
    return _due(next(islice(days, term.count - 1, None)), calendar, until=event)


def notice_due(proceedings: Proceedings, calendar: Calendar) -> Due:
    """The last day for the one correction notice."""
    return due(proceedings.received_on, proceedings.notice_within, calendar)


def accepted_on(proceedings: Proceedings, calendar: Calendar) -> date | None:
    """The day on which the time for the decision began; None while corrections are awaited.

    What is accepted stays so, whatever is told later. Without acceptance, and without a notice in time, it
    counts as accepted (行政许可法 Art. 32(1)(4)).
    """
    told_on, accepted = proceedings.told_on, proceedings.accepted_on
    if told_on is None and accepted is None and proceedings.deemed is Deemed.FROM_RECEIPT:
        return proceedings.received_on
    if accepted == proceedings.received_on:  # before any notice, so there is nothing to count
        return accepted
    in_time = notice_due(proceedings, calendar).on
    if told_on and told_on <= in_time:
        return min(filter(None, (accepted, proceedings.answered_on)), default=None)
    if accepted and accepted <= in_time:
        return accepted
    return proceedings.received_on if proceedings.deemed is Deemed.FROM_RECEIPT else in_time


def day_count(proceedings: Proceedings, term: Term, calendar: Calendar) -> DayCount | None:
    """What is counted of the limit, extension included; None while its clock has not started."""
    accepted = accepted_on(proceedings, calendar)
    if accepted is None:
        return None
    begun = DayCount(after=accepted, calendar=calendar, suspensions=proceedings.suspensions)
    plain = begun.followed_by(term)
    extension = proceedings.extension
    if extension is None or not _in_time(extension.on, plain):
        return plain
    return plain.followed_by(extension.term)


def deadline(proceedings: Proceedings, term: Term, calendar: Calendar) -> Due | None:
    """The last day for the decision; None while the clock has not started, or stands."""
    count = day_count(proceedings, term, calendar)
    return _last(count) if count else None


def may_be_extended(proceedings: Proceedings, term: Term, calendar: Calendar, *, today: date) -> bool:
    """Whether an extension of a limit that has none would be in time: not once its last day has passed."""
    count = day_count(proceedings, term, calendar)
    return count is None or _in_time(today, count)


def day_used_up(proceedings: Proceedings, term: Term, calendar: Calendar, *, used: int) -> Due | None:
    """The day on which `used` days of the limit, extension included, are used; None if it does not come.

    On the day of acceptance none is used yet.
    """
    count = day_count(proceedings, term, calendar)
    return _used_up(count, used) if count else None


def warning_and_deadline(
    proceedings: Proceedings, term: Term, calendar: Calendar, *, percent: int
) -> tuple[Due | None, Due | None]:
    """The day on which so much of the limit is used, and its last one, counted once for both."""
    count = day_count(proceedings, term, calendar)
    if count is None:
        return None, None
    granted = sum(stretch.length for stretch in count.stretches)
    return _used_up(count, ceil(granted * percent / 100)), _last(count)


def _used_up(count: DayCount, used: int) -> Due | None:
    on = next(islice((count.after, *count.days), used, None), None)
    return None if on is None else _due(on, count.calendar)


def _last(count: DayCount) -> Due | None:
    return None if count.last is None else _due(count.last, count.calendar)


def _in_time(day: date, count: DayCount) -> bool:
    return count.last is None or day <= count.last


def _due(on: date, calendar: Calendar, *, until: date | None = None) -> Due:
    """Provisional if an arrangement not known here may move it, of the days up to `until` if later."""
    return _day(on, not (calendar.is_published(on) and (until is None or calendar.is_published(until))))


@lru_cache(maxsize=10_000)
def _day(on: date, provisional: bool) -> Due:  # noqa: FBT001 (a cache counts names as another question)
    """One for all who ask: a case asks for the same few days at every step."""
    return Due(on=on, provisional=provisional)
