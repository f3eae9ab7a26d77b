"""The directory of actors: whose key is which, entered by one operator and approved by another."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, or_, select, update
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable


class ActorKeyRow(LedgerTable, table=True):
    """A public key (`verifies`, base64) of an actor; it counts once a second person has approved it.

    Until then `since` is when it was entered, from then on when it was approved. `seals` is the public key
    for which he is written to, `replaces` the key that ends when this one counts.

    `person` stands for a natural person. `entered_by` and `approved_by` are persons likewise.
    """

    __tablename__ = "actor_keys"

    kid: str = Field(primary_key=True)
    suite: str
    verifies: str
    seals: str = Field(default="", sa_column_kwargs={"server_default": ""})
    actor: str
    role: str
    department: str
    person: str
    since: datetime = Field(sa_type=Timestamp)
    until: datetime | None = Field(default=None, sa_type=Timestamp)
    revoked_at: datetime | None = Field(default=None, sa_type=Timestamp)
    entered_by: str
    approved_by: str | None = None
    replaces: str = Field(default="", sa_column_kwargs={"server_default": ""})


_KEYS: Final = table_of(ActorKeyRow)

_ENTER: Final = insert_new(_KEYS)
_ALL: Final = select(_KEYS)
_FIND: Final = _ALL.where(_KEYS.c.kid == bindparam("of"))
_END: Final = (
    update(_KEYS)
    .where(_KEYS.c.kid == bindparam("of"), or_(_KEYS.c.until.is_(None), _KEYS.c.until > bindparam("at")))
    .values(until=bindparam("at"))
)
_APPROVE: Final = (
    update(_KEYS)
    .where(
        _KEYS.c.kid == bindparam("of"),
        _KEYS.c.approved_by.is_(None),
        _KEYS.c.entered_by != bindparam("by"),
    )
    .values(approved_by=bindparam("by"), since=bindparam("at"))
)
_REVOKE: Final = (
    update(_KEYS)
    .where(_KEYS.c.kid == bindparam("of"), _KEYS.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("at"))
)


def enter(books: Transaction, row: ActorKeyRow) -> bool:
    """Enter a key that counts for nothing yet; whether it is new."""
    return books.execute(_ENTER, row.model_dump()).rowcount == 1


def approve(books: Transaction, kid: str, *, by: str, at: datetime) -> bool:
    """Let a key count from now on, by another person than who has entered it; whether that could be done."""
    return books.execute(_APPROVE, {"of": kid, "by": by, "at": at}).rowcount == 1


def revoke(books: Transaction, kid: str, *, at: datetime) -> bool:
    """Nothing that is said with it counts any more; one person is enough. Whether it did count."""
    return books.execute(_REVOKE, {"of": kid, "at": at}).rowcount == 1


def end(books: Transaction, kid: str, *, until: datetime) -> None:
    """Let a key count until then at the latest: what has ended before stays so."""
    books.execute(_END, {"of": kid, "at": until})


def find(books: Transaction, kid: str) -> ActorKeyRow | None:
    """One of them."""
    row = books.execute(_FIND, {"of": kid}).mappings().one_or_none()
    return ActorKeyRow(**row) if row else None


def all_of(books: Transaction) -> list[ActorKeyRow]:
    """Everything that was ever entered."""
    return [ActorKeyRow(**row) for row in books.execute(_ALL).mappings()]
