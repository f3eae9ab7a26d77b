"""The records office: it hands closed cases over, and holds what the archive has against its own books.

What is whole there, is erased here when its time is over.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple
from uuid import UUID

from activities.database.encryption import case_owner, destroy
from activities.documents.document_room import DocumentRoom
from activities.enquiries.closed_cases import ClosedCases
from activities.ledger import ArchivedCaseRow, Ledger
from activities.ledger.cases import cases
from activities.ledger.documents import documents
from activities.ledger.lists import archived_cases
from activities.ledger.lists.archived_cases import ArchivedCase
from activities.ports.case_archive import CaseArchive
from activities.trust.erasure_office import is_under_way
from activities.trust.notary import Notary
from client.errors import CaseNotFound, NotPossible
from client.evidence.verify import Broken
from client.messages.cases.submission import Paper
from client.messages.lists.search import ClosedCaseQuestion
from deploy.archive.package import check, package
from matters.definitions import law
from workflows.cases.records import exhibits
from workflows.cases.rest import carried

LEAST_YEARS: Final = 5
"""For so long somebody may go to court about a decision of which he was not told."""


class CaseFinding(NamedTuple):
    """What was found or done of a case; `fault` says what is wrong, if anything is."""

    case: str
    fault: str = ""


class RecordsOffice:
    """Works beside everybody; whatever it does may be done again."""

    def __init__(self, ledger: Ledger, archive: CaseArchive, notary: Notary, documents: DocumentRoom) -> None:
        self._ledger = ledger
        self._documents = documents
        self._archive = archive
        self._notary = notary

    def hand_over(self) -> Iterator[CaseFinding]:
        """Every closed case that the archive has not, if nothing of it is under way."""
        with self._ledger.reading() as books:
            due = archived_cases.due(books)
        for case in due:
            with self._ledger.reading() as books:
                under_way = is_under_way(books, case)
            if not under_way:
                yield self._hand_over(case)

    def verify(self, *, engine: str | None) -> Iterator[CaseFinding]:
        """Whether the archive has each package as it was handed over, and that proves itself."""
        for one in self.archived():
            yield CaseFinding(one.case, self._fault(one, engine=engine))

    def archived(self) -> list[ArchivedCase]:
        """What was handed over."""
        with self._ledger.reading() as books:
            return [*archived_cases.closed_before(books, datetime.now(UTC))]

    def erase(self, *, years: int) -> Iterator[CaseFinding]:
        """What is personal of cases that were closed so many years ago, if the archive has them whole.

        Their numbers, days, states and officers stay in lists.  Raises `NotPossible`: it is too early.
        """
        if years < LEAST_YEARS:
            basis = law.LATEST_LAWSUIT
            raise NotPossible(f"决定作出后 {LEAST_YEARS} 年内可以起诉，不得销毁：{basis}")
        now = datetime.now(UTC)
        with self._ledger.reading() as books:
            old = [*archived_cases.closed_before(books, _years_before(now, years))]
        for one in old:
            if not one.erased_at:
                yield self._erase(one, at=now)

    def _hand_over(self, case: str) -> CaseFinding:
        try:
            content = self._package(UUID(case))
        except (CaseNotFound, NotPossible) as error:
            return CaseFinding(case, str(error))
        self._archive.take_in(case, content)
        row = ArchivedCaseRow(
            case=case,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            archived_at=datetime.now(UTC),
        )
        with self._ledger.transaction() as books:
            archived_cases.enter(books, row)
        return CaseFinding(case)

    def _package(self, case: UUID) -> bytes:
        asked = ClosedCaseQuestion(case=case, question="")
        file = carried.closed(ClosedCases(self._ledger).find(asked))
        with self._ledger.reading() as books:
            papers = [paper for code in file.sha256 if (paper := cases.paper(books, case, code))]
        whole = [self._with_content(paper) for paper in papers]
        return package(file, exhibits.bundle(file, self._notary.attest, reader=None), whole)

    def _with_content(self, paper: Paper) -> Paper:
        """The file itself, also where it was uploaded.  Raises `NotPossible`."""
        if paper.document is None:
            return paper
        try:
            return paper.model_copy(update={"content": self._documents.content(paper.document)})
        except ValueError:
            raise NotPossible(f"文件存储中材料 {paper.code} 的文件不完整") from None

    def _fault(self, one: ArchivedCase, *, engine: str | None = None) -> str:
        content = self._archive.fetch(one.case)
        if content is None:
            return "档案馆没有其归档信息包"
        if hashlib.sha256(content).hexdigest() != one.sha256:
            return "归档信息包与移交时不一致"
        try:
            for _ in check(content, engine=engine):
                pass
        except Broken as broken:
            return str(broken)
        return ""

    def _erase(self, one: ArchivedCase, *, at: datetime) -> CaseFinding:
        if fault := self._fault(one):
            return CaseFinding(one.case, f"未销毁：{fault}")
        with self._ledger.transaction() as books:
            if is_under_way(books, one.case):
                return CaseFinding(one.case, "未销毁：仍有在办事务")
            destroy(books, [case_owner(one.case)])
            documents.let_go(books, [one.case])
            archived_cases.erase(books, one.case, at=at)
        return CaseFinding(one.case)


def _years_before(now: datetime, years: int) -> datetime:
    """On the day of the same name; before the 29th of February, on the 28th."""
    try:
        return now.replace(year=now.year - years)
    except ValueError:
        return now.replace(year=now.year - years, day=28)
