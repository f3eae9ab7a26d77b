"""Grants that officers are to look at: in which inbox, until when, and what is overdue."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import bindparam, func, select, update

from activities.database import Transaction

from .grants import GRANTS, RECORDS, WAITS, GrantRecord, read

_WAITING: Final = RECORDS.where(WAITS)
_PRESSING: Final = _WAITING.order_by(GRANTS.c.waits_until, GRANTS.c.reference).limit(bindparam("limit"))
_OF_POLICIES: Final = GRANTS.c.policy.in_(bindparam("policies", expanding=True))
_IS_OVERDUE: Final = GRANTS.c.waits_until < bindparam("on")
_INBOX: Final = _PRESSING.where(_OF_POLICIES)
_OVERDUE: Final = _PRESSING.where(_IS_OVERDUE)
_COUNT: Final = select(func.count()).select_from(GRANTS).where(WAITS)
_PAGE: Final = (
    _WAITING.where(GRANTS.c.reference > bindparam("after"), GRANTS.c.waits_until.is_not(None))
    .order_by(GRANTS.c.reference)
    .limit(bindparam("limit"))
)
_SINCE: Final = select(GRANTS.c.waits_since).where(WAITS, GRANTS.c.waits_since.is_not(None)).distinct()
_LENGTHEN: Final = (
    update(GRANTS)
    .where(WAITS, GRANTS.c.waits_since == bindparam("since"), GRANTS.c.waits_until < bindparam("last"))
    .values(waits_until=bindparam("last"))
)


def inbox(books: Transaction, *, policies: Iterable[str], limit: int) -> list[GrantRecord]:
    """What waits of these policies, the oldest deadline first."""
    return read(books, _INBOX, policies=sorted(policies), limit=limit)


def overdue(books: Transaction, *, on: date, limit: int) -> list[GrantRecord]:
    """What should have been looked at before this day."""
    return read(books, _OVERDUE, on=on, limit=limit)


def count_inbox(books: Transaction, *, policies: Iterable[str]) -> int:
    """How many wait of these policies."""
    return books.execute(_COUNT.where(_OF_POLICIES), {"policies": sorted(policies)}).scalar_one()


def count_overdue(books: Transaction, *, on: date) -> int:
    """How many should have been looked at."""
    return books.execute(_COUNT.where(_IS_OVERDUE), {"on": on}).scalar_one()


def page(books: Transaction, *, after: str, size: int) -> list[GrantRecord]:
    """So many of all that waits with a deadline, in the order of their references, behind `after`."""
    return read(books, _PAGE, after=after, limit=size)


def begun_on(books: Transaction) -> list[date]:
    """The days since which anything waits."""
    return list(books.execute(_SINCE.order_by(GRANTS.c.waits_since)).scalars())


def lengthen(books: Transaction, *, since: date, until: date) -> None:
    """What waits since one day has until another, if it had less."""
    books.execute(_LENGTHEN, {"since": since, "last": until})
