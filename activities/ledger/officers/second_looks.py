"""Grants of the machine that officers are to look at, whether their case is open or closed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Index, bindparam, delete, func, select, update
from sqlmodel import Field

from activities.database import Encrypted, Timestamp, Transaction, insert_new, table_of
from activities.database.encryption import case_owner, decrypted, encrypted
from activities.ledger.ledger import LedgerTable


class SecondLookRow(LedgerTable, table=True):
    """A grant of the machine that was drawn for an officer; `task` is the JSON of what the inbox shows."""

    __tablename__ = "second_looks"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)
    item: str
    department: str
    task: str = Field(sa_type=Encrypted)
    officer: str | None = None
    agrees: bool | None = None
    reasons: str | None = Field(default=None, sa_type=Encrypted)
    looked_at: datetime | None = Field(default=None, sa_type=Timestamp)


class Drawn(NamedTuple):
    """A grant to be looked at, or that was."""

    key: str
    department: str
    officer: str | None
    agrees: bool | None
    looked_at: datetime | None


_LOOKS: Final = table_of(SecondLookRow)
_THIS: Final = _LOOKS.c.key == bindparam("look")
_OF_ITEM: Final = (_LOOKS.c.case == bindparam("of_case"), _LOOKS.c.item == bindparam("of_item"))
_WAITS: Final = _LOOKS.c.looked_at.is_(None)
Index("second_looks_waiting", _LOOKS.c.department, _LOOKS.c.key, sqlite_where=_WAITS, postgresql_where=_WAITS)

_DRAW: Final = insert_new(_LOOKS)
_FIND: Final = (
    select(*(_LOOKS.c[name] for name in Drawn._fields))
    .where(*_OF_ITEM)
    .order_by(_WAITS.desc(), _LOOKS.c.looked_at.desc())
)
_LOOK: Final = update(_LOOKS).where(_THIS)
_WAITING: Final = select(_LOOKS.c.key).where(_LOOKS.c.case == bindparam("of_case"), _WAITS)
_OF_DEPARTMENT: Final = (_LOOKS.c.department == bindparam("department"), _WAITS)
_INBOX: Final = select(_LOOKS.c.task).where(*_OF_DEPARTMENT).order_by(_LOOKS.c.key).limit(bindparam("limit"))
_COUNT: Final = select(func.count()).select_from(_LOOKS).where(*_OF_DEPARTMENT)
_SUPERSEDE: Final = delete(_LOOKS).where(*_OF_ITEM, _LOOKS.c.key != bindparam("but"), _WAITS)
_DROP: Final = delete(_LOOKS).where(_THIS, _WAITS)


def draw(books: Transaction, *, key: str, case: str, item: str, department: str, task: str) -> None:
    """Have it looked at, in place of an earlier round that nobody has looked at."""
    books.execute(_SUPERSEDE, {"of_case": case, "of_item": item, "but": key})
    row = {"key": key, "case": case, "item": item, "department": department, "task": task}
    books.execute(_DRAW, encrypted(books, _LOOKS, row, owner=case_owner(case)))


def find(books: Transaction, *, case: str, item: str) -> Drawn | None:
    """What was drawn of an item: what waits, else what was looked at last."""
    row = books.execute(_FIND, {"of_case": case, "of_item": item}).first()
    return Drawn(*row) if row else None


def waiting(books: Transaction, case: str) -> bool:
    """Whether anything of a case is still to be looked at."""
    return books.execute(_WAITING, {"of_case": case}).first() is not None


def look(
    books: Transaction, key: str, *, officer: str, agrees: bool, reasons: Sequence[str], at: datetime
) -> None:
    """Enter an officer's verdict."""
    said = {"officer": officer, "agrees": agrees, "reasons": "\n".join(reasons), "looked_at": at}
    books.execute(_LOOK, {"look": key, **encrypted(books, _LOOKS, said, owner=case_owner(key))})


def inbox(books: Transaction, *, department: str, limit: int) -> list[str]:
    """What waits for a department, as the JSON of tasks."""
    found = decrypted(books, _INBOX, {"department": department, "limit": limit})
    return [row["task"] for row in found]


def count(books: Transaction, *, department: str) -> int:
    """How many there are of these."""
    return books.execute(_COUNT, {"department": department}).scalar_one()


def drop(books: Transaction, key: str) -> None:
    """There is nothing left to be looked at: what was granted is taken back."""
    books.execute(_DROP, {"look": key})
