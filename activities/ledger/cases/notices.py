"""The book of all that was told to applicants, departments and supervisors, and the outbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable


class NoticeRow(LedgerTable, table=True):
    """Something told to somebody, in the words in which it was told; written once, never changed."""

    __tablename__ = "notices"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)
    addressee: str
    item: str
    kind: str
    says: str
    told_at: datetime = Field(sa_type=Timestamp)


class OutboxRow(LedgerTable, table=True):
    """A notice that has not been delivered yet."""

    __tablename__ = "outbox"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)


_NOTICES: Final = table_of(NoticeRow)
_OUTBOX: Final = table_of(OutboxRow)
_WAITING: Final = select(_OUTBOX.c.key).where(_OUTBOX.c.case == bindparam("about"))

_ENTER: Final = insert_new(_NOTICES)
_PUT_OUT: Final = insert(_OUTBOX)
_ALL: Final = select(_NOTICES).order_by(_NOTICES.c.key)
_TOLD: Final = _ALL.where(_NOTICES.c.case == bindparam("about"))
_LEFT_OVER: Final = select(_OUTBOX.c.key).order_by(_OUTBOX.c.key).limit(bindparam("size"))
_THESE: Final = _ALL.where(_NOTICES.c.key.in_(bindparam("keys", expanding=True)))
_TAKE_OUT: Final = delete(_OUTBOX).where(_OUTBOX.c.key == bindparam("notice"))


def enter(books: Transaction, row: NoticeRow) -> None:
    """Enter a notice, to be delivered; a repeat changes nothing."""
    if books.execute(_ENTER, row.model_dump()).rowcount:
        books.execute(_PUT_OUT, {"key": row.key, "case": row.case})


def told(books: Transaction, case: str) -> list[NoticeRow]:
    """All that was told about a case, in order."""
    return [NoticeRow(**row) for row in books.execute(_TOLD, {"about": case}).mappings()]


def undelivered(books: Transaction, case: str) -> list[NoticeRow]:
    """What of that is in the outbox."""
    return _these(books, books.execute(_WAITING, {"about": case}).scalars().all())


def left_over(books: Transaction, *, size: int) -> list[NoticeRow]:
    """So many of those in the outbox, whatever they are about."""
    return _these(books, books.execute(_LEFT_OVER, {"size": size}).scalars().all())


def delivered(books: Transaction, key: str) -> None:
    """Take a notice out of the outbox."""
    books.execute(_TAKE_OUT, {"notice": key})


def _these(books: Transaction, keys: Sequence[str]) -> list[NoticeRow]:
    return [NoticeRow(**row) for row in books.execute(_THESE, {"keys": keys}).mappings()] if keys else []
