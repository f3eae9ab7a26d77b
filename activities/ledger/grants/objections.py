"""Objections: who says what against a grant is kept here, and nowhere else."""

from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlmodel import Field

from activities.database import Encrypted, Transaction, insert_new, table_of
from activities.database.encryption import encrypted, person_owner
from activities.ledger.grants.grants import beneficiary
from activities.ledger.ledger import LedgerTable


class ObjectionRow(LedgerTable, table=True):
    """An objection to a grant: the grounds, the officer's last day, and the decision."""

    __tablename__ = "objections"

    id: str = Field(primary_key=True)
    reference: str = Field(index=True)
    grounds: str = Field(sa_type=Encrypted)
    raised_on: date
    due_on: date
    upheld: bool | None = None
    decided_by: str = ""


class PendingObjection(NamedTuple):
    """An objection that nobody has decided, and the officer's last day."""

    id: str
    raised_on: date
    due_on: date


_OBJECTIONS: Final = table_of(ObjectionRow)
_OPEN: Final = (_OBJECTIONS.c.reference == bindparam("against"), _OBJECTIONS.c.upheld.is_(None))

_RAISE: Final = insert_new(_OBJECTIONS)
_PENDING: Final = (
    select(*(_OBJECTIONS.c[name] for name in PendingObjection._fields))
    .where(*_OPEN)
    .order_by(_OBJECTIONS.c.due_on)
)
_ALL_PENDING: Final = (
    select(_OBJECTIONS.c.reference, *(_OBJECTIONS.c[name] for name in PendingObjection._fields))
    .where(_OBJECTIONS.c.upheld.is_(None))
    .order_by(_OBJECTIONS.c.reference, _OBJECTIONS.c.id)
)
_DECIDE: Final = update(_OBJECTIONS).where(*_OPEN)
_LENGTHEN: Final = update(_OBJECTIONS).where(_OBJECTIONS.c.id == bindparam("of"))


def raise_one(
    books: Transaction, *, objection: str, reference: str, grounds: str, raised_on: date, due_on: date
) -> bool:
    """Enter an objection; the same id again changes nothing. Tells whether it is new."""
    days = {"raised_on": raised_on, "due_on": due_on}
    row = {"id": objection, "reference": reference, "grounds": grounds, **days}
    owner = person_owner(books, beneficiary(reference))
    return books.execute(_RAISE, encrypted(books, _OBJECTIONS, row, owner=owner)).rowcount == 1


def pending(books: Transaction, reference: str) -> PendingObjection | None:
    """The open objection to a grant, if there is one."""
    row = books.execute(_PENDING, {"against": reference}).first()
    return PendingObjection(*row) if row else None


def all_pending(books: Transaction) -> list[tuple[str, PendingObjection]]:
    """Everything that nobody has decided, with the grant that it is about."""
    rows = books.execute(_ALL_PENDING).all()
    return [(reference, PendingObjection(*row)) for reference, *row in rows]


def lengthen(books: Transaction, objection: str, *, until: date) -> None:
    """Let the officer have until this day."""
    books.execute(_LENGTHEN, {"of": objection, "due_on": until})


def decide(books: Transaction, reference: str, *, upheld: bool, by: str) -> None:
    """Decide what is open against a grant."""
    books.execute(_DECIDE, {"against": reference, "upheld": upheld, "decided_by": by})
