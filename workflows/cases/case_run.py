"""The engine: it follows the plan of one case and knows no matter by name."""

import asyncio

from temporalio import workflow

from activities.cases.archive import Archive
from activities.cases.arrivals import Arrival, Received, Returned
from activities.cases.reception import Window
from client import names
from client.messages.cases.progress import Outcome, OutcomeKind, Stage, State
from client.messages.cases.submission import Submission, Withdrawal
from matters import clock
from workflows import calls, visibility
from workflows.cases.applicant import ApplicantWords
from workflows.cases.case_state import failure
from workflows.cases.desk import OfficerWords
from workflows.cases.file import CaseFile
from workflows.cases.handling import CaseAtWork
from workflows.cases.legal_clock import LegalClock


@workflow.defn(name=names.CASE)
class CaseRun(ApplicantWords, OfficerWords):
    """One case, from its submission to the day on which every department has answered."""

    @workflow.init
    def __init__(self, submission: Submission) -> None:
        super().__init__(submission)
        self._written: visibility.Attributes = {}

    @workflow.run
    async def run(self, submission: Submission) -> Outcome:
        """Receive, follow the plan, close. An operator's cancellation is a withdrawal, told to everybody."""
        working = asyncio.create_task(self._work(submission))
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            self._withdraw(Withdrawal(reason="运行人员终止办理"))
            return await working

    async def _work(self, submission: Submission) -> Outcome:
        arrival = Arrival(submission=submission, received_at=workflow.now())
        self._reception = await calls.own(Window.receive, arrival, summary="预审与办理方案")
        if isinstance(self._reception, Returned):
            await workflow.wait_condition(workflow.all_handlers_finished)
            raise failure(self._reception)
        self._outcome = self._reception.outcome or await self._handle(self._reception)
        self._stage = Stage.CLOSED
        self._tell_details()
        self._write_attributes()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return self._outcome

    async def _handle(self, received: Received) -> Outcome:
        """Have it mended if need be, let every department answer, and enter the end in the ledger."""
        handling = self._handling = self._open(received)
        telling = asyncio.create_task(self._keep_details())
        writing = asyncio.create_task(self._keep_searchable())
        if received.receipt.accepted:
            handling.adopt(received)
        else:
            self._stage = Stage.CORRECTION
            handling.correction.tell_findings(received.receipt.findings)
            await handling.until_accepted()
        if handling.file.items:
            self._stage = Stage.HANDLING
            await handling.run()
        outcome = handling.not_accepted or await self._conclude(handling)
        telling.cancel()
        writing.cancel()
        return outcome

    async def _conclude(self, handling: CaseAtWork) -> Outcome:
        file = handling.file
        if file.withdrawal:
            for item in reversed(file.items.values()):
                await item.undo()
            await handling.bill.refund()
        self._stage = Stage.DELIVERING
        outcome = Outcome(case=file.id, kind=_kind(file), closed_at=workflow.now(), items=self._items())
        await calls.own(Archive.close, outcome, summary="办结归档")
        return outcome

    def _open(self, received: Received) -> CaseAtWork:
        file = CaseFile(
            id=self._submission.id,
            region=self._submission.region,
            applicant=self._submission.applicant,
            received_at=received.receipt.received_at,
            plan=received.plan,
            clock=LegalClock(
                received.plan.clock,
                received.plan.timetable,
                received_on=clock.day_in_china(received.receipt.received_at),
            ),
            sha256=dict(received.sha256),
            withdrawal=self._withdrawal,
        )
        return CaseAtWork(file)

    async def _keep_details(self) -> None:
        while True:
            self._tell_details()
            await self._change()

    async def _keep_searchable(self) -> None:
        """With rests in between, for every writing of search attributes is an event."""
        while True:
            self._write_attributes()
            change = asyncio.create_task(self._change())
            await workflow.sleep(visibility.REST, summary="检索属性更新间隔")
            await change

    async def _change(self) -> None:
        """Until anything looks other than now."""
        shown = self._shown()
        await workflow.wait_condition(lambda: self._shown() != shown)

    def _shown(self) -> tuple[object, ...]:
        handling = self._handling
        items = handling.file.items.values() if handling else ()
        colour = handling.watch.colour if handling else None
        return self._stage, colour, *self._due(), *((item.state, item.colour) for item in items)

    def _due(self) -> tuple[object, ...]:
        """What the last days that are shown are reckoned from."""
        if self._handling is None:
            return ()
        file = self._handling.file
        clocks = (file.clock, *(item.clock for item in file.items.values() if item.clock))
        return file.plan.calendar, *(one.proceedings for one in clocks)

    def _write_attributes(self) -> None:
        if isinstance(self._reception, Received):
            now = visibility.attributes(self._submission, self._reception, self.progress())
            workflow.upsert_search_attributes(visibility.changes(self._written, now))
            self._written = now

    def _tell_details(self) -> None:
        handling = self._handling
        if handling:
            today, calendar = handling.file.today, handling.file.plan.calendar
            workflow.set_current_details(visibility.details(self.progress(), today, calendar))


def _kind(file: CaseFile) -> OutcomeKind:
    """How a case ended, from how its items did; what was not required any more says nothing."""
    states = [item.state for item in file.items.values() if item.state is not State.NOT_REQUIRED]
    if file.withdrawal:
        return OutcomeKind.WITHDRAWN
    if states and all(state is State.GRANTED for state in states):
        return OutcomeKind.GRANTED
    if State.GRANTED in states:
        return OutcomeKind.PARTLY_GRANTED
    if State.REFUSED in states:
        return OutcomeKind.REFUSED
    return OutcomeKind.WITHDRAWN if State.WITHDRAWN in states else OutcomeKind.LAPSED
