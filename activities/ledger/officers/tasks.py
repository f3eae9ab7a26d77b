"""What waits for whose officers, as the inboxes show it."""

from collections.abc import Iterable

from sqlalchemy import insert, text

from activities.database import Transaction

from ..cases.tables import TaskRow

_CLEAR = text('DELETE FROM tasks WHERE "case" = :case')
_ENTER = insert(TaskRow)
_INBOX = text(
    "SELECT task FROM tasks WHERE department = :department "
    'ORDER BY CASE WHEN due_on IS NULL THEN 1 ELSE 0 END, due_on, "case", item LIMIT :limit'
)
_STUCK = text('SELECT task FROM tasks WHERE stuck ORDER BY due_on, "case", item LIMIT :limit')


def replace(books: Transaction, case: str, rows: Iterable[TaskRow]) -> None:
    """Everything of this case that waits for officers now, in place of what was there."""
    books.execute(_CLEAR, {"case": case})
    for row in rows:
        books.execute(_ENTER, row.model_dump())


def inbox(books: Transaction, *, department: str, limit: int) -> list[str]:
    """Tasks as JSON, the oldest deadline first; those without one come last."""
    return list(books.execute(_INBOX, {"department": department, "limit": limit}).scalars())


def stuck(books: Transaction, *, limit: int) -> list[str]:
    """Tasks of all departments that are overdue, as JSON."""
    return list(books.execute(_STUCK, {"limit": limit}).scalars())
