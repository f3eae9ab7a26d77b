"""Which answers were prefilled for an applicant, so that a change by hand can be told from none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_or_replace, table_of
from activities.ledger.ledger import LedgerTable


class PrefillRow(LedgerTable, table=True):
    """An answer that was prefilled for an applicant: its seal, never the answer itself."""

    __tablename__ = "prefills"

    applicant_key: str = Field(primary_key=True)
    one_matter: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    seal: str
    source: str
    prefilled_at: datetime = Field(sa_type=Timestamp)


class PrefillEntry(NamedTuple):
    """An answer as it was prefilled; nothing of it but its seal."""

    applicant_key: str
    one_matter: str
    field: str
    seal: str
    source: str
    prefilled_at: datetime


_PREFILLS: Final = table_of(PrefillRow)

_KEEP: Final = insert_or_replace(_PREFILLS)
_SEALS: Final = select(_PREFILLS.c.field, _PREFILLS.c.seal).where(
    _PREFILLS.c.applicant_key == bindparam("applicant_key"),
    _PREFILLS.c.one_matter == bindparam("one_matter"),
)


def keep(books: Transaction, prefilled: Sequence[PrefillEntry]) -> None:
    """Enter what was prefilled last."""
    books.execute(_KEEP, [entry._asdict() for entry in prefilled])


def seals(books: Transaction, *, applicant_key: str, one_matter: str) -> dict[str, str]:
    """The seals of all answers that were prefilled, by field."""
    asked = {"applicant_key": applicant_key, "one_matter": one_matter}
    return dict(books.execute(_SEALS, asked).all())
