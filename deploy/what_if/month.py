"""A month as it was, in working seconds: every step of its cases, and after which other one it began."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from client.messages.lists.case_line import Hold
from client.messages.lists.search import CaseCourse
from client.messages.officers.commands import Amendment
from matters import clock
from matters.clock.calendar import Calendar, published
from matters.clock.office_hours import worked

NO_OFFICERS: Final = ("办理特别程序", "送达决定")
"""What a department does while its officers are free for others."""


@dataclass(frozen=True, kw_only=True)
class PastStep:
    """That somebody had to do something of a case; `after` is the number of the step whose end began it.

    Of a `job` an officer of the department has his hands full. `due` is the end of the last day.
    """

    since: int
    until: int
    after: int | None
    job: bool
    due: int | None


@dataclass(frozen=True, kw_only=True)
class PastCase:
    """From when it came in until it ended, which was so long after its `last` step."""

    since: int
    until: int
    last: int | None


@dataclass(frozen=True, kw_only=True)
class PastMonth:
    """Steps by number, and cases."""

    steps: tuple[PastStep, ...]
    cases: tuple[PastCase, ...]

    @property
    def jobs(self) -> tuple[int, ...]:
        """Those of the department, by number."""
        return tuple(number for number, step in enumerate(self.steps) if step.job)


def working_days(orders: Iterable[Amendment], *, since: date) -> Calendar:
    """As they are published, and as ordered since."""
    arranged = published(since)
    for order in orders:
        arranged = arranged.amended(holidays=order.holidays, workdays=order.workdays, until=order.until)
    return arranged


def past_month(courses: Iterable[CaseCourse], *, department: str, calendar: Calendar) -> PastMonth:
    """Of closed cases that came in in a month."""
    known = sorted(courses, key=lambda course: (course.line.received_at, course.line.case))
    if not known:
        return PastMonth(steps=(), cases=())
    begin = known[0].line.received_at

    def seconds(at: datetime) -> int:
        return int(worked(begin, at, calendar).total_seconds())

    steps: list[PastStep] = []
    cases: list[PastCase] = []
    for course in known:
        closed, first = course.line.closed_at or course.line.received_at, len(steps)
        in_order = sorted(_over(course.holds, closed), key=lambda hold: (hold.since, hold.until))
        holds = _joined(in_order, department)
        days = {item.code: item.due_on for item in course.line.items}
        for number, hold in enumerate(holds):
            day = days.get(hold.item)
            steps.append(
                PastStep(
                    since=seconds(hold.since),
                    until=seconds(hold.until or closed),
                    after=_latest(holds[:number], at=hold.since, first=first),
                    job=hold.holder == department and hold.does not in NO_OFFICERS,
                    due=seconds(clock.midnight(day + clock.ONE_DAY)) if day else None,
                )
            )
        last = _latest(holds, at=closed, first=first)
        cases.append(PastCase(since=seconds(course.line.received_at), until=seconds(closed), last=last))
    return PastMonth(steps=tuple(steps), cases=tuple(cases))


def _over(holds: Iterable[Hold], closed: datetime) -> Iterator[Hold]:
    """What nobody has ended has ended with the case; what comes after that holds nobody up."""
    for hold in holds:
        if hold.since <= closed:
            yield hold.model_copy(update={"until": min(hold.until or closed, closed)})


def _joined(holds: Iterable[Hold], department: str) -> list[Hold]:
    """What one officer hands to another at once, for him to agree, queues no second time: it is one job."""
    joined = list[Hold]()
    for hold in holds:
        last = joined[-1] if joined else None
        if last and last.holder == hold.holder == department and _goes_on(last, hold):
            joined[-1] = last.model_copy(update={"until": hold.until})
        else:
            joined.append(hold)
    return joined


def _goes_on(last: Hold, hold: Hold) -> bool:
    apart = last.does in NO_OFFICERS or hold.does in NO_OFFICERS
    return last.item == hold.item and last.until == hold.since and not apart


def _latest(holds: Iterable[Hold], *, at: datetime, first: int) -> int | None:
    """The one that ended last, and not after an instant; they are numbered from the `first` on."""
    ended = [
        (hold.until, number) for number, hold in enumerate(holds, first) if hold.until and hold.until <= at
    ]
    return max(ended)[1] if ended else None
