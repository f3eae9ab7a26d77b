"""Which answers were prefilled for an applicant, so that a change by hand can be told from none."""

from datetime import datetime

from sqlalchemy import DateTime, bindparam, text

from activities.database import Transaction

_KEEP = text(
    "INSERT INTO prefills (applicant_key, one_matter, field, seal, source, prefilled_at) "
    "VALUES (:applicant_key, :one_matter, :field, :seal, :source, :prefilled_at) "
    "ON CONFLICT (applicant_key, one_matter, field) "
    "DO UPDATE SET seal = :seal, source = :source, prefilled_at = :prefilled_at"
).bindparams(bindparam("prefilled_at", type_=DateTime(timezone=True)))
_SEALS = text(
    "SELECT field, seal FROM prefills WHERE applicant_key = :applicant_key AND one_matter = :one_matter"
)


def keep(
    books: Transaction,
    *,
    applicant_key: str,
    one_matter: str,
    field: str,
    seal: str,
    source: str,
    at: datetime,
) -> None:
    """Enter what was prefilled last."""
    row = {"applicant_key": applicant_key, "one_matter": one_matter, "field": field, "seal": seal}
    books.execute(_KEEP, {**row, "source": source, "prefilled_at": at})


def seals(books: Transaction, *, applicant_key: str, one_matter: str) -> dict[str, str]:
    """The seals of all answers that were prefilled, by field."""
    rows = books.execute(_SEALS, {"applicant_key": applicant_key, "one_matter": one_matter})
    return {row.field: row.seal for row in rows}
