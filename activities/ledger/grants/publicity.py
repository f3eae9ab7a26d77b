"""Grants that are public: to which objections are heard on a day."""

from datetime import date
from typing import Final

from sqlalchemy import bindparam, select, update

from activities.database import Transaction
from client.messages.grants.offers import GrantState

from .grants import GRANTS, RECORDS, GrantRecord, read

PUBLIC: Final = (GrantState.GRANTED, GrantState.OBJECTED)
"""What was ended meanwhile is not held up to anybody any more."""

_PUBLIC: Final = (
    GRANTS.c.reference.between(bindparam("first"), bindparam("last")),
    GRANTS.c.edition == bindparam("of_edition"),
    GRANTS.c.objections_until >= bindparam("on"),
    GRANTS.c.state.in_(PUBLIC),
)
_SINCE: Final = select(GRANTS.c.public_since).where(*_PUBLIC, GRANTS.c.public_since.is_not(None)).distinct()
_LENGTHEN: Final = (
    update(GRANTS)
    .where(
        *_PUBLIC, GRANTS.c.public_since == bindparam("since"), GRANTS.c.objections_until < bindparam("until")
    )
    .values(objections_until=bindparam("until"))
)
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


def begun_on(books: Transaction, *, policy: str, edition: str, on: date) -> list[date]:
    """The days since which anything of a policy is public that is public on a day."""
    asked = _asked(policy, edition, on)
    return list(books.execute(_SINCE.order_by(GRANTS.c.public_since), asked).scalars())


def lengthen(books: Transaction, *, policy: str, edition: str, since: date, until: date, on: date) -> None:
    """What is public since one day is so until another, if that is later."""
    books.execute(_LENGTHEN, {**_asked(policy, edition, on), "since": since, "until": until})


def _asked(policy: str, edition: str, on: date) -> dict[str, object]:
    return {"first": f"{policy}/", "last": f"{policy}/~", "of_edition": edition, "on": on}
