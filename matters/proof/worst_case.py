"""Limits beside each other, on the worst day to begin of the next two years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from ..clock import ONE_DAY
from ..definitions import law
from ..language import Later, Matter, OneMatter, Procedure
from .fault import Fault
from .items.bounds_proof import bound_faults
from .one_matter_provisions import bounded, every_limit, limits_afterwards, step_limits
from .trials.horizon import Ahead, outlasts


def limit_faults(one: OneMatter[Any], *, on: date) -> Iterator[Fault]:
    """Promises beyond the law, and items that need more than the whole promises."""
    limits = (*every_limit(one), *step_limits(one), *limits_afterwards(one))
    if any(limit.count < 1 for _, _, limit in limits):
        return
    ahead = Ahead(on=on)
    if beyond := tuple(bound_faults(one, ahead)):
        yield from beyond
        return
    for where, bound in bounded(one):
        if bound.statutory and (begun := outlasts(bound.promised, bound.statutory, ahead)):
            says = f"promises {bound.promised}, the law allows {bound.statutory}{begun}; promise no more"
            yield Fault(where=where, says=says)
    if begun := outlasts(one.timetable.gather, one.timetable.notice, ahead):
        says = f"gathers for {one.timetable.gather} what must be told within {one.timetable.notice}{begun}"
        yield Fault(where=one.code, says=f"{says}; gather for no longer")
    for matter in one.matters:
        yield from _beside(f"{one.code}/{matter.code}", one, matter, ahead)
        for paper in matter.materials:
            if paper.follows and (begun := outlasts(paper.follows.within, one.promised, ahead)):
                says = f"may follow within {paper.follows.within}, the whole promises {one.promised}{begun}"
                yield Fault(where=f"{one.code}/{matter.code}/{paper.code}", says=f"{says}; wait no longer")
    yield from _path(one, ahead)


def _beside(where: str, one: OneMatter[Any], matter: Matter[Any], ahead: Ahead) -> Iterator[Fault]:
    """What is waited for beside its promise, or done after it."""
    waits, delivery, valid = matter.quota and matter.quota.waits, matter.delivery, matter.valid
    if waits and (begun := outlasts(waits, one.promised, ahead)):
        says = f"waits {waits} for a place, the whole promises {one.promised}{begun}; wait no longer"
        yield Fault(where=where, says=says)
    if delivery and matter.is_licence and (begun := outlasts(delivery, law.DELIVERY_LIMIT, ahead)):
        says = f"is delivered within {delivery}, the law allows {law.DELIVERY_LIMIT}{begun}; promise no more"
        yield Fault(where=where, says=says)
    first, last = valid and valid.renewable_from, valid and valid.renewable_until
    if first and last and (begun := outlasts(last, first, ahead)):
        says = f"its renewal is asked for until {last} before its end, and not before {first}{begun}"
        yield Fault(where=where, says=f"{says}; exchange the two")


@dataclass(frozen=True, kw_only=True)
class Station:
    """An item on the way, and what its last day hangs upon, on whichever day all begins.

    `closed` are the days on which each of its departments is closed.
    """

    matter: Matter[Any]
    before: tuple[Matter[Any], ...]
    asked: tuple[Later, ...]
    first: tuple[Procedure, ...]
    closed: frozenset[tuple[date, ...]]

    @classmethod
    def of(cls, one: OneMatter[Any], matter: Matter[Any]) -> Self:
        return cls(
            matter=matter,
            before=tuple(one.before(matter)),
            asked=tuple(_asked_before(one, matter)),
            first=tuple(_first(matter)),
            closed=frozenset(tuple(day.on for day in body.closes) for body in matter.departments),
        )


def _path(one: OneMatter[Any], ahead: Ahead) -> Iterator[Fault]:
    told = set[tuple[Matter[Any], ...]]()
    stations = tuple(Station.of(one, matter) for matter in one.matters)
    for day in ahead.days if _needs_a_calendar(one) else (ahead.on,):
        whole = ahead.due(day, one.promised)
        for path, last in _last_days(stations, day, ahead):
            if last > whole and path[-1:] not in told:
                told.add(path[-1:])
                steps = " -> ".join(step.code for step in path)
                takes = " + ".join(says for step in path for says in _takes(one, step))
                says = (
                    f"{steps} takes {takes}, the whole promises {one.promised}: begun on {day}, "
                    f"{last} and {whole}; bring the two together"
                )
                yield Fault(where=f"{one.code}/{path[-1].code}", says=says)


def _needs_a_calendar(one: OneMatter[Any]) -> bool:
    """Working days of one calendar add up whenever they begin."""
    units = {bound.promised.unit for _, bound in bounded(one)}
    units |= {limit.unit for _, _, limit in step_limits(one)}
    units |= {late.within.unit for late in one.later}
    return len(units) > 1 or any(body.closes for matter in one.matters for body in matter.departments)


def _last_days(
    stations: tuple[Station, ...], day: date, ahead: Ahead
) -> Iterator[tuple[tuple[Matter[Any], ...], date]]:
    """Of each item, if all before it take all of their time, and which of them it waits for longest."""
    reached: dict[Matter[Any], tuple[tuple[Matter[Any], ...], date]] = {}
    for station in stations:
        matter, earlier = station.matter, [reached[other] for other in station.before]
        steps, since = max(earlier, key=lambda path: path[1], default=((), day))
        answers = ((late.within, reached[late.asked_after][1]) for late in station.asked)
        since = max([since, *(ahead.due(granted, within) for within, granted in answers)])
        since = max([since, *(_gone_through(first, since, ahead) for first in station.first)])
        last = max(ahead.due(since, matter.promised, closed=closed) for closed in station.closed)
        reached[matter] = (*steps, matter), last
        yield reached[matter]


def _asked_before(one: OneMatter[Any], matter: Matter[Any]) -> Iterator[Later]:
    return (late for late in one.later if late.opens(matter))


def _first(matter: Matter[Any]) -> Iterator[Procedure]:
    return (procedure for procedure in matter.procedures if procedure.comes_first)


def _gone_through(procedure: Procedure, since: date, ahead: Ahead) -> date:
    """On which day what comes before an item is over at the latest."""
    days: dict[str, date] = {}
    for step in procedure.steps:
        begun = days.get(step.since, since)
        last = ahead.due(begun, step.within) if step.within and not step.before else begun
        days[step.code] = last + ONE_DAY if step.lapses else last
    return max(days.values(), default=since)


def _takes(one: OneMatter[Any], matter: Matter[Any]) -> Iterator[str]:
    yield from (str(late.within) for late in _asked_before(one, matter))
    for procedure in _first(matter):
        yield from (str(step.within) for step in procedure.steps if step.within)
    yield str(matter.promised)
