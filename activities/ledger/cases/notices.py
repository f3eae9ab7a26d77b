"""The book of all that was told to applicants, departments and supervisors."""

from sqlalchemy import text

from activities.database import Transaction

from .tables import NoticeRow

_ENTER = text(
    'INSERT INTO notices (key, "case", addressee, item, kind, says, told_at) '
    "VALUES (:key, :case, :addressee, :item, :kind, :says, :told_at) ON CONFLICT (key) DO NOTHING"
)
_TOLD = text(
    'SELECT key, "case", addressee, item, kind, says, told_at FROM notices WHERE "case" = :case ORDER BY key'
)


def enter(books: Transaction, row: NoticeRow) -> None:
    """Enter a notice; a repeat changes nothing."""
    books.execute(_ENTER, row.model_dump())


def told(books: Transaction, case: str) -> list[NoticeRow]:
    """All that was told about a case, in order."""
    return [NoticeRow(**row) for row in books.execute(_TOLD, {"case": case}).mappings()]
