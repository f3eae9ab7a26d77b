"""The book of all that was told to applicants, departments and supervisors, and the outbox."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import String, bindparam, delete, exists, func, select
from sqlmodel import Field

from activities.database import Encrypted, Timestamp, Transaction, insert_new, table_of
from activities.database.encryption import all_encrypted, case_owner, decrypted
from activities.ledger.cases.services import ServiceRow
from activities.ledger.ledger import LedgerTable
from activities.ports.delivery import Letter


class NoticeRow(LedgerTable, table=True):
    """Something told to somebody, in the words in which it was told; written once, never changed.

    `party` is the reference of an interested one, by which alone he is known.
    """

    __tablename__ = "notices"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)
    addressee: str
    item: str
    kind: str
    says: str = Field(sa_type=Encrypted)
    told_at: datetime = Field(sa_type=Timestamp)
    party: str | None = Field(default=None, sa_type=Encrypted)


class OutboxRow(LedgerTable, table=True):
    """A notice that has not been delivered yet."""

    __tablename__ = "outbox"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)


_NOTICES: Final = table_of(NoticeRow)
_OUTBOX: Final = table_of(OutboxRow)
_SERVICES: Final = table_of(ServiceRow)

_TO_PARTY: Final = re.compile("致利害关系人〔(.+?)〕：")
"""How the words to an interested party begin: workers of before 2026-12 say nowhere else whom they tell."""

_ENTER: Final = insert_new(_NOTICES)
_PUT_OUT: Final = insert_new(_OUTBOX).from_select(
    ["key", "case"],
    select(bindparam("key", type_=String), bindparam("case", type_=String)).where(
        ~exists().where(_NOTICES.c.key == bindparam("key"))
    ),
)
_TOLD: Final = select(_NOTICES).where(_NOTICES.c.case == bindparam("about")).order_by(_NOTICES.c.key)
_KEYS: Final = select(_NOTICES.c.key).where(_NOTICES.c.case == bindparam("about"))
_LISTED: Final = (
    select(_NOTICES.c.told_at, _NOTICES.c.addressee, _NOTICES.c.kind, _NOTICES.c.item)
    .where(_NOTICES.c.case == bindparam("about"))
    .order_by(_NOTICES.c.key)
)
_WAITING: Final = select(_OUTBOX.c.key).where(_OUTBOX.c.case == bindparam("about"))
_LEFT_OVER: Final = select(_OUTBOX.c.key).order_by(_OUTBOX.c.key).limit(bindparam("size"))
_THESE: Final = (
    select(*_NOTICES.c, func.coalesce(_SERVICES.c.mode, "").label("mode"))
    .select_from(_NOTICES.outerjoin(_SERVICES, _SERVICES.c.key == _NOTICES.c.key))
    .where(_NOTICES.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(_NOTICES.c.key)
)
_COUNT_LEFT: Final = select(func.count()).select_from(_OUTBOX)
_TAKE_OUT: Final = delete(_OUTBOX).where(_OUTBOX.c.key == bindparam("notice"))


def enter(books: Transaction, *rows: NoticeRow) -> None:
    """Enter notices, to be delivered; a repeat changes nothing."""
    books.execute(_PUT_OUT, [{"key": row.key, "case": row.case} for row in rows])
    owned = [(case_owner(row.case), row.model_dump()) for row in rows]
    books.execute(_ENTER, all_encrypted(books, _NOTICES, owned))


def told(books: Transaction, case: str) -> list[NoticeRow]:
    """All that was told about a case, in order."""
    return [NoticeRow(**_with_party(row)) for row in decrypted(books, _TOLD, {"about": case})]


def serial(books: Transaction, case: str, *, of: str) -> int:
    """The last number under which something was told that begins so; 0 if nothing was."""
    keys = books.execute(_KEYS, {"about": case}).scalars()
    numbers = (key.removeprefix(of).partition("-")[0] for key in keys if key.startswith(of))
    return max((int(number) for number in numbers if number.isdigit()), default=0)


def listed(books: Transaction, case: str) -> list[dict[str, Any]]:
    """The same without the words, which are for whom they were said to."""
    return [dict(row) for row in books.execute(_LISTED, {"about": case}).mappings()]


def undelivered(books: Transaction, case: str) -> list[Letter]:
    """What of that is in the outbox."""
    return _these(books, books.execute(_WAITING, {"about": case}).scalars().all())


def waiting(books: Transaction, case: str) -> bool:
    """Whether something about a case is in the outbox."""
    return books.execute(_WAITING, {"about": case}).first() is not None


def left_over(books: Transaction, *, size: int) -> list[Letter]:
    """So many of those in the outbox, whatever they are about."""
    return _these(books, books.execute(_LEFT_OVER, {"size": size}).scalars().all())


def count_left(books: Transaction) -> int:
    """How many are in the outbox."""
    return books.execute(_COUNT_LEFT).scalar_one()


def delivered(books: Transaction, keys: Sequence[str]) -> None:
    """Take notices out of the outbox."""
    books.execute(_TAKE_OUT, [{"notice": key} for key in keys])


def _these(books: Transaction, keys: Sequence[str]) -> list[Letter]:
    found = decrypted(books, _THESE, {"keys": keys}) if keys else []
    return [Letter(**_with_party(row)) for row in found]


def _with_party(row: Mapping[str, Any]) -> Mapping[str, Any]:
    told = None if row["party"] else _TO_PARTY.match(row["says"] or "")
    return {**row, "party": told[1]} if told else row
