"""A month once more: jobs queue for a department's officers, all else takes as long as it took."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush
from typing import Final

from deploy.what_if.month import PastMonth, PastStep

NEAR: Final = 0.05
"""A month is explained by so few officers as it comes out so near to what it was; a share of the waiting."""

MOST: Final = 64
"""Officers that are tried."""


class QueueOrder(StrEnum):
    """Which job an officer takes next."""

    FIRST_COME = "first-come"
    BY_LAST_DAY = "by-last-day"
    SHORTEST = "shortest"


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """When each step of a month began and ended, in working seconds, by its number."""

    began: Mapping[int, int]
    ended: Mapping[int, int]

    def waited(self, number: int) -> int:
        """From when there was something to do until it was done."""
        return self.ended[number] - self.began[number]


@dataclass(frozen=True, kw_only=True)
class Explained:
    """How a month can have come about: so many officers, and how long each job kept one of them.

    `error` is by how much its waiting, replayed without a change, is not what it was: a share of that.
    """

    officers: int
    work: Mapping[int, int]
    replayed: Replayed
    error: float


def explain(month: PastMonth, *, officers: int | None = None) -> Explained:
    """By these officers, who take what came first; by as few as explain it, if nobody says how many."""
    if officers:
        return _explained(month, officers=officers)
    tried = [_explained(month, officers=1)]
    while tried[-1].error > NEAR and len(tried) < MOST:
        tried.append(_explained(month, officers=len(tried) + 1))
    return min(tried, key=lambda one: (one.error > NEAR, one.error, one.officers))


def _explained(month: PastMonth, *, officers: int) -> Explained:
    """A job was begun as soon as it could be, and kept its officer until it was really done."""
    work: dict[int, int] = {}

    def length(number: int, start: int) -> int:
        work[number] = max(month.steps[number].until - start, 0)
        return work[number]

    replayed = _run(month, officers=officers, order=QueueOrder.FIRST_COME, length=length)
    waited = sum(month.steps[job].until - month.steps[job].since for job in month.jobs)
    off = sum(
        abs(replayed.waited(job) - month.steps[job].until + month.steps[job].since) for job in month.jobs
    )
    return Explained(officers=officers, work=work, replayed=replayed, error=off / waited if waited else 0.0)


def replay(month: PastMonth, by: Explained, *, officers: int, order: QueueOrder) -> Replayed:
    """The same arrivals and the same work, with other officers, or in another order."""
    return _run(month, officers=officers, order=order, length=lambda number, _: by.work[number], work=by.work)


def _run(
    month: PastMonth,
    *,
    officers: int,
    order: QueueOrder,
    length: Callable[[int, int], int],
    work: Mapping[int, int] | None = None,
) -> Replayed:
    following = defaultdict[int | None, list[int]](list)
    for number, step in enumerate(month.steps):
        following[step.after].append(number)
    events = [(month.steps[number].since, False, number) for number in following[None]]
    events.sort()
    began: dict[int, int] = {}
    ended: dict[int, int] = {}
    queue: list[tuple[int, int, int]] = []
    while events:
        now, is_over, number = heappop(events)
        step = month.steps[number]
        if is_over:
            ended[number] = now
            officers += step.job
            for other in following[number]:
                heappush(events, (now + month.steps[other].since - step.until, False, other))
        else:
            began[number] = now
            if step.job:
                heappush(queue, (_rank(step, order, (work or {}).get(number, 0)), now, number))
            else:
                heappush(events, (now + step.until - step.since, True, number))
        while officers and queue and not (events and events[0][0] == now):
            _, _, next_one = heappop(queue)
            officers -= 1
            heappush(events, (now + length(next_one, now), True, next_one))
    return Replayed(began=began, ended=ended)


def _rank(step: PastStep, order: QueueOrder, work: int) -> int:
    if order is QueueOrder.SHORTEST:
        return work
    if order is QueueOrder.BY_LAST_DAY:
        return -1 if step.due is None else step.due
    return 0
