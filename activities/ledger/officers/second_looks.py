"""Grants of the machine that officers are to look at, whether their case is open or closed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import select, text, update
from sqlmodel import col

from activities.database import Transaction

from .tables import SecondLookRow

_DRAW = text(
    'INSERT INTO second_looks (key, "case", item, department, task) '
    "VALUES (:key, :case, :item, :department, :task) ON CONFLICT (key) DO NOTHING"
)
_LOOKED_AT = col(SecondLookRow.looked_at)
_FIND = select(
    col(SecondLookRow.key),
    col(SecondLookRow.department),
    col(SecondLookRow.officer),
    col(SecondLookRow.agrees),
    _LOOKED_AT,
).order_by(_LOOKED_AT.is_(None).desc(), _LOOKED_AT.desc())
_INBOX = text(
    "SELECT task FROM second_looks WHERE department = :department AND looked_at IS NULL "
    "ORDER BY key LIMIT :limit"
)
_SUPERSEDE = text(
    'DELETE FROM second_looks WHERE "case" = :case AND item = :item AND key <> :key AND looked_at IS NULL'
)
_DROP = text("DELETE FROM second_looks WHERE key = :key AND looked_at IS NULL")


class Drawn(NamedTuple):
    """A grant to be looked at, or that was."""

    key: str
    department: str
    officer: str | None
    agrees: bool | None
    looked_at: datetime | None


def draw(books: Transaction, *, key: str, case: str, item: str, department: str, task: str) -> None:
    """Have it looked at, in place of an earlier round that nobody has looked at."""
    books.execute(_SUPERSEDE, {"case": case, "item": item, "key": key})
    row = {"key": key, "case": case, "item": item, "department": department, "task": task}
    books.execute(_DRAW, row)


def find(books: Transaction, *, case: str, item: str) -> Drawn | None:
    """What was drawn of an item: what waits, else what was looked at last."""
    mine = _FIND.where(col(SecondLookRow.case) == case, col(SecondLookRow.item) == item)
    row = books.execute(mine).first()
    return Drawn(*row)._replace(looked_at=_in_utc(row.looked_at)) if row else None


def look(
    books: Transaction, key: str, *, officer: str, agrees: bool, reasons: Sequence[str], at: datetime
) -> None:
    """Enter an officer's verdict."""
    said = {"officer": officer, "agrees": agrees, "reasons": "\n".join(reasons), "looked_at": at}
    books.execute(update(SecondLookRow).where(col(SecondLookRow.key) == key).values(**said))


def inbox(books: Transaction, *, department: str, limit: int) -> list[str]:
    """What waits for a department, as the JSON of tasks."""
    return list(books.execute(_INBOX, {"department": department, "limit": limit}).scalars())


def drop(books: Transaction, key: str) -> None:
    """There is nothing left to be looked at: what was granted is taken back."""
    books.execute(_DROP, {"key": key})


def _in_utc(at: datetime | None) -> datetime | None:
    """SQLite forgets the zone, which is always this one."""
    return at and at.replace(tzinfo=at.tzinfo or UTC)
