"""Orders to give money back."""

from sqlalchemy import text

from activities.database import Transaction

from .tables import RefundRow

_ENTER = text(
    'INSERT INTO refunds (key, "case", item, account, fen, because) '
    "VALUES (:key, :case, :item, :account, :fen, :because) ON CONFLICT (key) DO NOTHING"
)
_ORDERED = text('SELECT key, fen FROM refunds WHERE "case" = :case ORDER BY key')


def enter(books: Transaction, row: RefundRow) -> None:
    """Order a refund; the same key is the same money."""
    books.execute(_ENTER, row.model_dump())


def ordered(books: Transaction, case: str) -> dict[str, int]:
    """What was ordered for a case, in fen by key."""
    return {row.key: row.fen for row in books.execute(_ORDERED, {"case": case})}
