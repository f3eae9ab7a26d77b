"""An objection as a task of a department: in its inbox, and told upwards if nobody decides it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from math import ceil
from typing import Final
from uuid import UUID

from temporalio import activity

from activities.cases.notices import Addressee, NoticeKind
from activities.cases.outbox import Outbox
from activities.database import Transaction
from activities.grants import policies
from activities.ledger import Ledger, NoticeRow, TaskRow
from activities.ledger.cases import calendar_orders, notices
from activities.ledger.grants import grants, objections
from activities.ledger.grants.objections import PendingObjection
from activities.ledger.officers import tasks
from client.messages.cases.progress import Colour, State
from client.messages.message import Message
from client.messages.officers.docket import Task
from matters import clock
from matters.clock import Due
from matters.definitions.law import TIMETABLE

ITEM: Final = "objection"


class Late(Message):
    """An objection to this grant has waited until this instant."""

    reference: str
    at: datetime


class Objections:
    """The departments' objections. `seal` makes an opaque stand-in for a reference."""

    def __init__(self, ledger: Ledger, outbox: Outbox, seal: Callable[[str], str]) -> None:
        self._ledger = ledger
        self._outbox = outbox
        self._seal = seal

    @activity.defn
    def escalate(self, late: Late) -> None:
        """Tell the department that its day comes close, or its supervisor that it is over; once each."""
        case = UUID(self._seal(late.reference))
        with self._ledger.transaction() as books:
            pending = objections.pending(books, late.reference)
            if pending is None:
                return
            overdue = Due(on=pending.due_on).at <= late.at
            name = policies.of(grants.require(books, late.reference)).grant.name
            kind = NoticeKind.OVERDUE if overdue else NoticeKind.WARNING
            row = NoticeRow(
                key=f"{case}/{pending.id}/{kind}",
                case=str(case),
                addressee=Addressee.SUPERVISOR if overdue else Addressee.DEPARTMENT,
                item=ITEM,
                kind=kind,
                says=f"{name}的异议{'已逾期' if overdue else '临近到期'}，应于 {pending.due_on} 前处理",
                told_at=late.at,
            )
            notices.enter(books, row)
            show(books, late.reference, case=case, colour=Colour.RED if overdue else Colour.YELLOW)
        self._outbox.hand_out(str(case))


def show(books: Transaction, reference: str, *, case: UUID, colour: Colour = Colour.GREEN) -> None:
    """Put what is open against a grant into the inbox of its department, and nothing if nothing is."""
    pending = objections.pending(books, reference)
    tasks.replace(books, str(case), [_row(books, reference, pending, case, colour)] if pending else [])


def lengthen(books: Transaction, seal: Callable[[str], str], *, on: date) -> None:
    """Who is to decide gets the days that orders of the calendar give, and sees it in the inbox."""
    for reference, pending in objections.all_pending(books):
        standing = grants.get(books, reference)
        if standing is None or not policies.is_known(standing):
            continue  # which is no reason to give no order
        since = pending.raised_on
        last = calendar_orders.last_day(books, policies.of(standing).grant.answer, since=since).on
        if last > pending.due_on:
            objections.lengthen(books, pending.id, until=last)
            show(books, reference, case=UUID(seal(reference)), colour=how_urgent(since, last, on=on))


def how_urgent(since: date, last: date, *, on: date) -> Colour:
    """Of what is to be decided between two days."""
    if on > last:
        return Colour.RED
    return Colour.YELLOW if on > remind_on(since, last) else Colour.GREEN


def remind_on(since: date, until: date) -> date:
    """The day whose end uses up the share of the time after which a department is warned of any item."""
    days = (until - since).days
    return since + timedelta(days=ceil(days * TIMETABLE.warn_at.value / 100))


def _row(
    books: Transaction, reference: str, pending: PendingObjection, case: UUID, colour: Colour
) -> TaskRow:
    grant = policies.of(grants.require(books, reference)).grant
    task = Task(
        case=case,
        item=ITEM,
        name=f"{grant.name}的异议",
        one_matter=grant.name,
        number=reference,
        department=grant.department.code,
        state=State.IN_REVIEW,
        since=clock.midnight(pending.raised_on),
        due_on=pending.due_on,
        colour=colour,
        stuck=colour is Colour.RED,
        of_grant=True,
    )
    return tasks.row(task)
