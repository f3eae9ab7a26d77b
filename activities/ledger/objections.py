"""Objections: who says what against a grant is kept here, and nowhere else."""

from datetime import date
from typing import Final

from sqlalchemy import select, update
from sqlmodel import SQLModel

from .ledger import Transaction

OBJECTIONS: Final = SQLModel.metadata.tables["objections"]


def raise_one(
    books: Transaction, *, objection: str, reference: str, grounds: str, raised_on: date, due_on: date
) -> None:
    """Enter an objection; the same id again changes nothing."""
    if not books.execute(select(OBJECTIONS.c.id).where(OBJECTIONS.c.id == objection)).first():
        values = {"id": objection, "reference": reference, "grounds": grounds, "decided_by": ""}
        books.execute(OBJECTIONS.insert().values(**values, raised_on=raised_on, due_on=due_on))


def pending(books: Transaction, reference: str) -> date | None:
    """The last day on which the open objection to a grant is to be decided, if there is one."""
    found = select(OBJECTIONS.c.due_on).where(
        OBJECTIONS.c.reference == reference, OBJECTIONS.c.upheld.is_(None)
    )
    return books.execute(found.order_by(OBJECTIONS.c.due_on)).scalars().first()


def decide(books: Transaction, reference: str, *, upheld: bool, by: str) -> None:
    """Decide what is open against a grant."""
    mine = (OBJECTIONS.c.reference == reference, OBJECTIONS.c.upheld.is_(None))
    books.execute(update(OBJECTIONS).where(*mine).values(upheld=upheld, decided_by=by))
