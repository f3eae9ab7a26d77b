"""By whom applicants, and departments that pay unasked, are authorised, and what was promised with it."""

from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_or_replace, table_of
from activities.ledger.ledger import LedgerTable


class AuthorisationRow(LedgerTable, table=True):
    """Whose data may be used for which one-matter, or policy, until which day inclusive.

    The grantee is an applicant, or the department of the policy.
    """

    __tablename__ = "authorisations"

    grantee: str = Field(primary_key=True)
    one_matter: str = Field(primary_key=True)
    grantor: str = Field(primary_key=True)
    until: date
    recorded_at: datetime = Field(sa_type=Timestamp)


class CommitmentRow(LedgerTable, table=True):
    """What was promised when a grant was confirmed (告知承诺): of which edition, the SHA-256 of its text."""

    __tablename__ = "commitments"

    reference: str = Field(primary_key=True)
    grantor: str
    edition: str
    sha256: str
    given_at: datetime = Field(sa_type=Timestamp)


class Commitment(NamedTuple):
    """Who promised the text of which edition, its SHA-256, and when."""

    grantor: str
    edition: str
    sha256: str
    given_at: datetime


_GIVEN: Final = table_of(AuthorisationRow)
_PROMISED: Final = table_of(CommitmentRow)

_RECORD: Final = insert_or_replace(_GIVEN)
_END: Final = update(_GIVEN).where(
    _GIVEN.c.grantee == bindparam("of_grantee"),
    _GIVEN.c.one_matter == bindparam("for_one_matter"),
    _GIVEN.c.grantor == bindparam("by_grantor"),
    _GIVEN.c.until > bindparam("after"),
)
_GRANTORS: Final = (
    select(_GIVEN.c.grantor)
    .where(
        _GIVEN.c.grantee == bindparam("grantee"),
        _GIVEN.c.one_matter == bindparam("one_matter"),
        _GIVEN.c.until >= bindparam("on"),
    )
    .order_by(_GIVEN.c.grantor)
)
_COMMIT: Final = insert_or_replace(_PROMISED)
_COMMITMENT: Final = select(*(_PROMISED.c[name] for name in Commitment._fields)).where(
    _PROMISED.c.reference == bindparam("reference")
)


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
    this = {"of_grantee": grantee, "for_one_matter": one_matter, "by_grantor": grantor}
    books.execute(_END, {**this, "after": until, "until": until})


def grantors(books: Transaction, *, grantee: str, one_matter: str, on: date) -> tuple[str, ...]:
    """Whose authorisation is in force on a day."""
    return tuple(books.execute(_GRANTORS, {"grantee": grantee, "one_matter": one_matter, "on": on}).scalars())


def commit(books: Transaction, reference: str, given: Commitment) -> None:
    """Enter what was promised for a grant; who confirms it anew promises anew."""
    books.execute(_COMMIT, {"reference": reference, **given._asdict()})


def commitment(books: Transaction, reference: str) -> Commitment | None:
    """What was promised for a grant, if anything was."""
    row = books.execute(_COMMITMENT, {"reference": reference}).one_or_none()
    return Commitment(*row) if row else None
