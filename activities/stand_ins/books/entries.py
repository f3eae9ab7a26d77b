"""The base registers' stand-ins: what they say, as the JSON of an entry."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import text

from activities.database import Transaction

_FIND = text("SELECT entry FROM entries WHERE source = :register AND key = :key")
_ENTER = text(
    "INSERT INTO entries (source, key, entry) VALUES (:source, :key, :entry) "
    "ON CONFLICT (source, key) DO UPDATE SET entry = :entry"
)


class EntrySaid(NamedTuple):
    """What a register (`source`) says under a key."""

    source: str
    key: str
    entry: str


def find(books: Transaction, *, register: str, key: str) -> str | None:
    """What a register says under a key, if anything."""
    return books.execute(_FIND, {"register": register, "key": key}).scalar_one_or_none()


def enter(books: Transaction, said: Sequence[EntrySaid]) -> None:
    """Let registers say something, in place of what they said before."""
    books.execute(_ENTER, [one._asdict() for one in said])
