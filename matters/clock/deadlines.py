"""Last days of limits, counted day by day.

The day on which a limit begins is not counted (民法典 Art. 201), nor are those on which the clock stands
(行政许可法 Art. 45).
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import chain, islice
from operator import attrgetter

from pydantic import BaseModel, ConfigDict

from .calendar import Calendar
from .proceedings import Proceedings, Suspension, Term, Unit

CHINA = timezone(timedelta(hours=8), "UTC+8")
"""One time for the whole country, without summer time."""

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


def working_days_left(today: date, last: date, calendar: Calendar) -> int:
    """Working days still to come until `last` inclusive; negative once it has passed."""
    if last < today:
        return -working_days_left(last, today, calendar)
    return sum(map(calendar.is_working_day, days_after(today, last)))


def due(since: date, term: Term, calendar: Calendar) -> Due:
    """The last day of a plain limit that began on `since`.

    A limit in calendar days that ends on a rest day ends on the next working day (民法典 Art. 203).
    """
    return _due(next(_ends(days_after(since), (term,), calendar)), calendar)


def notice_due(proceedings: Proceedings, calendar: Calendar) -> Due:
    """The last day for the one correction notice."""
    return due(proceedings.received_on, proceedings.notice_within, calendar)


def accepted_on(proceedings: Proceedings, calendar: Calendar) -> date | None:
    """The day on which the time for the decision began; None while corrections are awaited.

    Without a notice, or with a late one, that is the day of receipt (行政许可法 Art. 32(4)).
    """
    told_on = proceedings.told_on
    if told_on is None or notice_due(proceedings, calendar).on < told_on:
        return proceedings.received_on
    return proceedings.answered_on


def deadline(proceedings: Proceedings, term: Term, calendar: Calendar) -> Due | None:
    """The last day for the decision; None while the clock has not started, or stands.

    It never falls on a day on which the clock stands: what would end there ends on the next working day.
    """
    accepted = accepted_on(proceedings, calendar)
    if accepted is None:
        return None
    running = running_days(accepted, proceedings.suspensions)
    on = next(_ends(running, proceedings.terms(term), calendar), None)
    return None if on is None else _due(on, calendar)


def day_used_up(proceedings: Proceedings, term: Term, calendar: Calendar, *, used: int) -> Due | None:
    """The day on which `used` days of the limit, extension included, are used; None if it does not come.

    On the day of acceptance none is used yet.
    """
    accepted = accepted_on(proceedings, calendar)
    if accepted is None:
        return None
    running = running_days(accepted, proceedings.suspensions)
    counted = counted_days(running, proceedings.terms(term), calendar)
    on = next(islice(chain((accepted,), counted), used, None), None)
    return None if on is None else _due(on, calendar)


def days_after(after: date, last: date = date.max) -> Iterator[date]:
    """Every day after `after`, up to and including `last`."""
    day = after
    while day < last:
        day += ONE_DAY
        yield day


def running_days(accepted: date, suspensions: Iterable[Suspension]) -> Iterator[date]:
    """The days on which the clock runs, in order; they end where it still stands."""
    day = accepted
    for suspension in sorted(suspensions, key=attrgetter("since")):
        yield from days_after(day, suspension.since)
        if suspension.until is None:
            return
        day = max(day, suspension.until)
    yield from days_after(day)


def counted_days(running: Iterator[date], terms: Iterable[Term], calendar: Calendar) -> Iterator[date]:
    """The days that use up `terms`, one term after the other; fewer if the clock stands before the end."""
    for term in terms:
        counts = calendar.is_working_day if term.unit is Unit.WORKING_DAYS else None
        yield from islice(filter(counts, running), term.count)


def _ends(running: Iterator[date], terms: tuple[Term, ...], calendar: Calendar) -> Iterator[date]:
    """From the day that uses up all terms on, the days on which a limit may end: the first is its last."""
    total = sum(term.count for term in terms)
    used_up = islice(counted_days(running, terms, calendar), total - 1, None)
    return filter(calendar.is_working_day, chain(used_up, running))


def _due(on: date, calendar: Calendar) -> Due:
    return Due(on=on, provisional=not calendar.is_published(on))
