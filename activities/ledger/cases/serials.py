"""Serial numbers, without gaps that a crash could tear into two cases with one number."""

from sqlalchemy import text

from activities.database import Transaction

_NEXT = text(
    "INSERT INTO serials (prefix, day, last) VALUES (:prefix, :day, 1) "
    "ON CONFLICT (prefix, day) DO UPDATE SET last = serials.last + 1 RETURNING last"
)


def following(books: Transaction, *, prefix: str, day: str) -> int:
    """The next number under `prefix` on `day`, counted from 1; taken back if the transaction fails."""
    return int(books.execute(_NEXT, {"prefix": prefix, "day": day}).scalar_one())
