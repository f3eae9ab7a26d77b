"""Grants that officers are to look at: in which inbox, until when, and what is overdue."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, select

from activities.database import Transaction
from client.messages.grants.offers import GrantState

from .grants import GRANTS, GrantRecord, standing

TO_LOOK_AT: Final = (GrantState.SECOND_LOOK, GrantState.FAULTY)
"""Drawn for a second look, or beyond a rule that failed."""


def inbox(books: Transaction, *, policies: Iterable[str], limit: int) -> list[GrantRecord]:
    """What waits of these policies, the oldest deadline first."""
    wanted = _waiting().where(GRANTS.c.policy.in_(sorted(policies)))
    return _read(books, wanted.order_by(GRANTS.c.waits_until, GRANTS.c.reference).limit(limit))


def overdue(books: Transaction, *, on: date, limit: int) -> list[GrantRecord]:
    """What should have been looked at before this day."""
    wanted = _waiting().where(GRANTS.c.waits_until < on)
    return _read(books, wanted.order_by(GRANTS.c.waits_until, GRANTS.c.reference).limit(limit))


def page(books: Transaction, *, after: str, size: int) -> list[GrantRecord]:
    """So many of all that waits with a deadline, in the order of their references, behind `after`."""
    wanted = _waiting().where(GRANTS.c.reference > after, GRANTS.c.waits_until.is_not(None))
    return _read(books, wanted.order_by(GRANTS.c.reference).limit(size))


def _waiting() -> Select[Any]:
    columns = (GRANTS.c[name] for name in GrantRecord._fields)
    return select(*columns).where(GRANTS.c.state.in_(TO_LOOK_AT))


def _read(books: Transaction, statement: Select[Any]) -> list[GrantRecord]:
    return [standing(row) for row in books.execute(statement)]
