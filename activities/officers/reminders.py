"""Reminders (催办) by order of a supervisor: a notice to whoever has an item, on file before it goes out."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from temporalio import activity

from activities.cases.notices import Addressee, NoticeKind
from activities.cases.outbox import Outbox
from activities.ledger import Ledger, NoticeRow, ReminderRow
from activities.ledger.cases import notices
from activities.ledger.lists import case_search, reminders
from activities.lists import search_terms
from activities.officers.bulk_steps import IN_HAND
from activities.rejection import as_rejected
from client.messages.bounds import LARGEST_PAGE
from client.messages.lists.case_line import CaseLine
from client.messages.lists.reminder import Reminded, Reminder
from client.messages.message import Message
from matters import clock


class ReminderOrder(Message):
    """A reminder as it was ordered, by whom, and when."""

    reminder: Reminder
    by: str
    at: datetime


class Reminders:
    """Page by page: nobody waits long, and what was entered before a fault is not entered again."""

    def __init__(self, ledger: Ledger, outbox: Outbox) -> None:
        self._ledger = ledger
        self._outbox = outbox

    @activity.defn
    def remind_departments(self, order: ReminderOrder) -> Reminded:
        """Tell them, and enter that they were told; a repeat tells nobody twice."""
        told = [notice for page in self._pages(order) for notice in page]
        reminder = order.reminder
        done = Reminded(
            id=reminder.id,
            cases=len(dict.fromkeys(notice.case for notice, _ in told)),
            items=len(told),
            departments=tuple(sorted(dict.fromkeys(department for _, department in told))),
        )
        row = ReminderRow(
            id=str(reminder.id),
            by=order.by,
            at=order.at,
            search=reminder.search.model_dump_json(exclude={"applicant"}, exclude_defaults=True),
            cases=done.cases,
            items=done.items,
        )
        with self._ledger.transaction() as books:
            reminders.enter(books, row)
        for _ in self._outbox.sweep():
            activity.heartbeat()
        return done

    def _pages(self, order: ReminderOrder) -> Iterator[list[tuple[NoticeRow, str]]]:
        search = order.reminder.search.model_copy(update={"is_open": True, "size": LARGEST_PAGE})
        today = clock.day_in_china(order.at)
        while True:
            with self._ledger.transaction() as books:
                with as_rejected():
                    found = search_terms.require_possible(
                        books, search, case_search.find(books, search, today=today)
                    )
                told = [one for line in found.cases for one in _notices(line, order)]
                if told:
                    notices.enter(books, *(notice for notice, _ in told))
            activity.heartbeat()
            yield told
            if not found.next:
                return
            search = search.model_copy(update={"after": found.next})


def _notices(line: CaseLine, order: ReminderOrder) -> Iterator[tuple[NoticeRow, str]]:
    """One for each item that somebody has, and which department that is."""
    wanted = order.reminder.search.department
    for item in line.items:
        if item.state in IN_HAND and wanted in {"", item.department}:
            said: dict[str, Any] = {"id_": order.reminder.id, "at": order.at, "why": order.reminder.reason}
            yield notice(line.case, item.code, item.name, item.due_on, **said), item.department


def notice(
    case: UUID, item: str, name: str, due_on: date | None, *, id_: UUID, at: datetime, why: str
) -> NoticeRow:
    """That a department is reminded of an item, by the order of this id."""
    due = f"，应于 {due_on} 前办结" if due_on else ""
    return NoticeRow(
        key=f"{case}/reminder/{id_}/{item}",
        case=str(case),
        addressee=Addressee.DEPARTMENT,
        item=item,
        kind=NoticeKind.REMINDER,
        says=f"督办催办：{name}{due}。{why}",
        told_at=at,
    )
