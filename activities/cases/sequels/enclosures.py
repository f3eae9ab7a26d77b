"""Papers that come with what a holder applies for: kept with those of his case, opened by its department."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from activities.cases.arrivals import Returned
from activities.database import Transaction
from activities.documents.document_room import DocumentRoom
from activities.ledger.cases import cases
from activities.ledger.documents import documents
from client import names
from client.errors import WrongField
from client.messages.cases.answers import HandedPaper
from client.messages.cases.sequel import BeginSequel, MendSequel
from client.messages.cases.submission import Paper
from client.messages.message import Message
from client.platform import papers

NOT_TAKEN: Final = "这种程序由部门发起，不随附材料"


class SequelPapers(Message):
    """What the holder has mended of his application."""

    order: BeginSequel
    mended: MendSequel


class PapersKept(Message):
    """As its department is told of them."""

    papers: tuple[HandedPaper, ...]


def unreadable(
    order: BeginSequel, sent: BeginSequel | MendSequel, room: DocumentRoom, *, by_holder: bool = True
) -> Returned | None:
    """Why its papers are not taken: they are as large, and of such kinds, as those of a submission."""
    misplaced = () if by_holder or not sent.papers else (WrongField(path="papers", says=NOT_TAKEN),)
    wrong = misplaced or tuple(papers.unreadable(sent.papers))
    wrong = wrong or tuple(room.faults_of_later(_kept(order, sent.papers), by=order.id, of=order.case))
    if not wrong:
        return None
    return Returned(failure=names.INVALID_FORM, says="所附材料有误", wrong_fields=wrong)


def keep(books: Transaction, order: BeginSequel, sent: tuple[Paper, ...]) -> tuple[HandedPaper, ...]:
    """Sealed as those of the case, and erased with them; a repeat changes nothing."""
    kept = tuple(_kept(order, sent))
    documents.take_in(books, order.case, kept, by=order.id)
    cases.keep(books, order.case, kept, sha256={paper.code: paper.sha256 for paper in kept})
    return tuple(HandedPaper(code=paper.code, name=paper.filename, sha256=paper.sha256) for paper in sent)


def place(item: str, sequel: UUID, code: str) -> str:
    """Under what it is kept among the papers of its case: none of a submission has such a code."""
    return f"{item}/{sequel}/{code}"


def _kept(order: BeginSequel, sent: tuple[Paper, ...]) -> Iterator[Paper]:
    for paper in sent:
        yield paper.model_copy(update={"code": place(order.item, order.id, paper.code)})
