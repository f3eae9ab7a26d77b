"""Turns: what must happen one after the other although there is no row yet that could be locked."""

from sqlalchemy import text

from .books import Transaction

_TAKE = text("SELECT pg_advisory_xact_lock(hashtextextended(:of, 0))")


def take(books: Transaction, of: str) -> None:
    """Whoever takes a turn of the same name waits until this transaction has ended."""
    if books.dialect.name == "postgresql":  # SQLite lets one in at a time anyway
        books.execute(_TAKE, {"of": of})
