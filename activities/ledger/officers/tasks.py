"""What waits for whose officers, as the inboxes show it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Date, bindparam, delete, func, insert, literal, select, tuple_
from sqlmodel import Field

from activities.database import Encrypted, Timestamp, Transaction, table_of
from activities.database.encryption import all_encrypted, case_owner, decrypted
from activities.ledger.ledger import LedgerTable
from activities.ledger.lists import cursors
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


class Found(NamedTuple):
    """Tasks as JSON, how many there are in all, and the cursor behind them, empty at the end."""

    tasks: list[str]
    total: int
    next: str


_BEGINNING: Final = f"{date.min}//"
_TASKS: Final = table_of(TaskRow)

_CLEAR: Final = delete(_TASKS).where(_TASKS.c.case == bindparam("of_case"))
_ENTER: Final = insert(_TASKS)
_DUE: Final = func.coalesce(_TASKS.c.due_on, literal(date.max, Date))
_SHOWN: Final = (
    select(_TASKS.c.task, _TASKS.c.due_on, _TASKS.c.case, _TASKS.c.item)
    .where(
        tuple_(_DUE, _TASKS.c.case, _TASKS.c.item)
        > tuple_(bindparam("due", type_=Date), bindparam("behind"), bindparam("beside"))
    )
    .order_by(_DUE, _TASKS.c.case, _TASKS.c.item)
    .limit(bindparam("limit"))
)
_COUNT: Final = select(func.count()).select_from(_TASKS)
_OF_DEPARTMENT: Final = _TASKS.c.department == bindparam("department")
_IS_STUCK: Final = _TASKS.c.stuck.is_(True)
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


def page(books: Transaction, *, department: str, after: str, size: int) -> Found:
    """Tasks of a department, or all that are overdue; the oldest deadline first, those without one last.

    Raises `InvalidOrder`: `after` is no cursor of theirs.
    """
    due, case, item = cursors.read(after or _BEGINNING, date.fromisoformat, str, str)
    asked = {"department": department, "due": due, "behind": case, "beside": item}
    wanted = _OF_DEPARTMENT if department else _IS_STUCK
    rows = decrypted(books, _SHOWN.where(wanted), {**asked, "limit": size + 1})
    last = rows[size - 1] if len(rows) > size else None
    return Found(
        tasks=[row["task"] for row in rows[:size]],
        total=books.execute(_COUNT.where(wanted), {"department": department}).scalar_one(),
        next=f"{last['due_on'] or date.max}/{last['case']}/{last['item']}" if last else "",
    )


def backlogs(books: Transaction) -> list[Backlog]:
    """Of every department that has any."""
    return [Backlog._make(row) for row in books.execute(_BACKLOGS)]
