"""Cases and their papers in the ledger."""

import hashlib
from uuid import UUID

from sqlmodel import Session

from client.submission import Paper

from .tables import CaseRow, PaperRow


def find(session: Session, case: UUID) -> CaseRow | None:
    """The case as it was received, if it was."""
    return session.get(CaseRow, str(case))


def register(session: Session, row: CaseRow, papers: tuple[Paper, ...]) -> None:
    """Enter a case and the files that came with it."""
    session.add(row)
    for paper in papers:
        session.add(
            PaperRow(
                case=row.id,
                code=paper.code,
                filename=paper.filename,
                media_type=paper.media_type,
                sha256=sha256(paper),
                content=paper.content,
            )
        )


def close(session: Session, case: UUID, outcome: str) -> None:
    """Enter how a case ended; a repeat changes nothing."""
    row = session.get_one(CaseRow, str(case))
    row.outcome = row.outcome or outcome
    session.add(row)


def sha256(paper: Paper) -> str:
    """By which a department knows that it has the very file that was sent."""
    return hashlib.sha256(paper.content).hexdigest()
