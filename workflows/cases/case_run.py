"""The engine: it follows the plan of one case and knows no matter by name.

What is known of the case is in its file (`records/`); what goes on is joint handling; here is only the main
line. `applicants_words` and `officers_words` are what people say to it, `records.case_answers` what they ask.
"""

import asyncio
from contextlib import suppress
from typing import Any, Final

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import FailureError

from activities.cases.archive import Archive, CaseClosing, Closed
from activities.cases.arrivals import Arrival, Received, Returned
from activities.cases.notices import Delivered, Notices
from activities.cases.reception import Window
from activities.officers.docket import CaseTasks, Docket
from client import names
from client.messages.cases.progress import Outcome, Stage
from client.messages.cases.receipt import Receipt
from client.messages.cases.submission import Submission, Withdrawal
from client.messages.message import Nothing
from client.trust.said import Said
from workflows import calls, changes, renewal
from workflows.cases.admissibility import failure
from workflows.cases.applicants_words import ApplicantsWords
from workflows.cases.joint_handling import JointHandling
from workflows.cases.officers.officers_words import OfficersWords
from workflows.cases.officers.operators_words import OperatorsWords, terminate
from workflows.cases.operators_view import OperatorsView
from workflows.cases.records import exhibits, progress, service
from workflows.cases.records.case_answers import CaseAnswers
from workflows.cases.records.case_file import CaseFile
from workflows.cases.rest import carried, case_line, endings
from workflows.renewal import Renewal
from workflows.retried import Retried
from workflows.troubles import Troubles
from workflows.trust import gate, nudges
from workflows.trust.cancellations import UNHEARD
from workflows.trust.gate import NOTHING
from workflows.trust.nudges import nudge
from workflows.trust.unheard import Unheard

CANCELLED: Final = "cancelled-is-not-withdrawn"
"""A patch: in older histories an operator's cancellation was filed as the applicant's own withdrawal."""

LEFT: Final = "left-to-serve"
"""The change of 2026-11-30: before, what was on its way when its case ended was nobody's to enter."""


@workflow.defn(name=names.CASE)
class CaseRun(ApplicantsWords, OfficersWords, OperatorsWords, CaseAnswers, Retried, Unheard):
    """One case, from its submission to the day on which every department has answered."""

    @workflow.init
    def __init__(self, submission: Submission) -> None:
        submission, self._said = gate.opened(submission)
        self._before = renewal.taken_over(submission, carried.Carried)
        super().__init__(self._before.file if self._before else _filed(submission, self._said))
        self.filed, self.troubles = self._file, Troubles()
        self.renewal = self._before.renewal if self._before else Renewal()
        self._handling = JointHandling(self._file)
        self._view = OperatorsView(self._file)

    @workflow.run
    async def run(self, submission: Submission) -> Outcome:
        """Receive, follow the plan, close. A cancellation is nobody's word, and changes nothing."""
        may_renew = calls.begin()
        working = asyncio.create_task(self._work(submission))
        while True:
            try:
                return await self._until_its_end(working, may_renew=may_renew)
            except asyncio.CancelledError:
                if working.done():
                    raise
                if not changes.has(UNHEARD):
                    self._end_as_before()
                    return await working

    async def _until_its_end(self, working: asyncio.Task[Outcome], *, may_renew: bool) -> Outcome:
        """Of the work, or of this run."""
        while may_renew and not working.done():
            await renewal.until_due(lambda: working.done() or self._is_at_rest() or self._is_forgetful())
            if self._is_forgetful():
                await carried.recall(self._file, self._handling.bill, self.renewal)
            elif not working.done():
                carried.renew(self._file, self.renewal)
        return await asyncio.shield(working)

    def _is_forgetful(self) -> bool:
        """Whether it was reset, and has to recall what it has heard."""
        return self.renewal.was_reset and self._file.is_open

    def _end_as_before(self) -> None:
        if changes.has(CANCELLED):
            terminate(self._file)
        else:
            self._file.withdraw(Withdrawal(reason="运行人员终止办理"))

    def details(self) -> str:
        """What it is, whom it waits for, and what is to be done."""
        return self._view.details(self.troubles, self._called)

    @property
    def answers_to(self) -> str:
        """The key of whoever has filed it."""
        return self._file.answers_to

    def _is_at_rest(self) -> bool:
        quiet = workflow.all_handlers_finished() and not self.renewal.calls
        return self.renewal.is_due and quiet and carried.is_at_rest(self._file, hard=self.renewal.is_urgent)

    async def _work(self, submission: Submission) -> Outcome:
        outcome = await (self._go_on() if self._before else self._receive(submission))
        self._file.outcome = outcome
        await self._deliver()
        await self._leave()
        self._file.stage = Stage.CLOSED
        self._view.show()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return outcome

    async def _receive(self, submission: Submission) -> Outcome:
        at, word = workflow.info().start_time, gate.start_evidence(self._said)
        arrival = Arrival(submission=submission, received_at=at, evidence=word)
        reception = await calls.own(Window.receive, arrival, summary="预审与办理方案")
        self._file.reception = reception
        if isinstance(reception, Returned):
            await workflow.wait_condition(workflow.all_handlers_finished)
            raise failure(reception)
        return reception.outcome or await self._handle(reception)

    async def _go_on(self) -> Outcome:
        """For an earlier run; where that had ended, but was reset, there is nothing to be done."""
        if self._file.outcome:
            return self._file.outcome
        self._view.begin(goes_on=True)
        self._handling.go_on()
        return await self._follow()

    async def _deliver(self) -> None:
        """What the one window itself has told; whatever the case tells is delivered as it is told."""
        if isinstance(self._file.reception, Received) and self._file.reception.told:
            self._file.note_delivered(await calls.own(Notices.deliver, self._file.id, summary="送达"))

    async def _leave(self) -> None:
        """Letters that start somebody's time and are on their way are entered as served after the end."""
        if (left := endings.left_to_serve(self._file)) and changes.has(LEFT):
            shown = CaseTasks(case=self._file.id, tasks=left)
            await calls.own(Docket.keep, shown, summary="待送达登记")

    async def _handle(self, received: Received) -> Outcome:
        """Have it mended if need be, let every department answer, and enter the end in the ledger."""
        file, handling = self._file, self._handling
        file.open(received)
        if (before := received.recalled) and before.version and workflow.patched(carried.ANEW):
            self.renewal.was_reset = True  # it begins anew, and takes up what an earlier run has left on file
        self._view.begin()
        if received.receipt.accepted:
            handling.adopt(received)
            handling.bill.recall(received.recalled)
        else:
            file.stage = Stage.CORRECTION
            handling.correction.tell_findings(received.receipt.findings)
        return await self._follow()

    async def _follow(self) -> Outcome:
        file, handling = self._file, self._handling
        if file.stage is Stage.CORRECTION:
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
            rest=case_line.rest(file, ended),
            waited=any(item.asked_on for item in file.items.values()),
        )
        closed = await calls.own(Archive.close, closing, summary="办结归档")
        if not isinstance(closed, Closed):
            return closed or ended
        file.note_delivered(Delivered(services=closed.services))
        file.outbox.clear()
        for sequel in closed.kept:
            with suppress(FailureError):  # it looks by itself, too
                await nudge(names.sequel_id(sequel))
        return closed.outcome

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

    def hear(self, said: Said[Any], *, message: str, item: str) -> None:
        """Keep a word that was heard."""
        exhibits.note(self._file, said, message=message, item=item)

    @workflow.signal(name=names.LOOK_AGAIN)
    def look_again(self, _: RawValue = nudges.NONE) -> None:
        """An entry has changed that the case waits for, or something was ruled: that is looked up."""
        self._file.news = self._file.ruled = True

    @workflow.signal(name=names.RENEW)
    def renew_as_before(self) -> None:
        """As operators had it renewed before they signed it: heard only where that is replayed."""
        self.renewal.asked = True


def _filed(submission: Submission, said: Said[Submission] | None) -> CaseFile:
    word = exhibits.heard(said, message="submission", item="") if said else None
    return CaseFile(submission.model_copy(update={"papers": ()}), word=word)
