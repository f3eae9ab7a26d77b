"""What a change would have done to the waiting of a month, beside how the month was."""

from collections.abc import Iterator
from statistics import mean, median
from typing import Final

from client.messages.message import Message
from deploy.what_if.month import PastMonth
from deploy.what_if.replay import QueueOrder, Replayed, explain, replay

HOUR: Final = 3600
WORKING_DAY: Final = 8 * HOUR


class WaitingTime(Message):
    """Of jobs of the department: working hours from when one came until it was done; then of whole cases."""

    mean_hours: float
    median_hours: float
    longest_hours: float
    late: int
    mean_case_hours: float


class ChangeEffect(Message):
    """The month as it `was`, replayed `unchanged`, and `changed`; in so many closed cases, and jobs of them.

    It is explained by `had` officers who take what came first; `error` says by how much of its waiting the
    unchanged replay is not what it was. `open_cases` had come in, too, and are left out.
    """

    department: str
    month: str
    cases: int
    open_cases: int
    jobs: int
    had: int
    officers: int
    order: QueueOrder
    limit: int
    error: float
    was: WaitingTime
    unchanged: WaitingTime
    changed: WaitingTime


def effect(
    month: PastMonth,
    *,
    department: str,
    named: str,
    open_cases: int = 0,
    had: int | None = None,
    officers: int | None = None,
    order: QueueOrder = QueueOrder.FIRST_COME,
    limit: int = 0,
) -> ChangeEffect:
    """Of other `officers`, another `order`, and so many working days more, or fewer, as `limit`."""
    by = explain(month, officers=had)
    now = officers or by.officers
    return ChangeEffect(
        department=department,
        month=named,
        cases=len(month.cases),
        open_cases=open_cases,
        jobs=len(month.jobs),
        had=by.officers,
        officers=now,
        order=order,
        limit=limit,
        error=round(by.error, 4),
        was=_waiting(month, _as_it_was(month)),
        unchanged=_waiting(month, by.replayed),
        changed=_waiting(month, replay(month, by, officers=now, order=order), limit=limit),
    )


def _as_it_was(month: PastMonth) -> Replayed:
    return Replayed(
        began={number: step.since for number, step in enumerate(month.steps)},
        ended={number: step.until for number, step in enumerate(month.steps)},
    )


def _waiting(month: PastMonth, replayed: Replayed, *, limit: int = 0) -> WaitingTime:
    hours = [replayed.waited(job) / HOUR for job in month.jobs] or [0.0]
    return WaitingTime(
        mean_hours=round(mean(hours), 2),
        median_hours=round(median(hours), 2),
        longest_hours=round(max(hours), 2),
        late=sum(_is_late(month, replayed, job, limit=limit) for job in month.jobs),
        mean_case_hours=round(mean(_case_hours(month, replayed)), 2) if month.cases else 0.0,
    )


def _is_late(month: PastMonth, replayed: Replayed, job: int, *, limit: int) -> bool:
    due = month.steps[job].due
    return due is not None and replayed.ended[job] > due + limit * WORKING_DAY


def _case_hours(month: PastMonth, replayed: Replayed) -> Iterator[float]:
    """What came after the last step of a case comes as long after it."""
    for case in month.cases:
        moved = 0 if case.last is None else replayed.ended[case.last] - month.steps[case.last].until
        yield (case.until + moved - case.since) / HOUR
