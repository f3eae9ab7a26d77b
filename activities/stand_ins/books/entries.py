"""The base registers' stand-ins: what they say, as the JSON of an entry."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select
from sqlmodel import Field

from activities.database import Transaction, insert_or_replace, table_of

from .district import DistrictTable


class EntryRow(DistrictTable, table=True):
    """What a base register (`source`) says under a key, as the JSON of its entry."""

    __tablename__ = "entries"

    source: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    entry: str


class EntrySaid(NamedTuple):
    """What a register (`source`) says under a key."""

    source: str
    key: str
    entry: str


_ENTRIES: Final = table_of(EntryRow)

_FIND: Final = select(_ENTRIES.c.entry).where(
    _ENTRIES.c.source == bindparam("register"), _ENTRIES.c.key == bindparam("key")
)
_ENTER: Final = insert_or_replace(_ENTRIES)


def find(books: Transaction, *, register: str, key: str) -> str | None:
    """What a register says under a key, if anything."""
    return books.execute(_FIND, {"register": register, "key": key}).scalar_one_or_none()


def enter(books: Transaction, said: Sequence[EntrySaid]) -> None:
    """Let registers say something, in place of what they said before."""
    books.execute(_ENTER, [one._asdict() for one in said])
