"""The base registers' stand-ins: what they say, as the JSON of an entry."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import bindparam, delete, select
from sqlmodel import Field

from activities.database import Encrypted, Transaction, insert_or_replace, table_of
from activities.database.encryption import all_encrypted, decrypted, person_owner, seal, seals

from .district import DistrictTable


class EntryRow(DistrictTable, table=True):
    """What a base register (`source`) says under a key, here its seal, as the JSON of its entry."""

    __tablename__ = "entries"

    source: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    entry: str = Field(sa_type=Encrypted)


class EntrySaid(NamedTuple):
    """What a register (`source`) says under a key."""

    source: str
    key: str
    entry: str


_ENTRIES: Final = table_of(EntryRow)

_THIS: Final = (
    _ENTRIES.c.source == bindparam("register"),
    _ENTRIES.c.key.in_(bindparam("keys", expanding=True)),
)
_FIND: Final = select(_ENTRIES.c.entry).where(*_THIS)
_FORGET: Final = delete(_ENTRIES).where(*_THIS)
_ENTER: Final = insert_or_replace(_ENTRIES)


def find(books: Transaction, *, register: str, key: str) -> str | None:
    """What a register says under a key, if anything."""
    found = decrypted(books, _FIND, {"register": register, "keys": seals(books, key)})
    return found[0]["entry"] if found else None


def enter(books: Transaction, said: Sequence[EntrySaid]) -> None:
    """Let registers say something, in place of what they said before."""
    for one in said:
        if older := seals(books, one.key)[1:]:
            books.execute(_FORGET, {"register": one.source, "keys": older})
    owned = [(person_owner(books, one.key), {**one._asdict(), "key": seal(books, one.key)}) for one in said]
    books.execute(_ENTER, all_encrypted(books, _ENTRIES, owned))
