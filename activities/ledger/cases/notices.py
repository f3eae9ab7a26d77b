"""The book of all that was told to applicants, departments and supervisors, and the outbox."""

from sqlalchemy import delete, select, text
from sqlmodel import col

from activities.database import Transaction

from .tables import NoticeRow, OutboxRow

_ENTER = text(
    'INSERT INTO notices (key, "case", addressee, item, kind, says, told_at) '
    "VALUES (:key, :case, :addressee, :item, :kind, :says, :told_at) ON CONFLICT (key) DO NOTHING"
)
_PUT_OUT = text('INSERT INTO outbox (key, "case") VALUES (:key, :case)')
_NOTICES = NoticeRow.metadata.tables["notices"]


def enter(books: Transaction, row: NoticeRow) -> None:
    """Enter a notice, to be delivered; a repeat changes nothing."""
    if books.execute(_ENTER, row.model_dump()).rowcount:
        books.execute(_PUT_OUT, {"key": row.key, "case": row.case})


def told(books: Transaction, case: str) -> list[NoticeRow]:
    """All that was told about a case, in order."""
    about = select(_NOTICES).where(_NOTICES.c.case == case).order_by(_NOTICES.c.key)
    return [NoticeRow(**row) for row in books.execute(about).mappings()]


def undelivered(books: Transaction, case: str) -> list[NoticeRow]:
    """What of that is in the outbox."""
    waiting = select(col(OutboxRow.key)).where(col(OutboxRow.case) == case)
    about = select(_NOTICES).where(_NOTICES.c.key.in_(waiting)).order_by(_NOTICES.c.key)
    return [NoticeRow(**row) for row in books.execute(about).mappings()]


def delivered(books: Transaction, key: str) -> None:
    """Take a notice out of the outbox."""
    books.execute(delete(OutboxRow).where(col(OutboxRow.key) == key))
