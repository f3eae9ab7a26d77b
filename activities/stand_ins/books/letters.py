"""Letters that were delivered."""

from sqlalchemy import DateTime, bindparam, text

from activities.database import Transaction
from activities.ports.delivery import Letter

_ENTER = text(
    'INSERT INTO letters (key, "case", addressee, item, kind, says, told_at) '
    "VALUES (:key, :case, :addressee, :item, :kind, :says, :told_at) ON CONFLICT (key) DO NOTHING"
).bindparams(bindparam("told_at", type_=DateTime(timezone=True)))
_ABOUT = text('SELECT key FROM letters WHERE "case" = :case ORDER BY key')


def enter(books: Transaction, letter: Letter) -> None:
    """Keep a letter; the same key is the same letter."""
    books.execute(_ENTER, letter._asdict())


def about(books: Transaction, case: str) -> list[str]:
    """The keys of all letters about a case."""
    return list(books.execute(_ABOUT, {"case": case}).scalars())
