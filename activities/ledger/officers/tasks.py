"""What waits for whose officers, as the inboxes show it."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Field

from activities.database import Transaction, table_of
from activities.ledger.ledger import LedgerTable


class TaskRow(LedgerTable, table=True):
    """An item that waits for a department's officers; `task` is the JSON of what they see in their inbox."""

    __tablename__ = "tasks"

    case: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    department: str = Field(index=True)
    due_on: date | None
    stuck: bool = Field(index=True)
    task: str


_TASKS: Final = table_of(TaskRow)

_CLEAR: Final = delete(_TASKS).where(_TASKS.c.case == bindparam("of_case"))
_ENTER: Final = insert(_TASKS)
_SHOWN: Final = (
    select(_TASKS.c.task)
    .order_by(_TASKS.c.due_on.is_(None), _TASKS.c.due_on, _TASKS.c.case, _TASKS.c.item)
    .limit(bindparam("limit"))
)
_INBOX: Final = _SHOWN.where(_TASKS.c.department == bindparam("department"))
_STUCK: Final = _SHOWN.where(_TASKS.c.stuck.is_(True))


def replace(books: Transaction, case: str, rows: Iterable[TaskRow]) -> None:
    """Everything of this case that waits for officers now, in place of what was there."""
    books.execute(_CLEAR, {"of_case": case})
    for row in rows:
        books.execute(_ENTER, row.model_dump())


def inbox(books: Transaction, *, department: str, limit: int) -> list[str]:
    """Tasks as JSON, the oldest deadline first; those without one come last."""
    return list(books.execute(_INBOX, {"department": department, "limit": limit}).scalars())


def stuck(books: Transaction, *, limit: int) -> list[str]:
    """Tasks of all departments that are overdue, as JSON."""
    return list(books.execute(_STUCK, {"limit": limit}).scalars())
