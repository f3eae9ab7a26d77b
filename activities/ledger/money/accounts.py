"""Accounts that payees have named: none is ever taken out, and another one waits before it is used."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlmodel import Field

from activities.database import Encrypted, Key, Timestamp, Transaction, insert_new, table_of
from activities.database.encryption import decrypted, encrypted, person_owner
from activities.ledger.ledger import LedgerTable


class AccountRow(LedgerTable, table=True):
    """An account as its payee has named it, and from which day on it is paid onto."""

    __tablename__ = "accounts"

    id: str = Field(primary_key=True, sa_type=Key)
    payee: str = Field(index=True, sa_type=Key)
    number: str = Field(sa_type=Encrypted)
    named_at: datetime = Field(sa_type=Timestamp)
    usable_from: date


_ACCOUNTS: Final = table_of(AccountRow)
_IN_ORDER: Final = (_ACCOUNTS.c.named_at, _ACCOUNTS.c.id)

_ENTER: Final = insert_new(_ACCOUNTS)
_IN_USE: Final = (
    select(_ACCOUNTS.c.payee, _ACCOUNTS.c.number)
    .where(
        _ACCOUNTS.c.payee.between(bindparam("first"), bindparam("last")),
        _ACCOUNTS.c.usable_from <= bindparam("on"),
    )
    .order_by(*_IN_ORDER)
)
_WAITING: Final = select(_ACCOUNTS.c.id, _ACCOUNTS.c.named_at).where(
    _ACCOUNTS.c.usable_from > bindparam("on")
)
_PUT_OFF: Final = update(_ACCOUNTS).where(
    _ACCOUNTS.c.id == bindparam("of"), _ACCOUNTS.c.usable_from < bindparam("first")
)
_LAST: Final = (
    select(_ACCOUNTS.c.usable_from)
    .where(_ACCOUNTS.c.payee == bindparam("of"))
    .order_by(*(column.desc() for column in _IN_ORDER))
    .limit(1)
)


def name(books: Transaction, named: AccountRow) -> None:
    """Put it on record; a repeat changes nothing."""
    owner = person_owner(books, named.payee)
    books.execute(_ENTER, encrypted(books, _ACCOUNTS, named.model_dump(), owner=owner))


def waiting(books: Transaction, *, on: date) -> list[tuple[str, datetime]]:
    """The ids of those that are not used yet on that day, with when they were named."""
    return [(row.id, row.named_at) for row in books.execute(_WAITING, {"on": on})]


def put_off(books: Transaction, id_: str, *, first: date) -> None:
    """It is used from another day on, if that is later."""
    books.execute(_PUT_OFF.values(usable_from=first), {"of": id_, "first": first})


def in_use(books: Transaction, payees: Sequence[str], *, on: date) -> dict[str, str]:
    """Onto what these are paid on that day, as far as they have named it."""
    if not payees:
        return {}
    asked = {"first": min(payees), "last": max(payees), "on": on}
    return {row["payee"]: row["number"] for row in decrypted(books, _IN_USE, asked)}


def usable_from(books: Transaction, payee: str) -> date | None:
    """From when on the account counts that somebody has named last."""
    return books.execute(_LAST, {"of": payee}).scalar_one_or_none()
