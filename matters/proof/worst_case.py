"""Limits beside each other, on the worst day to begin of the next two years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from .. import clock
from ..clock import Term, calendar
from ..clock.calendar import Calendar
from ..language import Limit, Matter, OneMatter
from .fault import Fault
from .one_matter_provisions import bounded, every_limit

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


def limit_faults(one: OneMatter[Any], *, on: date) -> Iterator[Fault]:
    """Promises beyond the law, and items that need more than the whole promises."""
    if any(limit.count < 1 for _, _, limit in every_limit(one)):
        return
    ahead = Ahead(on=on)
    for where, bound in bounded(one):
        if bound.statutory and (begun := _outlasts(bound.promised, bound.statutory, ahead)):
            says = f"promises {bound.promised}, the law allows {bound.statutory}{begun}; promise no more"
            yield Fault(where=where, says=says)
    yield from _path(one, ahead)


def _outlasts(limit: Limit, other: Limit, ahead: Ahead) -> str:
    """Whether, and if begun when, it takes longer than the other; one unit needs no calendar."""
    if limit.unit == other.unit:
        return ", whenever it begins" if limit.count > other.count else ""
    for day in ahead.days:
        last, allowed = ahead.due(day, limit), ahead.due(day, other)
        if last > allowed:
            return f", which from {day} on is {last} and {allowed}"
    return ""


def _path(one: OneMatter[Any], ahead: Ahead) -> Iterator[Fault]:
    told = set[tuple[Matter[Any], ...]]()
    for day in ahead.days if _needs_a_calendar(one) else (ahead.on,):
        whole = ahead.due(day, one.promised)
        for path, last in _last_days(one, day, ahead):
            if last > whole and path[-1:] not in told:
                told.add(path[-1:])
                steps = " -> ".join(step.code for step in path)
                takes = " + ".join(str(step.promised) for step in path)
                says = (
                    f"{steps} takes {takes}, the whole promises {one.promised}: begun on {day}, "
                    f"{last} and {whole}; bring the two together"
                )
                yield Fault(where=f"{one.code}/{path[-1].code}", says=says)


def _needs_a_calendar(one: OneMatter[Any]) -> bool:
    """Working days of one calendar add up whenever they begin."""
    units = {bound.promised.unit for _, bound in bounded(one)}
    return len(units) > 1 or any(body.closes for matter in one.matters for body in matter.departments)


def _last_days(
    one: OneMatter[Any], day: date, ahead: Ahead
) -> Iterator[tuple[tuple[Matter[Any], ...], date]]:
    """Of each item, if all before it take all of their time, and which of them it waits for longest."""
    reached: dict[Matter[Any], tuple[tuple[Matter[Any], ...], date]] = {}
    for matter in one.matters:
        earlier = (reached[other] for other in one.before(matter))
        steps, since = max(earlier, key=lambda path: path[1], default=((), day))
        last = max(
            ahead.due(since, matter.promised, closed=tuple(holiday.on for holiday in body.closes))
            for body in matter.departments
        )
        reached[matter] = (*steps, matter), last
        yield reached[matter]
