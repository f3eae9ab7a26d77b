"""The e-licence library's table."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Index, and_, bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from activities.database import Encrypted, Timestamp, Transaction, insert_new, table_of
from activities.database.encryption import (
    all_encrypted,
    case_owner,
    decrypted,
    encrypted,
    person_owner,
    seal,
    seals,
)

from .district import DistrictTable


class LicenceRow(DistrictTable, table=True):
    """An e-licence; `elements` are what its face says, as JSON. Its `holder` is a seal of the `number`.

    `issue_key` is the item that gave it: one item gives one licence, however often asked, and another only
    when that is revoked.
    """

    __tablename__ = "licences"
    __table_args__ = (Index("licences_of_holder", "holder", "code"),)

    identifier: str = Field(primary_key=True)
    code: str
    name: str
    holder: str = ""
    number: str = Field(sa_type=Encrypted)
    issue_key: str
    issued_at: datetime = Field(sa_type=Timestamp)
    valid_until: date | None = None
    revoked_because: str | None = Field(default=None, sa_type=Encrypted)
    suspended_because: str | None = Field(default=None, sa_type=Encrypted)
    elements: str | None = Field(default=None, sa_type=Encrypted)


class CoHolderRow(DistrictTable, table=True):
    """Who holds a licence together with its `holder`, each as a seal."""

    __tablename__ = "licence_co_holders"

    identifier: str = Field(primary_key=True)
    holder: str = Field(primary_key=True, index=True)


class LicenceSerialRow(DistrictTable, table=True):
    """The last serial number that an issuer has given to a kind of licence in a year."""

    __tablename__ = "licence_serials"

    series: str = Field(primary_key=True)
    year: str = Field(primary_key=True)
    last: int


class Face(NamedTuple):
    """All that is on file of a licence, by the `number` of its holder; `elements` as JSON."""

    code: str
    number: str
    identifier: str
    elements: str | None
    valid_until: date | None
    issued_at: datetime
    revoked_because: str | None
    suspended_because: str | None


class LicenceEntry(NamedTuple):
    """A licence to be filed; `elements` as JSON, if its face says anything."""

    identifier: str
    code: str
    name: str
    number: str
    issue_key: str
    issued_at: datetime
    valid_until: date | None = None
    elements: str | None = None
    revoked_because: str | None = None
    suspended_because: str | None = None


class FiledLicence(NamedTuple):
    """A licence on file."""

    code: str
    number: str
    name: str
    identifier: str


_LICENCES: Final = table_of(LicenceRow)
_CO_HOLDERS: Final = table_of(CoHolderRow)
_SERIALS: Final = table_of(LicenceSerialRow)
_VALID: Final = _LICENCES.c.revoked_because.is_(None)
Index("licences_given", _LICENCES.c.issue_key, unique=True, sqlite_where=_VALID, postgresql_where=_VALID)
_GIVEN_BY: Final = and_(_LICENCES.c.issue_key == bindparam("item"), _VALID)
_FACE: Final = select(*(_LICENCES.c[name] for name in Face._fields))

_ISSUED: Final = select(*(_LICENCES.c[name] for name in FiledLicence._fields)).where(_GIVEN_BY)
_ENTER: Final = insert(_LICENCES)
_HOLD: Final = insert(_CO_HOLDERS)
_NEXT: Final = (
    insert(_SERIALS)
    .on_conflict_do_update(
        index_elements=_SERIALS.primary_key.columns, set_={_SERIALS.c.last: _SERIALS.c.last + 1}
    )
    .returning(_SERIALS.c.last)
)
_TAKE_OVER: Final = insert_new(_LICENCES)
_IS_HOLDER: Final = or_(
    _LICENCES.c.holder.in_(bindparam("holders", expanding=True)),
    _LICENCES.c.identifier.in_(
        select(_CO_HOLDERS.c.identifier).where(_CO_HOLDERS.c.holder.in_(bindparam("holders", expanding=True)))
    ),
)
_HELD: Final = (  # those in force first; of several the latest whose face says something
    _FACE.where(_LICENCES.c.code == bindparam("code"), _IS_HOLDER).order_by(
        _VALID.desc(),
        _LICENCES.c.suspended_because.is_(None).desc(),
        or_(_LICENCES.c.valid_until.is_(None), _LICENCES.c.valid_until >= bindparam("on")).desc(),
        _LICENCES.c.elements.is_not(None).desc(),
        _LICENCES.c.issued_at.desc(),
    )
)
_NUMBERED: Final = _FACE.where(_LICENCES.c.identifier == bindparam("identifier"))
_CHANGE: Final = update(_LICENCES).where(_GIVEN_BY)

_GIVEN: Final = select(_LICENCES.c.identifier, _LICENCES.c.issue_key)


def following(books: Transaction, *, series: str, year: str) -> int:
    """The next number of a series in a year, counted from 1; taken back if the transaction fails."""
    return int(books.execute(_NEXT, {"series": series, "year": year, "last": 1}).scalar_one())


def issued(books: Transaction, issue_key: str) -> FiledLicence | None:
    """The licence that an item gave, unless that is revoked."""
    found = decrypted(books, _ISSUED, {"item": issue_key})
    return FiledLicence(**found[0]) if found else None


def enter(books: Transaction, new: LicenceEntry, *, co_holders: Iterable[str] = ()) -> None:
    """File a new licence; its holders are given by their numbers."""
    books.execute(_ENTER, _rows(books, [new]))
    for number in co_holders:
        books.execute(_HOLD, {"identifier": new.identifier, "holder": seal(books, number)})


def take_over(books: Transaction, old: Sequence[LicenceEntry]) -> None:
    """File licences that were held before; a repeat changes nothing."""
    books.execute(_TAKE_OVER, _rows(books, old))


def held(books: Transaction, *, code: str, holder: str, on: date) -> tuple[Face, ...]:
    """The licences of this kind that somebody has; those in force on a day come first."""
    found = decrypted(books, _HELD, {"code": code, "holders": seals(books, holder), "on": on})
    return tuple(Face(**row) for row in found)


def numbered(books: Transaction, identifier: str) -> Face | None:
    """The licence with this identifier."""
    found = decrypted(books, _NUMBERED, {"identifier": identifier})
    return Face(**found[0]) if found else None


def given(books: Transaction) -> dict[str, str]:
    """All that there are: by their identifiers, the items that gave them."""
    return {row.identifier: row.issue_key for row in books.execute(_GIVEN)}


def suspend(books: Transaction, *, issue_key: str, because: str) -> None:
    """Let a licence rest; it stays on file, and its holder may not use it."""
    _change(books, issue_key, {"suspended_because": because})


def revoke(books: Transaction, *, issue_key: str, because: str) -> None:
    """Take the licence that an item gave out of force, if it gave one; it stays on file."""
    _change(books, issue_key, {"revoked_because": because})


def _change(books: Transaction, issue_key: str, because: dict[str, str]) -> None:
    books.execute(
        _CHANGE, {"item": issue_key, **encrypted(books, _LICENCES, because, owner=case_owner(issue_key))}
    )


def _rows(books: Transaction, given: Iterable[LicenceEntry]) -> list[dict[str, Any]]:
    """As they stand in the table: a seal in the place of the holder's number, which is his to read."""
    return all_encrypted(
        books,
        _LICENCES,
        [
            (
                person_owner(books, one.number),
                {**one._asdict(), "holder": seal(books, one.number)},
            )
            for one in given
        ],
    )
