"""By whom applicants, and departments that pay unasked, are authorised, and what was promised with it."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import Date, DateTime, bindparam, text

from activities.database import Transaction

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
_COMMIT = text(
    "INSERT INTO commitments (reference, grantor, edition, sha256, given_at) "
    "VALUES (:reference, :grantor, :edition, :sha256, :given_at) "
    "ON CONFLICT (reference) DO UPDATE SET grantor = :grantor, edition = :edition, sha256 = :sha256, "
    "given_at = :given_at"
).bindparams(bindparam("given_at", type_=DateTime(timezone=True)))
_COMMITMENT = text(
    "SELECT grantor, edition, sha256, given_at FROM commitments WHERE reference = :reference"
).columns(given_at=DateTime(timezone=True))


class Commitment(NamedTuple):
    """Who promised the text of which edition, its SHA-256, and when."""

    grantor: str
    edition: str
    sha256: str
    given_at: datetime


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


def commit(books: Transaction, reference: str, given: Commitment) -> None:
    """Enter what was promised for a grant; who confirms it anew promises anew."""
    books.execute(_COMMIT, {"reference": reference, **given._asdict()})


def commitment(books: Transaction, reference: str) -> Commitment | None:
    """What was promised for a grant, if anything was."""
    row = books.execute(_COMMITMENT, {"reference": reference}).first()
    if row is None:
        return None
    given_at = row.given_at.replace(tzinfo=row.given_at.tzinfo or UTC)  # SQLite forgets the zone
    return Commitment(row.grantor, row.edition, row.sha256, given_at)
