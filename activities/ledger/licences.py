"""The e-licence library's table."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import String, bindparam, insert, text

from .ledger import Transaction
from .tables import LicenceRow

_ISSUED = text("SELECT code, holder, name, identifier FROM licences WHERE issue_key = :issue_key")
_ENTER = insert(LicenceRow)
_IN_FORCE = text(
    "SELECT code, holder, name, identifier FROM licences "
    "WHERE holder IN :holders AND code IN :codes AND revoked_because IS NULL ORDER BY issued_at"
).bindparams(
    bindparam("holders", type_=String, expanding=True),
    bindparam("codes", type_=String, expanding=True),
)
"""The types matter to PostgreSQL where a case needs no licence, so that the lists are empty."""

_REVOKE = text("UPDATE licences SET revoked_because = :because WHERE issue_key = :issue_key")


class Filed(NamedTuple):
    """A licence on file."""

    code: str
    holder: str
    name: str
    identifier: str


def issued(books: Transaction, issue_key: str) -> Filed | None:
    """The licence that an item gave, revoked or not."""
    row = books.execute(_ISSUED, {"issue_key": issue_key}).one_or_none()
    return Filed(*row) if row else None


def enter(books: Transaction, row: LicenceRow) -> None:
    """File a new licence."""
    books.execute(_ENTER, row.model_dump())


def in_force(books: Transaction, *, codes: Iterable[str], holders: Iterable[str]) -> list[Filed]:
    """Licences of these kinds that these holders have and nobody revoked, the oldest first."""
    rows = books.execute(_IN_FORCE, {"codes": sorted(codes), "holders": sorted(holders)})
    return [Filed(*row) for row in rows]


def revoke(books: Transaction, *, issue_key: str, because: str) -> None:
    """Take the licence that an item gave out of force, if it gave one; it stays on file."""
    books.execute(_REVOKE, {"issue_key": issue_key, "because": because})
