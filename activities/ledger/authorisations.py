"""By whom applicants, and departments that pay unasked, are authorised."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, bindparam, text

from .ledger import Transaction

_RECORD = text(
    "INSERT INTO authorisations (grantee, one_matter, grantor, until, recorded_at) "
    "VALUES (:grantee, :one_matter, :grantor, :until, :recorded_at) "
    "ON CONFLICT (grantee, one_matter, grantor) DO UPDATE SET until = :until, recorded_at = :recorded_at"
).bindparams(bindparam("until", type_=Date), bindparam("recorded_at", type_=DateTime(timezone=True)))
_END = text(
    "UPDATE authorisations SET until = :until "
    "WHERE grantee = :grantee AND one_matter = :one_matter AND grantor = :grantor AND until > :until"
).bindparams(bindparam("until", type_=Date))
_GRANTORS = text(
    "SELECT grantor FROM authorisations "
    "WHERE grantee = :grantee AND one_matter = :one_matter AND until >= :on ORDER BY grantor"
).bindparams(bindparam("on", type_=Date))


def record(
    books: Transaction, *, grantor: str, grantee: str, one_matter: str, until: date, recorded_at: datetime
) -> None:
    """Enter an authorisation, in place of an earlier one of the same people for the same one-matter."""
    row = {
        "grantor": grantor,
        "grantee": grantee,
        "one_matter": one_matter,
        "until": until,
        "recorded_at": recorded_at,
    }
    books.execute(_RECORD, row)


def end(books: Transaction, *, grantor: str, grantee: str, one_matter: str, until: date) -> None:
    """Let an authorisation, if there is one, end on this day at the latest."""
    row = {"grantor": grantor, "grantee": grantee, "one_matter": one_matter, "until": until}
    books.execute(_END, row)


def grantors(books: Transaction, *, grantee: str, one_matter: str, on: date) -> tuple[str, ...]:
    """Whose authorisation is in force on a day."""
    return tuple(books.execute(_GRANTORS, {"grantee": grantee, "one_matter": one_matter, "on": on}).scalars())
