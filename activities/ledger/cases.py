"""Cases and their papers in the ledger."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import DateTime, Integer, insert, text

from activities.errors import CaseMissing
from client.submission import Paper

from .ledger import Transaction
from .tables import CaseRow, PaperRow

_FIND = text("SELECT fingerprint, reception, outcome FROM cases WHERE id = :id")
_REGISTER = insert(CaseRow)
_KEEP_PAPER = insert(PaperRow)
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


def register(
    books: Transaction, row: CaseRow, papers: tuple[Paper, ...], *, sha256: Mapping[str, str]
) -> None:
    """Enter a case and the files that came with it, with their digests by code."""
    books.execute(_REGISTER, row.model_dump())
    for paper in papers:
        kept = PaperRow(
            case=row.id,
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
    if not closed.rowcount and not find(books, case):
        raise CaseMissing(f"case {case} is not in the ledger; was it restored from an older backup?")


def under_way(
    books: Transaction, *, applicant_key: str, one_matter: str, but: str
) -> tuple[int, datetime | None]:
    """How many cases of an applicant are not closed, and when the latest came in; not counted is `but`."""
    asked = {"applicant_key": applicant_key, "one_matter": one_matter, "but": but}
    row = books.execute(_UNDER_WAY, asked).one()
    return row.cases, row.latest
