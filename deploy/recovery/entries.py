"""The ledger is older than the server: what cases have had entered since is entered again, as it was."""

from typing import Final
from uuid import UUID

from temporalio.client import Client

from activities.cases import numbers, registration
from activities.cases.arrivals import Received
from activities.cases.form_reading import read as read_form
from activities.database import Transaction
from activities.ledger import Ledger, NoticeRow
from activities.ledger.cases import case_objects, cases, notices, services
from activities.ledger.cases.cases import Known
from activities.ledger.documents import documents
from activities.ledger.money import fee_payments
from activities.ledger.officers import tasks
from activities.lists import rest
from activities.review.pre_review import digests
from client import names
from client.messages.cases.submission import Paper, Submission
from client.messages.documents.document import UploadOrder
from deploy.recovery import recorded_case
from deploy.recovery.recorded_case import RecordedCase
from deploy.recovery.report import Reconciled
from matters import catalogue, clock
from matters.language.partial_form import fill_in

LAST_RUNS: Final = f"WorkflowType = '{names.CASE}' AND ExecutionStatus != 'ContinuedAsNew'"
"""Each case once, by the last of its runs."""


class Entries:
    """Those that a ledger should have."""

    def __init__(self, ledger: Ledger, client: Client, into: Reconciled) -> None:
        self._ledger = ledger
        self._client = client
        self._report = into

    async def enter_again(self) -> None:
        """What is entered already is left alone, so a second call does nothing."""
        async for run in self._client.list_workflows(LAST_RUNS):
            recorded = await recorded_case.read(self._client, run.id)
            with self._ledger.transaction() as books:
                self._enter(books, recorded, UUID(run.id.partition("/")[2]))

    def _enter(self, books: Transaction, recorded: RecordedCase, case: UUID) -> None:
        known = cases.find(books, case)
        if known is None and recorded.arrival is None:
            if not recorded.whole:
                self._report.leave(f"案件 {case} 仍在办理，服务器已不记得它如何开始；请恢复较新的台账")
            return
        if recorded.received and recorded.latest:
            self._receive(books, recorded, recorded.received, recorded.latest, known)
        self._tell(books, recorded, case)
        for kept in recorded.rests:
            rest.keep(books, kept)
        self._close(books, recorded, case, is_closed=bool(known and known.outcome))

    def _receive(
        self,
        books: Transaction,
        recorded: RecordedCase,
        received: Received,
        latest: Submission,
        known: Known | None,
    ) -> None:
        case = received.receipt.case
        if known is None and recorded.arrival:
            registration.register(books, received, recorded.arrival)
            cases.keep_submission(books, recorded.arrival.submission, recorded.arrival.evidence)
            _keep_form(books, recorded, received, latest)
            self._report.note("重新登记的案件", str(case))
        elif known and known.outcome is None and _is_mended(known.reception, received):
            registration.mend(books, received)
            _keep_form(books, recorded, received, latest)
            self._report.note("重新登记补正表单的案件", str(case))
        self._hold_numbers(books, received)

    def _hold_numbers(self, books: Transaction, received: Received) -> None:
        receipt = received.receipt
        for number in filter(None, (receipt.acceptance_number, *(item.number for item in receipt.items))):
            if numbers.hold(books, number):
                self._report.note("不再发出的编号", number)

    def _tell(self, books: Transaction, recorded: RecordedCase, case: UUID) -> None:
        """What was told and paid; all of it was delivered then."""
        known = {entry.key for entry in notices.told(books, str(case))}
        rows = [
            NoticeRow(**told.model_dump(exclude={"case", "mode"}), case=str(case))
            for told in recorded.notices
            if told.key not in known
        ]
        if rows:
            notices.enter(books, *rows)
            notices.delivered(books, [entry.key for entry in rows])
            self._report.note("重新登记告知的案件", str(case))
        services.begin(books, {service.key: service.mode for service in recorded.services.values()})
        services.serve(books, [*recorded.services.values()])
        paid = {each.key for each in fee_payments.of_case(books, str(case))}
        for fee in recorded.fees:
            if fee.key not in paid:
                fee_payments.enter(books, key=fee.key, case=str(fee.case), fen=fee.fen)
                self._report.note("重新登记的缴费", fee.key)

    def _close(self, books: Transaction, recorded: RecordedCase, case: UUID, *, is_closed: bool) -> None:
        if not recorded.outcome:
            if recorded.tasks or recorded.whole:
                waiting = recorded.tasks.tasks if recorded.tasks else ()
                tasks.replace(books, str(case), map(tasks.row, waiting))
            return
        if not is_closed:
            cases.close(books, case, recorded.outcome.model_dump_json())
            self._report.note("按流程结果办结的案件", str(case))
        tasks.replace(books, str(case), ())


def _is_mended(reception: str, received: Received) -> bool:
    known = Received.model_validate_json(reception)
    return (known.receipt.accepted, known.plan.number) < (received.receipt.accepted, received.plan.number)


def _enter_files(
    books: Transaction, received: Received, latest: Submission, papers: tuple[Paper, ...]
) -> None:
    """That they were uploaded: they are filed with the papers that refer to them."""
    case, applicant = received.receipt.case, latest.applicant.identity_number
    until = clock.day_in_china(received.receipt.received_at)
    for document in (paper.document for paper in papers if paper.document):
        order = UploadOrder(applicant=applicant, case=case, document=document.id, size=document.size)
        documents.begin(books, order, until=until)


def _keep_form(books: Transaction, recorded: RecordedCase, received: Received, latest: Submission) -> None:
    """Papers, the last one of each code, and what the case is about; facts are looked up anew."""
    case, papers = received.receipt.case, tuple({paper.code: paper for paper in recorded.papers}.values())
    _enter_files(books, received, latest, papers)
    cases.keep(books, case, papers, sha256=digests(papers))
    day = clock.day_in_china(received.receipt.received_at)
    one = catalogue.find_begun(latest.one_matter, received.plan.edition, on=day)
    answers, _ = read_form(one, latest)
    case_objects.free(books, case)
    case_objects.enter(books, case, case_objects.things(one.code, one.about(fill_in(one.form, answers))))
