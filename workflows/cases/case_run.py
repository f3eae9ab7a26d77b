"""The engine: it follows the plan of one case and knows no matter by name.

What is known of the case is in its file (`records/`); what goes on is joint handling; here are only the main
line and the words of applicants, one handler for each, as Temporal wants them; `officers_words` has the rest.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Final, cast

from temporalio import workflow

from activities.cases.archive import Archive, CaseClosing, Closed
from activities.cases.arrivals import Arrival, Received, Returned
from activities.cases.notices import Delivered, Notices
from activities.cases.reception import Window
from activities.trust.notary import ATTEST
from client import names
from client.errors import UnknownItem
from client.messages.cases.correction import Supplement, Supplemented
from client.messages.cases.evidence import CaseBundle
from client.messages.cases.progress import (
    AskFor,
    Chosen,
    Outcome,
    Progress,
    Receipt,
    Reckonings,
    Stage,
)
from client.messages.cases.submission import Submission, Withdrawal
from client.messages.message import Nothing
from client.messages.money.payment import Payment
from client.messages.officers.docket import Sheet
from client.trust.actor import Role
from client.trust.said import Said
from workflows import calls
from workflows.cases import supplement
from workflows.cases.admissibility import (
    failure,
    require_answer,
    require_asked,
    require_bill,
    require_choice,
    require_paid,
    require_received,
    require_undecided,
)
from workflows.cases.joint_handling import JointHandling
from workflows.cases.officers import procedures
from workflows.cases.officers_words import OfficersWords
from workflows.cases.operators_view import OperatorsView
from workflows.cases.records import exhibits, progress, service
from workflows.cases.records.case_file import CaseFile
from workflows.troubles import Troubles
from workflows.trust import gate
from workflows.trust.gate import NOTHING

CANCELLED: Final = "cancelled-is-not-withdrawn"
"""A patch: in older histories an operator's cancellation was filed as the applicant's own withdrawal."""


@workflow.defn(name=names.CASE)
class CaseRun(OfficersWords):
    """One case, from its submission to the day on which every department has answered."""

    @workflow.init
    def __init__(self, submission: Submission) -> None:
        submission, word = gate.opened(submission)
        super().__init__(CaseFile(submission, word=word))
        self.filed, self.troubles = self._file, Troubles()
        self._handling = JointHandling(self._file)
        self._view = OperatorsView(self._file)

    @workflow.run
    async def run(self, submission: Submission) -> Outcome:
        """Receive, follow the plan, close. An operator's cancellation is nobody's withdrawal."""
        calls.begin()
        working = asyncio.create_task(self._work(submission))
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            if workflow.patched(CANCELLED):
                self._file.terminate()
            else:
                self._file.withdraw(Withdrawal(reason="运行人员终止办理"))
            return await working

    def details(self) -> str:
        """What it is, whom it waits for, and what is to be done."""
        return self._view.details(self.troubles)

    async def _work(self, submission: Submission) -> Outcome:
        at, word = workflow.info().start_time, gate.start_evidence(self._file.word)
        arrival = Arrival(submission=submission, received_at=at, evidence=word)
        reception = await calls.own(Window.receive, arrival, summary="预审与办理方案")
        self._file.reception = reception
        if isinstance(reception, Returned):
            await workflow.wait_condition(workflow.all_handlers_finished)
            raise failure(reception)
        self._file.outcome = outcome = reception.outcome or await self._handle(reception)
        await self._deliver()
        self._file.stage = Stage.CLOSED
        self._view.show()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return outcome

    async def _deliver(self) -> None:
        """What the one window itself has told; whatever the case tells is delivered as it is told."""
        if isinstance(self._file.reception, Received) and self._file.reception.told:
            self._file.note_delivered(await calls.own(Notices.deliver, self._file.id, summary="送达"))

    async def _handle(self, received: Received) -> Outcome:
        """Have it mended if need be, let every department answer, and enter the end in the ledger."""
        file, handling = self._file, self._handling
        file.open(received)
        self._view.begin()
        if received.receipt.accepted:
            handling.adopt(received)
        else:
            file.stage = Stage.CORRECTION
            handling.correction.tell_findings(received.receipt.findings)
            await handling.until_accepted()
        if file.items:
            file.stage = Stage.HANDLING
            await handling.run()
        outcome = file.not_accepted or await self._conclude()
        self._view.end()
        return outcome

    async def _conclude(self) -> Outcome:
        file = self._file
        if file.withdrawal:
            await self._handling.undo()
        file.stage = Stage.DELIVERING
        while (outcome := await self._close()) is None:
            await self._handling.deliver()
        return outcome

    async def _close(self) -> Outcome | None:
        """Tell the last decisions, and enter the end; nothing while one of them is not served."""
        file = self._file
        ended = Outcome(
            case=file.id,
            kind=progress.outcome_kind(file),
            closed_at=workflow.now(),
            items=progress.items(file),
        )
        closing = CaseClosing(
            **dict(ended),
            notices=tuple(file.outbox),
            decisions=tuple(service.decisions(file)),
            calendar=file.plan.calendar,
        )
        closed = await calls.own(Archive.close, closing, summary="办结归档")
        if not isinstance(closed, Closed):
            return closed or ended
        file.note_delivered(Delivered(services=closed.services))
        file.outbox.clear()
        return closed.outcome

    # What is asked.

    @workflow.update(name=names.RECEIPT)
    async def receipt(self, _: Nothing = NOTHING) -> Receipt:
        """What the one window answers; waits until it has."""
        await workflow.wait_condition(lambda: self._file.reception is not None)
        match self._file.reception:
            case Received(receipt=receipt):
                return receipt
            case Returned() as returned:
                raise failure(returned)
            case None:
                raise AssertionError("the condition above has just held")

    @receipt.validator
    def may_be_told(self, _: Nothing = NOTHING) -> None:
        """Whoever has filed it."""

    @workflow.query(name=names.RECEIPT)
    def recorded_receipt(self, _: Nothing = NOTHING) -> Receipt | None:
        """The same, if it is there; also when the case has long been closed."""
        return progress.receipt(self._file)

    @workflow.query(name=names.PROGRESS)
    def progress(self, _: Nothing = NOTHING) -> Progress:
        """Where the case and its items stand."""
        return progress.progress(self._file)

    @workflow.query(name=names.SHEET)
    def sheet(self, item: str) -> Sheet | None:
        """An item as its officers see it."""
        return progress.sheet(item, self._file)

    @workflow.query(name=names.EXPLAIN)
    def explain(self, _: Nothing = NOTHING) -> Reckonings:
        """How every deadline of the case comes about, day by day."""
        return progress.reckonings(self._file)

    @workflow.query(name=names.BUNDLE)
    def bundle(self, item: str = "") -> CaseBundle:
        """The case as evidence: whole for its applicant, for the department of an item its own part."""
        file, speaker = self._file, gate.spoken().speaker
        reader = None if speaker and speaker.role is Role.PLATFORM else file.department_of(item)
        if reader == "":
            raise UnknownItem(f"case {file.id} has no item {item!r}")
        attest = cast("Callable[..., CaseBundle]", workflow.extern_functions()[ATTEST])
        shown, keys = list(exhibits.exhibits(file)), list(exhibits.kids(file))
        return attest(file.id, shown, kids=keys, reader=reader)

    def hear(self, said: Said[Any], *, message: str, item: str) -> None:
        """Keep a word that was heard."""
        self._file.heard.append(exhibits.heard(said, message=message, item=item))

    # What applicants say, and the payment system. Every word is checked before it is accepted.

    @workflow.update(name=names.WITHDRAW)
    def withdraw(self, withdrawal: Withdrawal) -> None:
        """The applicant takes the application back."""
        self._file.withdraw(withdrawal)

    @withdraw.validator
    def may_withdraw(self, withdrawal: Withdrawal) -> None:  # noqa: ARG002
        require_undecided(self._file)

    @workflow.update(name=names.SUPPLEMENT)
    async def supplement(self, supplied: Supplement) -> Supplemented:
        """The applicant mends what was asked for; a new plan is drawn."""
        return await supplement.take(supplied, self._handling)

    @supplement.validator
    def may_supplement(self, supplied: Supplement) -> None:
        require_undecided(self._file)
        require_received(self._file)
        require_asked(self._file)
        require_answer(supplied, self._file)

    @workflow.update(name=names.CHOOSE)
    def choose(self, chosen: Chosen) -> None:
        """The applicant decides about the rest after a refusal."""
        self._handling.choices.choose(chosen.choice)

    @choose.validator
    def may_choose(self, chosen: Chosen) -> None:  # noqa: ARG002
        require_received(self._file)
        require_choice(self._file)

    @workflow.update(name=names.ASK_FOR)
    def ask_for(self, asked: AskFor) -> None:
        """The applicant asks for what he has a right to in a procedure."""
        procedures.ask_for(asked, self._file)

    @ask_for.validator
    def may_ask_for(self, asked: AskFor) -> None:
        require_undecided(self._file)
        require_received(self._file)
        procedures.require_asking(asked, self._file)

    @workflow.update(name=names.PAY)
    async def pay(self, payment: Payment) -> Payment:
        """The payment system says that money has come in; what is on record under its key."""
        await self._handling.bill.receive(payment)
        return payment

    @pay.validator
    def may_pay(self, payment: Payment) -> None:
        require_undecided(self._file)
        require_received(self._file)
        require_bill(self._file)
        require_paid(payment, now=workflow.now())
