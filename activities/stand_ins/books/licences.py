"""The e-licence library's table."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Date, DateTime, bindparam, insert, text

from activities.database import Transaction

from .tables import LicenceRow

_ISSUED = text("SELECT code, holder, name, identifier FROM licences WHERE issue_key = :issue_key")
_ENTER = insert(LicenceRow)
_NEXT = text(
    "INSERT INTO licence_serials (series, year, last) VALUES (:series, :year, 1) "
    "ON CONFLICT (series, year) DO UPDATE SET last = licence_serials.last + 1 RETURNING last"
)
_TAKE_OVER = text(
    "INSERT INTO licences (identifier, code, name, holder, issue_key, issued_at, valid_until, elements) "
    "VALUES (:identifier, :code, :name, :holder, :issue_key, :issued_at, :valid_until, :elements) "
    "ON CONFLICT DO NOTHING"
).bindparams(bindparam("issued_at", type_=DateTime(timezone=True)), bindparam("valid_until", type_=Date))
_FACE = (
    "SELECT code, holder, identifier, elements, valid_until, issued_at, revoked_because, suspended_because "
    "FROM licences WHERE "
)
_HELD = text(  # the one in force, if there is any; of several the latest whose face says something
    _FACE + "code = :code AND holder = :holder "
    "ORDER BY revoked_because IS NULL DESC, suspended_because IS NULL DESC, "
    "elements <> '{}' DESC, issued_at DESC LIMIT 1"
).columns(valid_until=Date(), issued_at=DateTime(timezone=True))
_NUMBERED = text(_FACE + "identifier = :identifier").columns(
    valid_until=Date(), issued_at=DateTime(timezone=True)
)
_SUSPEND = text("UPDATE licences SET suspended_because = :because WHERE issue_key = :issue_key")
_REVOKE = text("UPDATE licences SET revoked_because = :because WHERE issue_key = :issue_key")


class Face(NamedTuple):
    """All that is on file of a licence; `elements` as JSON."""

    code: str
    holder: str
    identifier: str
    elements: str
    valid_until: date | None
    issued_at: datetime
    revoked_because: str | None
    suspended_because: str | None


class Old(NamedTuple):
    """A licence that was held before there was a ledger; `elements` as JSON."""

    identifier: str
    code: str
    name: str
    holder: str
    issue_key: str
    issued_at: datetime
    valid_until: date | None
    elements: str


class FiledLicence(NamedTuple):
    """A licence on file."""

    code: str
    holder: str
    name: str
    identifier: str


def following(books: Transaction, *, series: str, year: str) -> int:
    """The next number of a series in a year, counted from 1; taken back if the transaction fails."""
    return int(books.execute(_NEXT, {"series": series, "year": year}).scalar_one())


def issued(books: Transaction, issue_key: str) -> FiledLicence | None:
    """The licence that an item gave, revoked or not."""
    row = books.execute(_ISSUED, {"issue_key": issue_key}).one_or_none()
    return FiledLicence(*row) if row else None


def enter(books: Transaction, row: LicenceRow) -> None:
    """File a new licence."""
    books.execute(_ENTER, row.model_dump())


def take_over(books: Transaction, old: Sequence[Old]) -> None:
    """File licences that were held before; a repeat changes nothing."""
    books.execute(_TAKE_OVER, [one._asdict() for one in old])


def held(books: Transaction, *, code: str, holder: str) -> Face | None:
    """The licence of this kind that somebody has, in force or not."""
    row = books.execute(_HELD, {"code": code, "holder": holder}).one_or_none()
    return Face(*row) if row else None


def numbered(books: Transaction, identifier: str) -> Face | None:
    """The licence with this identifier."""
    row = books.execute(_NUMBERED, {"identifier": identifier}).one_or_none()
    return Face(*row) if row else None


def suspend(books: Transaction, *, issue_key: str, because: str) -> None:
    """Let a licence rest; it stays on file, and its holder may not use it."""
    books.execute(_SUSPEND, {"issue_key": issue_key, "because": because})


def revoke(books: Transaction, *, issue_key: str, because: str) -> None:
    """Take the licence that an item gave out of force, if it gave one; it stays on file."""
    books.execute(_REVOKE, {"issue_key": issue_key, "because": because})
