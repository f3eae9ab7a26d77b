"""Grants that are public: to which objections are heard on a day."""

from datetime import date
from typing import Final

from sqlalchemy import select

from activities.database import Transaction
from client.messages.grants.offers import GrantState

from .grants import GRANTS, GrantRecord, standing

PUBLIC: Final = (GrantState.GRANTED, GrantState.OBJECTED)
"""What was ended meanwhile is not held up to anybody any more."""


def page(
    books: Transaction, *, policy: str, period: str, on: date, after: str, size: int
) -> list[GrantRecord]:
    """So many that are public on a day, in the order of their references, behind `after`."""
    columns = (GRANTS.c[name] for name in GrantRecord._fields)
    wanted = select(*columns).where(
        GRANTS.c.reference.between(f"{policy}/{period}/", f"{policy}/{period}/~"),
        GRANTS.c.reference > after,
        GRANTS.c.objections_until >= on,
        GRANTS.c.state.in_(PUBLIC),
    )
    return [standing(row) for row in books.execute(wanted.order_by(GRANTS.c.reference).limit(size))]
