"""Cases, their papers, and the facts they rest on, in the ledger."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple, Protocol
from uuid import UUID

from pydantic_core import to_json
from sqlalchemy import Index, bindparam, delete, func, insert, select, update
from sqlmodel import Field

from activities.database import Encrypted, Timestamp, Transaction, insert_new, insert_or_replace, table_of
from activities.database.encryption import case_owner, decrypted, encrypted, seals
from activities.errors import CaseMissing
from activities.ledger.documents import documents
from activities.ledger.ledger import LedgerTable
from client.messages.cases.submission import Paper, Submission
from client.messages.documents.document import Document

Said = Mapping[tuple[str, str], Mapping[str, Any] | None]
"""By register and key; None where there was no entry."""


class CaseRow(LedgerTable, table=True):
    """A case that came in. `reception` is the answer given, so that a repeat gets the same one."""

    __tablename__ = "cases"

    id: str = Field(primary_key=True)
    fingerprint: str
    one_matter: str
    edition: str
    applicant_key: str
    acceptance_number: str | None = Field(default=None, unique=True)
    received_at: datetime = Field(sa_type=Timestamp)
    reception: str = Field(sa_type=Encrypted)
    outcome: str | None = Field(default=None, sa_type=Encrypted)


class PaperRow(LedgerTable, table=True):
    """A file that came with a case, kept once however many departments need it.

    Of one that was uploaded, `document` says where it is, and has the key to it: the JSON of that.
    """

    __tablename__ = "papers"

    case: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    filename: str = Field(sa_type=Encrypted)
    media_type: str
    sha256: str
    content: bytes = Field(sa_type=Encrypted)
    document: str | None = Field(default=None, sa_type=Encrypted)


class SubmissionRow(LedgerTable, table=True):
    """What was filed, while the case is open or if it was turned away: the signed bytes, and the signature.

    The server has them, too. They are kept beside it so that a case that it loses may begin again.
    """

    __tablename__ = "submissions"

    case: str = Field(primary_key=True)
    word: str
    raw: bytes = Field(sa_type=Encrypted)


class CaseFactsRow(LedgerTable, table=True):
    """What registers said when a case was last reviewed: a JSON list of register, key and entry."""

    __tablename__ = "case_facts"

    case: str = Field(primary_key=True)
    said: str = Field(sa_type=Encrypted)


class Signature(Protocol):
    """A signed word, and the digest of the bytes that it is over."""

    @property
    def word(self) -> str: ...

    @property
    def digest(self) -> str: ...


class SignedSubmission(NamedTuple):
    """As it came; what the engine files itself has no `word`."""

    word: str
    raw: bytes


class KnownFacts(NamedTuple):
    """When a case came in, and what registers said; nothing of cases from before 2026-12."""

    received_at: datetime
    said: Said


class Known(NamedTuple):
    """A case that was received: the answer that was given, and how it ended, as JSON."""

    fingerprint: str
    reception: str
    outcome: str | None


class CaseOf(NamedTuple):
    """A case of somebody, and whether it is under way."""

    id: str
    is_open: bool


CASES: Final = table_of(CaseRow)
_OPEN: Final = CASES.c.outcome.is_(None)
Index(
    "cases_under_way",
    CASES.c.applicant_key,
    CASES.c.one_matter,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
Index("cases_of_applicant", CASES.c.applicant_key)
_THIS: Final = CASES.c.id == bindparam("case")

_FIND: Final = select(*(CASES.c[name] for name in Known._fields)).where(_THIS)
_IS_THERE: Final = select(CASES.c.id).where(_THIS)
_REGISTER: Final = insert(CASES)
_MEND: Final = update(CASES).where(_THIS)
_CLOSE: Final = update(CASES).where(_THIS, _OPEN)
_PAPERS: Final = table_of(PaperRow)
_KEEP_PAPER: Final = insert_or_replace(_PAPERS)
_PAPER: Final = select(*(_PAPERS.c[name] for name in Paper.model_fields)).where(
    _PAPERS.c.case == bindparam("case"), _PAPERS.c.code == bindparam("code")
)
_SUBMISSIONS: Final = table_of(SubmissionRow)
_KEEP_SUBMISSION: Final = insert_new(_SUBMISSIONS)
_SUBMISSION: Final = select(_SUBMISSIONS.c.word, _SUBMISSIONS.c.raw).where(
    _SUBMISSIONS.c.case == bindparam("case")
)
_FORGET_SUBMISSION: Final = delete(_SUBMISSIONS).where(_SUBMISSIONS.c.case == bindparam("of"))
_FACTS: Final = table_of(CaseFactsRow)
_KEEP_FACTS: Final = insert_or_replace(_FACTS)
_RECEIVED_AT: Final = select(CASES.c.received_at).where(_THIS)
_KNOWN_FACTS: Final = (
    select(CASES.c.received_at, _FACTS.c.said)
    .select_from(CASES)
    .join(_FACTS, _FACTS.c.case == CASES.c.id, isouter=True)
    .where(_THIS)
)
_OF_APPLICANT: Final = (
    select(CASES.c.id, _OPEN.label("is_open"))
    .where(CASES.c.applicant_key.in_(bindparam("applicant_keys", expanding=True)))
    .order_by(CASES.c.id)
)
_UNDER_WAY: Final = select(func.count(), func.max(CASES.c.received_at)).where(
    CASES.c.applicant_key.in_(bindparam("applicant_keys", expanding=True)),
    CASES.c.one_matter == bindparam("one_matter"),
    _OPEN,
    CASES.c.id != bindparam("but"),
)


def of_applicant(books: Transaction, applicant: str) -> list[CaseOf]:
    """All that somebody has filed."""
    found = books.execute(_OF_APPLICANT, {"applicant_keys": seals(books, applicant)})
    return [CaseOf(*row) for row in found]


def find(books: Transaction, case: UUID) -> Known | None:
    """The case as it was received, if it was."""
    found = decrypted(books, _FIND, {"case": str(case)})
    return Known(**found[0]) if found else None


def get(books: Transaction, case: UUID) -> Known:
    """A case that must be there.  Raises `CaseMissing`."""
    known = find(books, case)
    if known is None:
        raise _missing(case)
    return known


def require(books: Transaction, case: UUID) -> None:
    """Whether a case is there, erased or not.  Raises `CaseMissing`."""
    if not is_filed(books, case):
        raise _missing(case)


def is_filed(books: Transaction, case: UUID) -> bool:
    """Whether there is a case of this id, erased or not."""
    return books.execute(_IS_THERE, {"case": str(case)}).first() is not None


def register(books: Transaction, row: CaseRow) -> None:
    """Enter a case."""
    books.execute(_REGISTER, encrypted(books, CASES, row.model_dump(), owner=case_owner(row.id)))


def mend(books: Transaction, row: CaseRow) -> None:
    """Enter the plan that a mended form has drawn, in place of the one before."""
    mended = row.model_dump(include={"acceptance_number", "reception", "outcome"})
    books.execute(_MEND, {"case": row.id, **encrypted(books, CASES, mended, owner=case_owner(row.id))})


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
            document=paper.document.model_dump_json() if paper.document else None,
        )
        books.execute(_KEEP_PAPER, encrypted(books, _PAPERS, kept.model_dump(), owner=case_owner(case)))
    documents.file(books, case, papers)


def paper(books: Transaction, case: UUID, code: str) -> Paper | None:
    """The file of a case that came under this code; of one of a proceeding, the last part is its own."""
    found = decrypted(books, _PAPER, {"case": str(case), "code": code})
    if not found:
        return None
    kept = found[0]
    document = kept["document"] and Document.model_validate_json(kept["document"])
    own = {"code": code.rpartition("/")[-1], "content": b64encode(kept["content"]), "document": document}
    return Paper(**{**kept, **own})


def keep_submission(books: Transaction, filed: Submission, signature: Signature | None) -> None:
    """By which a case begins again, where the server has lost it; what the engine files itself is not signed.

    Of a platform that writes JSON in another way than its SDK, the bytes that it has signed are not at hand:
    it must send again what the server has lost. A repeat changes nothing.
    """
    raw = to_json(filed)
    if signature is None or hashlib.sha256(raw).hexdigest() == signature.digest:
        row = {"case": str(filed.id), "word": signature.word if signature else "", "raw": raw}
        books.execute(_KEEP_SUBMISSION, encrypted(books, _SUBMISSIONS, row, owner=case_owner(filed.id)))


def submission(books: Transaction, case: UUID) -> SignedSubmission | None:
    """That of an open case, or of one that was turned away, if it was kept."""
    found = decrypted(books, _SUBMISSION, {"case": str(case)})
    return SignedSubmission(**found[0]) if found else None


def keep_facts(books: Transaction, case: UUID, said: Said) -> None:
    """What was said of a case, in place of what was said before."""
    told = [(register, key, entry) for (register, key), entry in said.items()]
    row = {"case": str(case), "said": json.dumps(told, ensure_ascii=False)}
    books.execute(_KEEP_FACTS, encrypted(books, _FACTS, row, owner=case_owner(case)))


def facts(books: Transaction, case: UUID) -> KnownFacts:
    """Of a case that must be there.  Raises `CaseMissing`."""
    found = decrypted(books, _KNOWN_FACTS, {"case": str(case)})
    if not found:
        raise _missing(case)
    told: list[tuple[str, str, dict[str, Any] | None]] = json.loads(found[0]["said"] or "[]")
    return KnownFacts(found[0]["received_at"], {(register, key): entry for register, key, entry in told})


def received_at(books: Transaction, case: UUID) -> datetime | None:
    """When it came in, if it did."""
    found: datetime | None = books.execute(_RECEIVED_AT, {"case": str(case)}).scalar_one_or_none()
    return found


def close(books: Transaction, case: UUID, outcome: str) -> str:
    """Enter how a case ended; the first one stays, and is what comes back.  Raises `CaseMissing`."""
    closed = encrypted(books, CASES, {"outcome": outcome}, owner=case_owner(case))
    books.execute(_CLOSE, {"case": str(case), **closed})
    books.execute(_FORGET_SUBMISSION, {"of": str(case)})
    return get(books, case).outcome or outcome


def under_way(
    books: Transaction, *, applicant: str, one_matter: str, but: str
) -> tuple[int, datetime | None]:
    """How many cases of an applicant are not closed, and when the latest came in; not counted is `but`."""
    asked = {"applicant_keys": seals(books, applicant), "one_matter": one_matter, "but": but}
    cases, latest = books.execute(_UNDER_WAY, asked).one()
    return cases, latest


def _missing(case: UUID) -> CaseMissing:
    return CaseMissing(f"case {case} is not in the ledger; was it restored from an older backup?")
