"""Turns: what must happen one after the other although there is no row yet that could be locked."""

from sqlalchemy import bindparam, func, select

from .books import Transaction

_TAKE = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("of"), 0)))


def take(books: Transaction, of: str) -> None:
    """Whoever takes a turn of the same name waits until this transaction has ended."""
    if books.dialect.name == "postgresql":  # SQLite lets one in at a time anyway
        books.execute(_TAKE, {"of": of})
