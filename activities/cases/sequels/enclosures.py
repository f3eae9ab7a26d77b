"""Papers that come with what a holder applies for: kept with those of his case, opened by its department."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final
from uuid import UUID

from activities.cases.arrivals import Returned
from activities.database import Transaction
from activities.ledger.cases import cases
from client import names
from client.errors import WrongField
from client.messages.cases.answers import HandedPaper
from client.messages.cases.sequel import BeginSequel, MendSequel
from client.messages.cases.submission import Paper
from client.messages.message import Message
from client.platform import papers

NOT_TAKEN: Final = "这种程序由部门发起，不随附材料"
NOT_UPLOADED: Final = "延续、变更的材料不得另行分片上传，请随申请附上文件内容"


class SequelPapers(Message):
    """What the holder has mended of his application."""

    order: BeginSequel
    mended: MendSequel


class PapersKept(Message):
    """As its department is told of them."""

    papers: tuple[HandedPaper, ...]


def unreadable(sent: BeginSequel | MendSequel, *, by_holder: bool = True) -> Returned | None:
    """Why its papers are not taken: they are as large, and of such kinds, as those of a submission."""
    misplaced = () if by_holder or not sent.papers else (WrongField(path="papers", says=NOT_TAKEN),)
    uploaded = (
        WrongField(path=f"papers.{number}", says=NOT_UPLOADED)
        for number, paper in enumerate(sent.papers)
        if paper.document
    )
    wrong = misplaced or (*papers.unreadable(sent.papers), *uploaded)
    if not wrong:
        return None
    return Returned(failure=names.INVALID_FORM, says="所附材料有误", wrong_fields=wrong)


def keep(books: Transaction, order: BeginSequel, sent: tuple[Paper, ...]) -> tuple[HandedPaper, ...]:
    """Sealed as those of the case, and erased with them; a repeat changes nothing."""
    kept = tuple(_kept(order, sent))
    cases.keep(books, order.case, kept, sha256={paper.code: _digest(paper) for paper in kept})
    return tuple(HandedPaper(code=paper.code, name=paper.filename, sha256=_digest(paper)) for paper in sent)


def place(item: str, sequel: UUID, code: str) -> str:
    """Under what it is kept among the papers of its case: none of a submission has such a code."""
    return f"{item}/{sequel}/{code}"


def _kept(order: BeginSequel, sent: tuple[Paper, ...]) -> Iterator[Paper]:
    for paper in sent:
        yield paper.model_copy(update={"code": place(order.item, order.id, paper.code)})


def _digest(paper: Paper) -> str:
    return sha256(paper.content).hexdigest()
