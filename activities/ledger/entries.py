"""The base registers' stand-ins: what they say, as the JSON of an entry."""

from sqlalchemy import text

from .ledger import Transaction

_FIND = text("SELECT entry FROM entries WHERE source = :register AND key = :key")
_ENTER = text(
    "INSERT INTO entries (source, key, entry) VALUES (:register, :key, :entry) "
    "ON CONFLICT (source, key) DO UPDATE SET entry = :entry"
)


def find(books: Transaction, *, register: str, key: str) -> str | None:
    """What a register says under a key, if anything."""
    return books.execute(_FIND, {"register": register, "key": key}).scalar_one_or_none()


def enter(books: Transaction, *, register: str, key: str, entry: str) -> None:
    """Let a register say something, in place of what it said before."""
    books.execute(_ENTER, {"register": register, "key": key, "entry": entry})
