"""The document room: large files come in chunk by chunk, and go out so to whoever decides upon them.

The ledger says whose a file is; what it says lies in the store, sealed. A chunk comes and goes as a question,
of which neither the server nor a history keeps anything.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final
from uuid import UUID

from temporalio import activity

from activities.ledger import Ledger
from activities.ledger.cases import calendar_orders
from activities.ledger.documents import documents
from activities.ports.document_store import DocumentStore
from activities.rejection import rejected
from client.errors import NotPossible, TooMuch, WrongField
from client.messages.cases.submission import Paper, Submission
from client.messages.documents.document import CHUNK_BYTES, Chunk, Document, Upload, UploadOrder, chunks
from client.messages.message import Message, Nothing
from client.platform.papers import faults_of_file
from client.trust.sealed_file import opened
from matters import clock
from matters.definitions.drafts import DRAFT_LIMIT
from matters.language.form import PAPERS

MOST_WAITING: Final = 20
"""Of one person: he uploads them himself, and each may be large."""

SEAL_BYTES: Final = 64
"""By which a sealed chunk may be longer than what it says."""


class UploadSaid(Message):
    """An order to upload, and the moment of it."""

    order: UploadOrder
    at: datetime


class UploadsOver(Message):
    """The day on which somebody looks which ones are over."""

    on: date


class DocumentRoom:
    """Who is signed in has been proved by the gate; of another person's files nothing is found here."""

    def __init__(self, ledger: Ledger, store: DocumentStore) -> None:
        self._ledger = ledger
        self._store = store

    @activity.defn
    def begin_upload(self, said: UploadSaid) -> Upload:
        """Enter a file that is to come; what is there of it already.  Raises `TooMuch`, `NotPossible`."""
        order, on = said.order, clock.day_in_china(said.at)
        with self._ledger.transaction() as books:
            until = calendar_orders.last_day(books, DRAFT_LIMIT, since=on).on  # as long as a draft
            known = documents.find_of(books, order.document, applicant=order.applicant)
            if known is None and documents.count_waiting(books, order.applicant) >= MOST_WAITING:
                raise rejected(TooMuch, f"每人最多有 {MOST_WAITING} 个已上传而未提交的文件，请先提交")
            documents.begin(books, order, until=until)
            known = documents.find_of(books, order.document, applicant=order.applicant)
        is_same = known and known.size == order.size and (known.paper or known.case == str(order.case))
        if not is_same:  # what is filed already may be filed with another case than it was uploaded for
            raise rejected(NotPossible, "该文件编号已用于另一文件，请换一个编号")
        return Upload(held=self._store.held(order.document), kept_until=until)

    @activity.defn
    def drop_uploads_over(self, over: UploadsOver) -> None:
        """Destroy all that nothing refers to any more: first the chunks, then the word that there are any."""
        with self._ledger.reading() as books:
            ended = documents.over(books, on=over.on)
        for document in ended:
            self._store.destroy(document)
            with self._ledger.transaction() as books:
                documents.forget(books, document, on=over.on)

    def keep_chunk(self, chunk: Chunk) -> Nothing:
        """One of a file that is entered and not filed yet.  Raises `NotPossible`."""
        with self._ledger.reading() as books:
            known = documents.find_of(books, chunk.document, applicant=chunk.applicant)
        waits = known and not known.paper and known.case == str(chunk.case)
        if not (known and waits) or chunk.number >= chunks(known.size):
            raise NotPossible("没有待传的这一文件：可能已提交或者已过保存期，请重新上传")
        if len(chunk.sealed) > CHUNK_BYTES + SEAL_BYTES:
            raise NotPossible(f"分片过大：加密前每片为 {CHUNK_BYTES} 字节")
        self._store.put(chunk.document, chunk.number, chunk.sealed)
        return Nothing()

    def faults(self, submission: Submission) -> Iterator[WrongField]:
        """What is wrong with files that papers refer to: another's, not whole, not what they say."""
        for number, paper in enumerate(submission.papers):
            if paper.document:
                applicant = submission.applicant.identity_number
                with self._ledger.reading() as books:
                    known = documents.find_of(books, paper.document.id, applicant=applicant)
                own = known and known.case == str(submission.id) and known.paper in {"", paper.code}
                yield from self._faults_of(paper, paper.document, path=f"{PAPERS}{number}", is_own=bool(own))

    def faults_of_later(self, papers: Iterable[Paper], *, by: UUID, of: UUID) -> Iterator[WrongField]:
        """The same, of papers that come by the id of what the holder of a licence applies for.

        They belong to the case `of` the licence from then on, under codes that hold that id.
        """
        for number, paper in enumerate(papers):
            if paper.document:
                with self._ledger.reading() as books:
                    known = documents.find(books, paper.document.id)
                waits = known and (known.case, known.paper) == (str(by), "")
                filed = known and (known.case, known.paper) == (str(of), paper.code)
                own = bool(waits or filed)
                yield from self._faults_of(paper, paper.document, path=f"{PAPERS}{number}", is_own=own)

    def content(self, document: Document) -> bytes:
        """The whole file.  Raises `ValueError`."""
        sealed = [self._store.get(document.id, number) for number in range(chunks(document.size))]
        return opened((one for one in sealed if one is not None), document)

    def _faults_of(
        self, paper: Paper, document: Document, *, path: str, is_own: bool
    ) -> Iterator[WrongField]:
        if not is_own:
            yield WrongField(path=path, says="没有为本次申请上传过这一文件，或者已过保存期，请重新上传")
            return
        try:
            content = self.content(document)
        except ValueError:
            yield WrongField(path=path, says="文件没有传完，或者与所称内容不符，请重新上传")
            return
        yield from faults_of_file(content, paper.media_type, path=path)
