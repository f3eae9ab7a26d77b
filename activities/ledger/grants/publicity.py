"""Grants that are public: to which objections are heard on a day."""

from datetime import date
from typing import Final

from sqlalchemy import bindparam

from activities.database import Transaction
from client.messages.grants.offers import GrantState

from .grants import GRANTS, RECORDS, GrantRecord, read

PUBLIC: Final = (GrantState.GRANTED, GrantState.OBJECTED)
"""What was ended meanwhile is not held up to anybody any more."""

_PAGE: Final = (
    RECORDS.where(
        GRANTS.c.reference.between(bindparam("first"), bindparam("last")),
        GRANTS.c.reference > bindparam("after"),
        GRANTS.c.objections_until >= bindparam("on"),
        GRANTS.c.state.in_(PUBLIC),
    )
    .order_by(GRANTS.c.reference)
    .limit(bindparam("size"))
)


def page(
    books: Transaction, *, policy: str, period: str, on: date, after: str, size: int
) -> list[GrantRecord]:
    """So many that are public on a day, in the order of their references, behind `after`."""
    first = f"{policy}/{period}/"
    return read(books, _PAGE, first=first, last=f"{first}~", on=on, after=after, size=size)
