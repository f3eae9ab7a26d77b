"""What waits for whose officers, as the inboxes show it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select
from sqlmodel import Field

from activities.database import Encrypted, Timestamp, Transaction, table_of
from activities.database.encryption import all_encrypted, case_owner, decrypted
from activities.ledger.ledger import LedgerTable
from client.messages.officers.docket import Task


class TaskRow(LedgerTable, table=True):
    """An item that waits for a department's officers; `task` is the JSON of what they see in their inbox."""

    __tablename__ = "tasks"

    case: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    department: str = Field(index=True)
    since: datetime = Field(sa_type=Timestamp)
    due_on: date | None
    stuck: bool = Field(index=True)
    task: str = Field(sa_type=Encrypted)


class Backlog(NamedTuple):
    """What a department has: how many tasks, how many are stuck, and since when the oldest waits."""

    department: str
    tasks: int
    stuck: int
    oldest: datetime


_TASKS: Final = table_of(TaskRow)

_CLEAR: Final = delete(_TASKS).where(_TASKS.c.case == bindparam("of_case"))
_ENTER: Final = insert(_TASKS)
_SHOWN: Final = (
    select(_TASKS.c.task)
    .order_by(_TASKS.c.due_on.is_(None), _TASKS.c.due_on, _TASKS.c.case, _TASKS.c.item)
    .limit(bindparam("limit"))
)
_INBOX: Final = _SHOWN.where(_TASKS.c.department == bindparam("department"))
_BACKLOGS: Final = (
    select(
        _TASKS.c.department,
        func.count(),
        func.count().filter(_TASKS.c.stuck),
        func.min(_TASKS.c.since),
    )
    .group_by(_TASKS.c.department)
    .order_by(_TASKS.c.department)
)
_STUCK: Final = _SHOWN.where(_TASKS.c.stuck.is_(True))


def row(task: Task) -> TaskRow:
    """As it is kept."""
    return TaskRow(
        case=str(task.case),
        item=task.item,
        department=task.department,
        since=task.since,
        due_on=task.due_on,
        stuck=task.stuck,
        task=task.model_dump_json(),
    )


def replace(books: Transaction, case: str, rows: Iterable[TaskRow]) -> None:
    """Everything of this case that waits for officers now, in place of what was there."""
    books.execute(_CLEAR, {"of_case": case})
    owned = [(case_owner(case), row.model_dump()) for row in rows]
    if owned:
        books.execute(_ENTER, all_encrypted(books, _TASKS, owned))


def inbox(books: Transaction, *, department: str, limit: int) -> list[str]:
    """Tasks as JSON, the oldest deadline first; those without one come last."""
    found = decrypted(books, _INBOX, {"department": department, "limit": limit})
    return [row["task"] for row in found]


def stuck(books: Transaction, *, limit: int) -> list[str]:
    """Tasks of all departments that are overdue, as JSON."""
    return [row["task"] for row in decrypted(books, _STUCK, {"limit": limit})]


def backlogs(books: Transaction) -> list[Backlog]:
    """Of every department that has any."""
    return [Backlog._make(row) for row in books.execute(_BACKLOGS)]
