"""Serial numbers, without gaps that a crash could tear into two cases with one number."""

from sqlalchemy import text
from sqlmodel import Session

_NEXT = text(
    "INSERT INTO serials (prefix, day, last) VALUES (:prefix, :day, 1) "
    "ON CONFLICT (prefix, day) DO UPDATE SET last = serials.last + 1 RETURNING last"
)


def following(session: Session, *, prefix: str, day: str) -> int:
    """The next number under `prefix` on `day`, counted from 1; taken back if the transaction fails."""
    row = session.connection().execute(_NEXT, {"prefix": prefix, "day": day})
    return int(row.scalar_one())
