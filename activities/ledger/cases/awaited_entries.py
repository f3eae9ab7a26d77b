"""Entries of registers for which cases wait, under seals: whoever tells of one names no case.

What is ordered about an open case waits for its close likewise, under the id of the proceeding.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Field

from activities.database import Key, Transaction, table_of
from activities.database.encryption import seal, seals
from activities.ledger.ledger import LedgerTable

CLOSE: Final = "close"
"""In place of a register: of a case, which is the key."""


class AwaitedEntryRow(LedgerTable, table=True):
    """Of a case that is not closed, or of a proceeding."""

    __tablename__ = "awaited_entries"

    seal: str = Field(primary_key=True, sa_type=Key)
    case: str = Field(primary_key=True, index=True)


_AWAITED: Final = table_of(AwaitedEntryRow)

_ENTER: Final = insert(_AWAITED)
_FREE: Final = delete(_AWAITED).where(_AWAITED.c.case == bindparam("of"))
_WAITING: Final = select(_AWAITED.c.case).where(_AWAITED.c.seal.in_(bindparam("known_by", expanding=True)))


def enter(books: Transaction, case: UUID, entries: Iterable[tuple[str, str]]) -> None:
    """What a case waits for now, and nothing else any more: registers with their keys."""
    free(books, case)
    rows = [{"seal": seal(books, _named(*entry)), "case": str(case)} for entry in dict.fromkeys(entries)]
    if rows:
        books.execute(_ENTER, rows)


def free(books: Transaction, case: UUID) -> None:
    """The case waits for nothing any more."""
    books.execute(_FREE, {"of": str(case)})


def waiting(books: Transaction, *, register: str, key: str) -> tuple[UUID, ...]:
    """The cases that wait for an entry."""
    found = books.execute(_WAITING, {"known_by": seals(books, _named(register, key))}).scalars()
    return tuple(sorted(map(UUID, found)))


def _named(register: str, key: str) -> str:
    return f"{register}/{key}"
