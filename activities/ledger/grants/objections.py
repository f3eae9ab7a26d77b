"""Objections: who says what against a grant is kept here, and nowhere else."""

from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import select, update

from activities.database import Transaction
from activities.ledger.grants.tables import ObjectionRow

OBJECTIONS: Final = ObjectionRow.metadata.tables["objections"]


class PendingObjection(NamedTuple):
    """An objection that nobody has decided, and the officer's last day."""

    id: str
    raised_on: date
    due_on: date


def raise_one(
    books: Transaction, *, objection: str, reference: str, grounds: str, raised_on: date, due_on: date
) -> None:
    """Enter an objection; the same id again changes nothing."""
    if not books.execute(select(OBJECTIONS.c.id).where(OBJECTIONS.c.id == objection)).first():
        values = {"id": objection, "reference": reference, "grounds": grounds, "decided_by": ""}
        books.execute(OBJECTIONS.insert().values(**values, raised_on=raised_on, due_on=due_on))


def pending(books: Transaction, reference: str) -> PendingObjection | None:
    """The open objection to a grant, if there is one."""
    columns = (OBJECTIONS.c[name] for name in PendingObjection._fields)
    found = select(*columns).where(OBJECTIONS.c.reference == reference, OBJECTIONS.c.upheld.is_(None))
    row = books.execute(found.order_by(OBJECTIONS.c.due_on)).first()
    return PendingObjection(*row) if row else None


def decide(books: Transaction, reference: str, *, upheld: bool, by: str) -> None:
    """Decide what is open against a grant."""
    mine = (OBJECTIONS.c.reference == reference, OBJECTIONS.c.upheld.is_(None))
    books.execute(update(OBJECTIONS).where(*mine).values(upheld=upheld, decided_by=by))
