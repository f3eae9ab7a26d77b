"""Erasures of persons: ordered by one operator, carried out by another one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Field

from activities.database import Timestamp, Transaction, table_of
from activities.ledger.ledger import LedgerTable


class ErasureRow(LedgerTable, table=True):
    """That somebody, here a seal, is to be erased: who has ordered it, and who has carried it out."""

    __tablename__ = "erasures"

    person: str = Field(primary_key=True)
    ordered_at: datetime = Field(primary_key=True, sa_type=Timestamp)
    ordered_by: str
    carried_out_at: datetime | None = Field(default=None, sa_type=Timestamp)
    carried_out_by: str | None = None


_ERASURES: Final = table_of(ErasureRow)
_OPEN: Final = (
    _ERASURES.c.person.in_(bindparam("persons", expanding=True)),
    _ERASURES.c.carried_out_at.is_(None),
)

_ENTER: Final = insert(_ERASURES)
_FIND: Final = select(_ERASURES).where(*_OPEN)
_CARRY_OUT: Final = (
    update(_ERASURES)
    .where(*_OPEN, _ERASURES.c.ordered_by != bindparam("by"))
    .values(carried_out_at=bindparam("at"), carried_out_by=bindparam("by"))
)


def find(books: Transaction, persons: Sequence[str]) -> ErasureRow | None:
    """The order to erase somebody, by any of his seals, that nobody has carried out."""
    row = books.execute(_FIND, {"persons": persons}).mappings().first()
    return ErasureRow(**row) if row else None


def order(books: Transaction, person: str, *, by: str, at: datetime) -> None:
    """Enter an order."""
    books.execute(_ENTER, {"person": person, "ordered_at": at, "ordered_by": by})


def carry_out(books: Transaction, persons: Sequence[str], *, by: str, at: datetime) -> bool:
    """Enter that it is done, by another person than whoever has ordered it; whether that could be done."""
    return books.execute(_CARRY_OUT, {"persons": persons, "by": by, "at": at}).rowcount == 1
