"""By whom applicants, and departments that pay unasked, are authorised, and what was promised with it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import product
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import Field

from activities.database import Encrypted, Timestamp, Transaction, insert_or_replace, table_of
from activities.database.encryption import all_encrypted, decrypted, encrypted, person_owner, seal, seals
from activities.ledger.ledger import LedgerTable


class AuthorisationRow(LedgerTable, table=True):
    """Whose data may be used for which one-matter, or policy, until which day inclusive.

    The grantee is an applicant, or the department of the policy; both stand here as seals.
    """

    __tablename__ = "authorisations"

    grantee: str = Field(primary_key=True)
    one_matter: str = Field(primary_key=True)
    grantor: str = Field(primary_key=True, index=True)
    number: str = Field(sa_type=Encrypted)
    until: date
    recorded_at: datetime = Field(sa_type=Timestamp)


class CommitmentRow(LedgerTable, table=True):
    """What was promised when a grant was confirmed (告知承诺): of which edition, the SHA-256 of its text."""

    __tablename__ = "commitments"

    reference: str = Field(primary_key=True)
    grantor: str = Field(sa_type=Encrypted)
    edition: str
    sha256: str
    given_at: datetime = Field(sa_type=Timestamp)


class Commitment(NamedTuple):
    """Who promised the text of which edition, its SHA-256, and when."""

    grantor: str
    edition: str
    sha256: str
    given_at: datetime


class AuthorisationGiven(NamedTuple):
    """Who lets whom use his data, for which one-matter or policy, until when; and since when it is known."""

    grantor: str
    grantee: str
    one_matter: str
    until: date
    recorded_at: datetime


_GIVEN: Final = table_of(AuthorisationRow)
_PROMISED: Final = table_of(CommitmentRow)

_RECORD: Final = insert_or_replace(_GIVEN)
_THIS: Final = (
    _GIVEN.c.grantee.in_(bindparam("of_grantee", expanding=True)),
    _GIVEN.c.one_matter == bindparam("for_one_matter"),
    _GIVEN.c.grantor.in_(bindparam("by_grantor", expanding=True)),
)
_FORGET: Final = delete(_GIVEN).where(
    _GIVEN.c.grantee == bindparam("of_grantee"),
    _GIVEN.c.one_matter == bindparam("for_one_matter"),
    _GIVEN.c.grantor == bindparam("by_grantor"),
)
_FORGET_GIVEN: Final = delete(_GIVEN).where(_GIVEN.c.grantor.in_(bindparam("persons", expanding=True)))
_FORGET_HAD: Final = delete(_GIVEN).where(_GIVEN.c.grantee.in_(bindparam("persons", expanding=True)))
_END: Final = update(_GIVEN).where(*_THIS, _GIVEN.c.until > bindparam("after"))
_GRANTORS: Final = select(_GIVEN.c.number).where(
    _GIVEN.c.grantee.in_(bindparam("grantees", expanding=True)),
    _GIVEN.c.one_matter == bindparam("one_matter"),
    _GIVEN.c.until >= bindparam("on"),
)
_COMMIT: Final = insert_or_replace(_PROMISED)
_COMMITMENT: Final = select(*(_PROMISED.c[name] for name in Commitment._fields)).where(
    _PROMISED.c.reference == bindparam("reference")
)


def record(
    books: Transaction, *, grantor: str, grantee: str, one_matter: str, until: date, recorded_at: datetime
) -> None:
    """Enter an authorisation, in place of an earlier one of the same people for the same one-matter."""
    given = AuthorisationGiven(grantor, grantee, one_matter, until, recorded_at)
    record_all(books, [given])


def record_all(books: Transaction, given: Sequence[AuthorisationGiven]) -> None:
    """Likewise, several at once, or none."""
    if not given:
        return
    owned = [(person_owner(books, one.grantor), _row(books, one)) for one in given]
    books.execute(_FORGET, [this for one in given for this in _each(books, one)])
    books.execute(_RECORD, all_encrypted(books, _GIVEN, owned))


def _row(books: Transaction, given: AuthorisationGiven) -> dict[str, Any]:
    return {
        "grantor": seal(books, given.grantor),
        "grantee": seal(books, given.grantee),
        "number": given.grantor,
        "one_matter": given.one_matter,
        "until": given.until,
        "recorded_at": given.recorded_at,
    }


def _each(books: Transaction, given: AuthorisationGiven) -> Iterator[dict[str, object]]:
    """An authorisation, under each of the sealing keys by which it may have been recorded."""
    for grantee, grantor in product(seals(books, given.grantee), seals(books, given.grantor)):
        yield {"of_grantee": grantee, "for_one_matter": given.one_matter, "by_grantor": grantor}


def end(books: Transaction, *, grantor: str, grantee: str, one_matter: str, until: date) -> None:
    """Let an authorisation, if there is one, end on this day at the latest."""
    this = _this(books, grantor, grantee, one_matter)
    books.execute(_END, {**this, "after": until, "until": until})


def forget(books: Transaction, person: str) -> None:
    """Nobody is authorised by somebody any more, and he by nobody."""
    known_as = {"persons": seals(books, person)}
    books.execute(_FORGET_GIVEN, known_as)
    books.execute(_FORGET_HAD, known_as)


def grantors(books: Transaction, *, grantee: str, one_matter: str, on: date) -> tuple[str, ...]:
    """Whose authorisation is in force on a day."""
    asked = {"grantees": seals(books, grantee), "one_matter": one_matter, "on": on}
    return tuple(sorted(row["number"] for row in decrypted(books, _GRANTORS, asked)))


def commit(books: Transaction, reference: str, given: Commitment) -> None:
    """Enter what was promised for a grant; who confirms it anew promises anew."""
    row, owner = {"reference": reference, **given._asdict()}, person_owner(books, given.grantor)
    books.execute(_COMMIT, encrypted(books, _PROMISED, row, owner=owner))


def commitment(books: Transaction, reference: str) -> Commitment | None:
    """What was promised for a grant, if anything was."""
    found = decrypted(books, _COMMITMENT, {"reference": reference})
    return Commitment(**found[0]) if found else None


def _this(books: Transaction, grantor: str, grantee: str, one_matter: str) -> dict[str, object]:
    """An authorisation, under whichever sealing keys it was recorded."""
    return {
        "of_grantee": seals(books, grantee),
        "for_one_matter": one_matter,
        "by_grantor": seals(books, grantor),
    }
