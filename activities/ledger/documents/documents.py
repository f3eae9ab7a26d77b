"""Large files that were uploaded: whose they are, for which case, and until when they wait for it.

Their chunks lie in the document store, and the keys to these with the papers of a case.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select, update
from sqlmodel import Field

from activities.database import Transaction, insert_new, table_of
from activities.database.encryption import seal, seals
from activities.ledger.ledger import LedgerTable
from client.messages.cases.submission import Paper
from client.messages.documents.document import UploadOrder

OVER: Final = date(1970, 1, 1)
"""A last day that has passed, whatever day it is."""


class DocumentRow(LedgerTable, table=True):
    """One of `size` bytes. `paper` is the code under which its case refers to it: then it has no last day."""

    __tablename__ = "documents"

    id: str = Field(primary_key=True)
    case: str = Field(index=True)
    applicant_key: str = Field(index=True)
    size: int
    paper: str = ""
    kept_until: date | None = Field(index=True)


class FiledDocument(NamedTuple):
    """One that came with a case."""

    id: UUID
    case: UUID
    size: int
    paper: str


class KeptDocument(NamedTuple):
    """As it is on file: for which `case` it was uploaded, or to which it belongs."""

    case: str
    size: int
    paper: str


_DOCUMENTS: Final = table_of(DocumentRow)
_BY_WHOM: Final = _DOCUMENTS.c.applicant_key.in_(bindparam("applicant_keys", expanding=True))
_WAITING: Final = _DOCUMENTS.c.paper == ""
_OF_CASE: Final = _DOCUMENTS.c.case == bindparam("of")

_ENTER: Final = insert_new(_DOCUMENTS)
_PROLONG: Final = update(_DOCUMENTS).where(_WAITING, _BY_WHOM, _OF_CASE)
_FIND: Final = select(_DOCUMENTS.c.case, _DOCUMENTS.c.size, _DOCUMENTS.c.paper).where(
    _DOCUMENTS.c.id == bindparam("document")
)
_COUNT: Final = select(func.count()).where(_WAITING, _BY_WHOM)
_REPLACE: Final = (
    update(_DOCUMENTS)
    .where(_OF_CASE, _DOCUMENTS.c.paper == bindparam("code"), _DOCUMENTS.c.id != bindparam("but"))
    .values(kept_until=OVER)
)
_FILE: Final = (
    update(_DOCUMENTS)
    .where(_OF_CASE, _DOCUMENTS.c.id == bindparam("document"))
    .values(paper=bindparam("code"), kept_until=None)
)
_TAKE_IN: Final = (
    update(_DOCUMENTS)
    .where(_DOCUMENTS.c.case == bindparam("by"), _DOCUMENTS.c.id.in_(bindparam("documents", expanding=True)))
    .values(case=bindparam("into"))
)
_LET_GO: Final = (
    update(_DOCUMENTS)
    .where(_DOCUMENTS.c.case.in_(bindparam("cases", expanding=True)))
    .values(kept_until=OVER)
)
_LET_GO_WAITING: Final = update(_DOCUMENTS).where(_WAITING, _BY_WHOM).values(kept_until=OVER)
_IS_OVER: Final = select(_DOCUMENTS.c.id).where(_DOCUMENTS.c.kept_until < bindparam("on"))
_FILED: Final = (
    select(_DOCUMENTS.c.id, _DOCUMENTS.c.case, _DOCUMENTS.c.size, _DOCUMENTS.c.paper)
    .where(_DOCUMENTS.c.kept_until.is_(None), _DOCUMENTS.c.id > bindparam("after"))
    .order_by(_DOCUMENTS.c.id)
    .limit(bindparam("most"))
)
_KNOWN: Final = select(_DOCUMENTS.c.id).where(_DOCUMENTS.c.id.in_(bindparam("documents", expanding=True)))
_FORGET: Final = delete(_DOCUMENTS).where(
    _DOCUMENTS.c.id == bindparam("document"), _DOCUMENTS.c.kept_until < bindparam("on")
)


def begin(books: Transaction, order: UploadOrder, *, until: date) -> None:
    """Enter one; what is there already is not entered again, and waits as long."""
    row = {"id": str(order.document), "case": str(order.case), "size": order.size, "paper": ""}
    known_as = seal(books, order.applicant)
    books.execute(_ENTER, {**row, "applicant_key": known_as, "kept_until": until})
    prolong(books, order.case, applicant=order.applicant, until=until)


def prolong(books: Transaction, case: UUID, *, applicant: str, until: date) -> None:
    """All that wait for a submission go on to do so."""
    asked = {"of": str(case), "applicant_keys": seals(books, applicant)}
    books.execute(_PROLONG.values(kept_until=until), asked)


def find(books: Transaction, document: UUID) -> KeptDocument | None:
    """One that was uploaded, by whomever."""
    found = books.execute(_FIND, {"document": str(document)}).first()
    return KeptDocument(*found) if found else None


def find_of(books: Transaction, document: UUID, *, applicant: str) -> KeptDocument | None:
    """The same, if it was uploaded by this applicant, or in his name."""
    asked = {"document": str(document), "applicant_keys": seals(books, applicant)}
    found = books.execute(_FIND.where(_BY_WHOM), asked).first()
    return KeptDocument(*found) if found else None


def count_waiting(books: Transaction, applicant: str) -> int:
    """How many of somebody's nothing refers to yet."""
    return books.execute(_COUNT, {"applicant_keys": seals(books, applicant)}).scalar_one()


def file(books: Transaction, case: UUID, papers: Iterable[Paper]) -> None:
    """What came with a case is its own; what it stands in the place of is to go."""
    for paper in papers:
        document = str(paper.document.id) if paper.document else ""
        books.execute(_REPLACE, {"of": str(case), "code": paper.code, "but": document})
        books.execute(_FILE, {"of": str(case), "code": paper.code, "document": document})


def take_in(books: Transaction, case: UUID, papers: Iterable[Paper], *, by: UUID) -> None:
    """What was uploaded by the id of what a holder applies for is for the case of his licence from now on."""
    if uploaded := [str(paper.document.id) for paper in papers if paper.document]:
        books.execute(_TAKE_IN, {"into": str(case), "by": str(by), "documents": uploaded})


def let_go(books: Transaction, cases: Iterable[str]) -> None:
    """All of these cases are to go."""
    if named := [*cases]:
        books.execute(_LET_GO, {"cases": named})


def let_go_waiting(books: Transaction, applicant: str) -> None:
    """All of somebody's that nothing refers to."""
    books.execute(_LET_GO_WAITING, {"applicant_keys": seals(books, applicant)})


def over(books: Transaction, *, on: date) -> tuple[UUID, ...]:
    """Those whose last day has passed."""
    return tuple(map(UUID, books.execute(_IS_OVER, {"on": on}).scalars()))


def filed(books: Transaction, *, after: str, most: int) -> list[FiledDocument]:
    """Those that came with cases, in the order of their ids from behind one of them."""
    found = books.execute(_FILED, {"after": after, "most": most})
    return [FiledDocument(UUID(row.id), UUID(row.case), row.size, row.paper) for row in found]


def unknown(books: Transaction, asked: Sequence[UUID]) -> list[UUID]:
    """Of these, in their order, those that are not entered."""
    known = {*books.execute(_KNOWN, {"documents": [*map(str, asked)]}).scalars()}
    return [document for document in asked if str(document) not in known]


def forget(books: Transaction, document: UUID, *, on: date) -> None:
    """It is destroyed; unless somebody has begun with it anew meanwhile."""
    books.execute(_FORGET, {"document": str(document), "on": on})
