"""The engine: it follows the plan of one case and knows no matter by name.

What is known of the case is in its file (`records/`); what goes on is joint handling; here are only the main
line, and the words of people, one handler for each, as Temporal wants them.
"""

import asyncio

from temporalio import workflow

from activities.cases.archive import Archive
from activities.cases.arrivals import Arrival, Received, Returned
from activities.cases.notices import Notices
from activities.cases.reception import Window
from client import names
from client.messages.cases.correction import Supplement, Supplemented
from client.messages.cases.progress import (
    Chosen,
    ItemProgress,
    Outcome,
    Progress,
    Receipt,
    Reckonings,
    Stage,
)
from client.messages.cases.submission import Submission, Withdrawal
from client.messages.money.payment import Payment
from client.messages.officers.commands import (
    Amendment,
    Ask,
    Command,
    Extend,
    GrantItem,
    Refuse,
    Resume,
    ReturnTo,
    Suspend,
)
from client.messages.officers.docket import Sheet
from workflows import calls
from workflows.cases import commands, supplement
from workflows.cases.admissibility import (
    failure,
    require_asked,
    require_bill,
    require_choice,
    require_received,
    require_signed,
    require_undecided,
)
from workflows.cases.joint_handling import JointHandling
from workflows.cases.operators_view import OperatorsView
from workflows.cases.records import progress
from workflows.cases.records.case_file import CaseFile


@workflow.defn(name=names.CASE)
class CaseRun:
    """One case, from its submission to the day on which every department has answered."""

    @workflow.init
    def __init__(self, submission: Submission) -> None:
        self._file = CaseFile(submission)
        self._handling = JointHandling(self._file)
        self._view = OperatorsView(self._file)

    @workflow.run
    async def run(self, submission: Submission) -> Outcome:
        """Receive, follow the plan, close. An operator's cancellation is a withdrawal, told to everybody."""
        calls.begin()
        working = asyncio.create_task(self._work(submission))
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            self._file.withdraw(Withdrawal(reason="运行人员终止办理"))
            return await working

    def details(self) -> str:
        """How its items stand."""
        return self._view.details()

    async def _work(self, submission: Submission) -> Outcome:
        arrival = Arrival(submission=submission, received_at=workflow.info().start_time)
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
            await calls.own(Notices.deliver, self._file.id, summary="送达")

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
        outcome = Outcome(
            case=file.id,
            kind=progress.outcome_kind(file),
            closed_at=workflow.now(),
            items=progress.items(file),
        )
        return await calls.own(Archive.close, outcome, summary="办结归档") or outcome

    # What is asked.

    @workflow.update(name=names.RECEIPT)
    async def receipt(self) -> Receipt:
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
    def may_wait(self) -> None:
        """Anybody may; but an update that nobody looks at is never refused."""

    @workflow.query(name=names.RECEIPT)
    def recorded_receipt(self) -> Receipt | None:
        """The same, if it is there; also when the case has long been closed."""
        return progress.receipt(self._file)

    @workflow.query(name=names.PROGRESS)
    def progress(self) -> Progress:
        """Where the case and its items stand."""
        return progress.progress(self._file)

    @workflow.query(name=names.SHEET)
    def sheet(self, item: str) -> Sheet | None:
        """An item as its officers see it."""
        return progress.sheet(item, self._file)

    @workflow.query(name=names.EXPLAIN)
    def explain(self) -> Reckonings:
        """How every deadline of the case comes about, day by day."""
        return progress.reckonings(self._file)

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
    def may_supplement(self, supplied: Supplement) -> None:  # noqa: ARG002
        require_undecided(self._file)
        require_received(self._file)
        require_asked(self._file)

    @workflow.update(name=names.CHOOSE)
    def choose(self, chosen: Chosen) -> None:
        """The applicant decides about the rest after a refusal."""
        self._handling.choices.choose(chosen.choice)

    @choose.validator
    def may_choose(self, chosen: Chosen) -> None:  # noqa: ARG002
        require_received(self._file)
        require_choice(self._file)

    @workflow.update(name=names.PAY)
    def pay(self, payment: Payment) -> None:
        """The payment system says that money has come in."""
        self._handling.bill.pay(payment)

    @pay.validator
    def may_pay(self, payment: Payment) -> None:  # noqa: ARG002
        require_undecided(self._file)
        require_received(self._file)
        require_bill(self._file)

    # What officers and their supervisors order. The handlers differ in name and type only: that is what an
    # operator reads on the timeline.

    def _require(self, command: Command) -> None:
        require_undecided(self._file)
        require_received(self._file)
        commands.require(command, self._file)

    async def _carry_out(self, command: Command) -> ItemProgress:
        """The item afterwards. A decision is answered when it is entered in the department's books."""
        file = self._file
        commands.carry_out(command, file)
        item = file.items.get(command.item) or next(iter(file.items.values()))
        await workflow.wait_condition(lambda: item.decision is None)
        return progress.item_progress(item, file)

    @workflow.update(name=names.GRANT)
    async def grant(self, command: GrantItem) -> ItemProgress:
        return await self._carry_out(command)

    @grant.validator
    def may_grant(self, command: GrantItem) -> None:
        self._require(command)

    @workflow.update(name=names.REFUSE)
    async def refuse(self, command: Refuse) -> ItemProgress:
        return await self._carry_out(command)

    @refuse.validator
    def may_refuse(self, command: Refuse) -> None:
        self._require(command)

    @workflow.update(name=names.ASK)
    async def ask(self, command: Ask) -> ItemProgress:
        return await self._carry_out(command)

    @ask.validator
    def may_ask(self, command: Ask) -> None:
        self._require(command)

    @workflow.update(name=names.SUSPEND)
    async def suspend(self, command: Suspend) -> ItemProgress:
        return await self._carry_out(command)

    @suspend.validator
    def may_suspend(self, command: Suspend) -> None:
        self._require(command)

    @workflow.update(name=names.RESUME)
    async def resume(self, command: Resume) -> ItemProgress:
        return await self._carry_out(command)

    @resume.validator
    def may_resume(self, command: Resume) -> None:
        self._require(command)

    @workflow.update(name=names.EXTEND)
    async def extend(self, command: Extend) -> ItemProgress:
        return await self._carry_out(command)

    @extend.validator
    def may_extend(self, command: Extend) -> None:
        self._require(command)

    @workflow.update(name=names.RETURN_TO)
    async def return_to(self, command: ReturnTo) -> ItemProgress:
        return await self._carry_out(command)

    @return_to.validator
    def may_return(self, command: ReturnTo) -> None:
        self._require(command)

    @workflow.update(name=names.AMEND_CALENDAR)
    def amend_calendar(self, amendment: Amendment) -> None:
        """The working days are changed, and with them every deadline of the case."""
        require_received(self._file)
        commands.amend(amendment, self._file)

    @amend_calendar.validator
    def may_amend(self, amendment: Amendment) -> None:
        require_undecided(self._file)
        require_signed(amendment)
