"""Second looks (抽查复核) and grants that a rule could not judge (人工核查), as tasks of departments.

What waits is read off the grants themselves: whatever decides, stops or declines one takes it out.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from temporalio import activity

from activities.cases.notices import Addressee, NoticeKind
from activities.cases.outbox import Outbox
from activities.database import Transaction
from activities.grants import policies
from activities.grants.objection_tasks import how_urgent
from activities.ledger import Ledger, NoticeRow
from activities.ledger.cases import calendar_orders, notices
from activities.ledger.grants import manual_checks
from activities.ledger.grants.grants import TO_LOOK_AT, GrantRecord
from client.messages.cases.progress import Colour, State
from client.messages.grants.offers import GrantState
from client.messages.message import Message
from client.messages.officers.docket import Task
from matters import catalogue, clock
from matters.definitions.law import SECOND_LOOK_LIMIT

PAGE: Final = 500
"""Grants in one transaction of a round."""

Seal = Callable[[str], str]


class Round(Message):
    """An instant at which departments are told what comes close to its deadline, or is over it."""

    at: datetime


class Looks:
    """The grants that officers are to look at. `seal` makes an opaque stand-in for a reference."""

    def __init__(self, ledger: Ledger, outbox: Outbox, seal: Seal) -> None:
        self._ledger = ledger
        self._outbox = outbox
        self._seal = seal

    @activity.defn
    def remind(self, now: Round) -> None:
        """Tell departments that a day comes close, or supervisors that it is over; once each.

        Whatever else is still in the outbox is handed out with it.
        """
        self._put_out(now)
        for _ in self._outbox.sweep():
            activity.heartbeat()

    def _put_out(self, now: Round) -> None:
        on, after = clock.day_in_china(now.at), ""
        while True:
            with self._ledger.transaction() as books:
                found = manual_checks.page(books, after=after, size=PAGE)
                for task in _tasks(found, self._seal, on=on):
                    if task.colour is not Colour.GREEN:
                        notices.enter(books, _notice(task, at=now.at))
            if len(found) < PAGE:
                return
            after = found[-1].reference
            activity.heartbeat()


def begun(books: Transaction, state: GrantState, *, on: date) -> dict[str, date]:
    """Since when and until when a grant waits for an officer that comes into this state, if it then does."""
    return {"waits_since": on, "waits_until": until(books, on=on)} if state in TO_LOOK_AT else {}


def until(books: Transaction, *, on: date) -> date:
    """The last day to look at what waits from that day."""
    return calendar_orders.last_day(books, SECOND_LOOK_LIMIT, since=on).on


def lengthen(books: Transaction) -> None:
    """What waits gets the days that orders of the calendar give."""
    for since in manual_checks.begun_on(books):
        manual_checks.lengthen(books, since=since, until=until(books, on=since))


def inbox(books: Transaction, department: str, seal: Seal, *, on: date, limit: int) -> list[Task]:
    """What waits for a department, the oldest deadline first."""
    return _tasks(manual_checks.inbox(books, policies=_of(department), limit=limit), seal, on=on)


def stuck(books: Transaction, seal: Seal, *, on: date, limit: int) -> list[Task]:
    """What is overdue, wherever it waits."""
    return _tasks(manual_checks.overdue(books, on=on, limit=limit), seal, on=on)


def count(books: Transaction, department: str, *, on: date) -> int:
    """How many there are of either: of a department's, or of what is overdue if none is named."""
    if department:
        return manual_checks.count_inbox(books, policies=_of(department))
    return manual_checks.count_overdue(books, on=on)


def _of(department: str) -> tuple[str, ...]:
    """The policies that it pays."""
    return tuple(grant.code for grant in catalogue.GRANTS if grant.department.code == department)


def _tasks(found: Iterable[GrantRecord], seal: Seal, *, on: date) -> list[Task]:
    return [_task(each, UUID(seal(each.reference)), on=on) for each in found if policies.is_known(each)]


def _task(waiting: GrantRecord, case: UUID, *, on: date) -> Task:
    grant = policies.of(waiting).grant
    since, last = waiting.waits_since or on, waiting.waits_until
    colour = how_urgent(since, last, on=on) if last else Colour.GREEN
    return Task(
        case=case,
        item=waiting.state,
        name=f"{grant.name}的{_work(waiting)}",
        one_matter=grant.name,
        number=waiting.reference,
        department=grant.department.code,
        state=State.IN_REVIEW,
        since=clock.midnight(since),
        due_on=last,
        colour=colour,
        stuck=colour is Colour.RED,
        of_grant=True,
    )


def _work(waiting: GrantRecord) -> str:
    if waiting.state is not GrantState.SECOND_LOOK:
        return "人工核查"
    left = next((rule for rule in policies.of(waiting).grant.all_rules if rule.id == waiting.because), None)
    return f"人工核定（{left.says}）" if left else "抽查复核"


def _notice(task: Task, *, at: datetime) -> NoticeRow:
    kind = NoticeKind.OVERDUE if task.stuck else NoticeKind.WARNING
    return NoticeRow(
        key=f"{task.case}/{task.item}/{task.due_on}/{kind}",
        case=str(task.case),
        addressee=Addressee.SUPERVISOR if task.stuck else Addressee.DEPARTMENT,
        item=task.item,
        kind=kind,
        says=f"{task.name}{'已逾期' if task.stuck else '临近到期'}，应于 {task.due_on} 前处理",
        told_at=at,
    )
