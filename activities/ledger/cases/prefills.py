"""Which answers were prefilled for an applicant, so that a change by hand can be told from none."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, delete, select
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_or_replace, table_of
from activities.database.encryption import seal, seals
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
    """An answer as it was prefilled to an applicant."""

    applicant: str
    one_matter: str
    field: str
    value: object
    source: str
    prefilled_at: datetime


_PREFILLS: Final = table_of(PrefillRow)

_KEEP: Final = insert_or_replace(_PREFILLS)
_FORGET: Final = delete(_PREFILLS).where(
    _PREFILLS.c.applicant_key.in_(bindparam("applicant_keys", expanding=True))
)
_SEALS: Final = (
    select(_PREFILLS.c.field, _PREFILLS.c.seal)
    .where(
        _PREFILLS.c.applicant_key.in_(bindparam("applicant_keys", expanding=True)),
        _PREFILLS.c.one_matter == bindparam("one_matter"),
    )
    .order_by(_PREFILLS.c.prefilled_at)
)


def keep(books: Transaction, prefilled: Sequence[PrefillEntry]) -> None:
    """Enter what was prefilled last: nothing of it but seals."""
    books.execute(_KEEP, [_row(books, entry) for entry in prefilled])


def changed(
    books: Transaction, *, applicant: str, one_matter: str, answers: Mapping[str, object]
) -> tuple[str, ...]:
    """The fields of which another answer was prefilled; of those that are not answered, none."""
    asked = {"applicant_keys": seals(books, applicant), "one_matter": one_matter}
    kept = dict(books.execute(_SEALS, asked).all())
    return tuple(
        field
        for field, known in kept.items()
        if field in answers
        and known not in seals(books, _answer(one_matter, applicant, field, answers[field]))
    )


def forget(books: Transaction, applicant: str) -> None:
    """Nothing was prefilled for somebody."""
    books.execute(_FORGET, {"applicant_keys": seals(books, applicant)})


def _row(books: Transaction, entry: PrefillEntry) -> dict[str, object]:
    answer = _answer(entry.one_matter, entry.applicant, entry.field, entry.value)
    return {
        "applicant_key": seal(books, entry.applicant),
        "one_matter": entry.one_matter,
        "field": entry.field,
        "seal": seal(books, answer),
        "source": entry.source,
        "prefilled_at": entry.prefilled_at,
    }


def _answer(one_matter: str, applicant: str, field: str, value: object) -> str:
    """A text by whose seal an answer is known again, and which tells nothing of any other."""
    return f"{one_matter}/{applicant}/{field}/{value}"
