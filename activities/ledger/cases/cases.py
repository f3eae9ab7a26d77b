"""Cases and their papers in the ledger."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import DateTime, Integer, insert, text

from activities.database import Transaction
from activities.errors import CaseMissing
from client.messages.cases.submission import Paper

from .tables import CaseRow, PaperRow

_FIND = text("SELECT fingerprint, reception, outcome FROM cases WHERE id = :id")
_REGISTER = insert(CaseRow)
_KEEP_PAPER = text(
    'INSERT INTO papers ("case", code, filename, media_type, sha256, content) '
    "VALUES (:case, :code, :filename, :media_type, :sha256, :content) "
    'ON CONFLICT ("case", code) DO UPDATE SET '
    "filename = :filename, media_type = :media_type, sha256 = :sha256, content = :content"
)
_MEND = text(
    "UPDATE cases SET acceptance_number = :acceptance_number, reception = :reception, outcome = :outcome "
    "WHERE id = :id"
)
_CLOSE = text("UPDATE cases SET outcome = :outcome WHERE id = :id AND outcome IS NULL")

_UNDER_WAY = text(
    "SELECT COUNT(*) AS cases, MAX(received_at) AS latest FROM cases "
    "WHERE applicant_key = :applicant_key AND one_matter = :one_matter AND outcome IS NULL AND id <> :but"
).columns(cases=Integer(), latest=DateTime(timezone=True))


class Known(NamedTuple):
    """A case that was received: the answer that was given, and how it ended, as JSON."""

    fingerprint: str
    reception: str
    outcome: str | None


def find(books: Transaction, case: UUID) -> Known | None:
    """The case as it was received, if it was."""
    row = books.execute(_FIND, {"id": str(case)}).one_or_none()
    return Known(*row) if row else None


def get(books: Transaction, case: UUID) -> Known:
    """A case that must be there.  Raises `CaseMissing`."""
    known = find(books, case)
    if known is None:
        raise CaseMissing(f"case {case} is not in the ledger; was it restored from an older backup?")
    return known


def register(books: Transaction, row: CaseRow) -> None:
    """Enter a case."""
    books.execute(_REGISTER, row.model_dump())


def mend(books: Transaction, row: CaseRow) -> None:
    """Enter the plan that a mended form has drawn, in place of the one before."""
    books.execute(_MEND, row.model_dump(include={"id", "acceptance_number", "reception", "outcome"}))


def keep(books: Transaction, case: UUID, papers: tuple[Paper, ...], *, sha256: Mapping[str, str]) -> None:
    """Keep the files of a case, with their digests by code; a mended one replaces the one before."""
    for paper in papers:
        kept = PaperRow(
            case=str(case),
            code=paper.code,
            filename=paper.filename,
            media_type=paper.media_type,
            sha256=sha256[paper.code],
            content=paper.content,
        )
        books.execute(_KEEP_PAPER, kept.model_dump())


def close(books: Transaction, case: UUID, outcome: str) -> None:
    """Enter how a case ended; a repeat changes nothing.  Raises `CaseMissing`."""
    closed = books.execute(_CLOSE, {"id": str(case), "outcome": outcome})
    if not closed.rowcount:
        get(books, case)


def under_way(
    books: Transaction, *, applicant_key: str, one_matter: str, but: str
) -> tuple[int, datetime | None]:
    """How many cases of an applicant are not closed, and when the latest came in; not counted is `but`."""
    asked = {"applicant_key": applicant_key, "one_matter": one_matter, "but": but}
    row = books.execute(_UNDER_WAY, asked).one()
    return row.cases, row.latest
