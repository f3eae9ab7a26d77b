"""The engine: it follows the plan of one case and knows no matter by name."""

import asyncio

from temporalio import workflow
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

with workflow.unsafe.imports_passed_through():
    from activities.archive import Archive
    from activities.reception import Arrival, Received, Reception, Returned, Window
    from client import names
    from client.errors import TooLate
    from client.messages import ItemProgress, Outcome, OutcomeKind, Progress, Receipt, Stage, State
    from client.submission import Submission, Withdrawal
    from matters import clock
    from matters.plan import Plan
    from workflows import calls, visibility
    from workflows.matter import CaseFile, Item


@workflow.defn(name=names.CASE)
class OneMatter:
    """One case, from its submission to the day on which every department has answered."""

    @workflow.init
    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._file = CaseFile(id=submission.id, applicant=submission.applicant)
        self._stage = Stage.PRE_REVIEW
        self._reception: Reception | None = None
        self._outcome: Outcome | None = None
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

    @workflow.update(name=names.RECEIPT)
    async def receipt(self) -> Receipt:
        """What the one window answers; waits until it has."""
        await workflow.wait_condition(lambda: self._reception is not None)
        match self._reception:
            case Received(receipt=receipt):
                return receipt
            case Returned() as returned:
                raise _failure(returned)
            case None:
                raise AssertionError("the condition above has just held")

    @workflow.query(name=names.RECEIPT)
    def recorded_receipt(self) -> Receipt | None:
        """The same, if it is there; also when the case has long been closed."""
        return self._reception.receipt if isinstance(self._reception, Received) else None

    @workflow.update(name=names.WITHDRAW)
    def withdraw(self, withdrawal: Withdrawal) -> None:
        """The applicant takes the application back."""
        self._withdraw(withdrawal)

    @withdraw.validator
    def still_undecided(self, withdrawal: Withdrawal) -> None:  # noqa: ARG002
        """Nothing can be withdrawn once everything is decided."""
        decided = self._file.items and all(item.settled for item in self._file.items.values())
        if decided or self._stage is Stage.CLOSED:
            raise TooLate(f"case {self._file.id}: every item is decided; the outcome tells how")

    @workflow.query(name=names.PROGRESS)
    def progress(self) -> Progress:
        """Where the case and its items stand."""
        receipt = self.recorded_receipt()
        return Progress(
            case=self._file.id,
            one_matter=receipt.one_matter if receipt else self._submission.one_matter,
            acceptance_number=receipt.acceptance_number if receipt else "",
            stage=self._stage,
            outcome=self._outcome.kind if self._outcome else None,
            items=self._items(),
        )

    def _withdraw(self, withdrawal: Withdrawal) -> None:
        """The first word counts; another changes nothing."""
        self._file.withdrawal = self._file.withdrawal or withdrawal

    def _items(self) -> tuple[ItemProgress, ...]:
        """Of a case that had ended before this run, the items as they ended."""
        if not self._file.items and self._outcome:
            return self._outcome.items
        return tuple(item.progress() for item in self._file.items.values())

    async def _work(self, submission: Submission) -> Outcome:
        arrival = Arrival(submission=submission, received_at=workflow.now())
        self._reception = await calls.own(Window.receive, arrival, summary="预审与办理方案")
        if isinstance(self._reception, Returned):
            await workflow.wait_condition(workflow.all_handlers_finished)
            raise _failure(self._reception)
        self._outcome = await self._conclude(self._reception)
        self._stage = Stage.CLOSED
        self._tell_details()
        self._write_attributes(self._reception)
        await workflow.wait_condition(workflow.all_handlers_finished)
        return self._outcome

    async def _conclude(self, received: Received) -> Outcome:
        if received.outcome:  # not accepted, or known to the ledger from an earlier run
            return received.outcome
        if received.plan is None:
            raise AssertionError("a submission is accepted with a plan, or ends with an outcome")
        return await self._handle(received, received.plan)

    async def _handle(self, received: Received, plan: Plan) -> Outcome:
        """Set every department to work, wait for all, and enter the end in the ledger."""
        self._open_file(received, plan)
        self._stage = Stage.HANDLING
        telling = asyncio.create_task(self._keep_details())
        writing = asyncio.create_task(self._keep_searchable(received))
        async with asyncio.TaskGroup() as group:
            for item in self._file.items.values():
                group.create_task(item.handle())
        if self._file.withdrawal:
            for item in reversed(self._file.items.values()):
                await item.undo()
        self._stage = Stage.DELIVERING
        outcome = Outcome(
            case=self._file.id,
            kind=_kind([item.state for item in self._file.items.values()]),
            closed_at=workflow.now(),
            items=self._items(),
        )
        await calls.own(Archive.close, outcome, summary="办结归档")
        telling.cancel()
        writing.cancel()
        return outcome

    def _open_file(self, received: Received, plan: Plan) -> None:
        self._file.sha256 = received.sha256
        numbers = {item.code: item.number for item in received.receipt.items}
        for planned in plan.items:
            self._file.items[planned.code] = Item(planned, number=numbers[planned.code], file=self._file)

    async def _keep_details(self) -> None:
        while True:
            self._tell_details()
            await self._change()

    async def _keep_searchable(self, received: Received) -> None:
        """With rests in between, for every writing of search attributes is an event."""
        while True:
            self._write_attributes(received)
            change = asyncio.create_task(self._change())
            await workflow.sleep(visibility.REST, summary="检索属性更新间隔")
            await change

    async def _change(self) -> None:
        """Until anything is in another state than now."""
        states = self._states()
        await workflow.wait_condition(lambda: self._states() != states)

    def _states(self) -> tuple[Stage | State, ...]:
        return self._stage, *(item.state for item in self._file.items.values())

    def _write_attributes(self, received: Received) -> None:
        now = visibility.attributes(self._submission, received, self.progress())
        workflow.upsert_search_attributes(visibility.changes(self._written, now))
        self._written = now

    def _tell_details(self) -> None:
        today = clock.day_in_china(workflow.now())
        workflow.set_current_details(visibility.details(self.progress(), today))


def _failure(returned: Returned) -> ApplicationError:
    """A run that fails leaves the id of its submission free for a mended one."""
    return ApplicationError(
        returned.says,
        [field.model_dump() for field in returned.wrong_fields],
        type=returned.failure,
        non_retryable=True,
        category=ApplicationErrorCategory.BENIGN,
    )


def _kind(states: list[State]) -> OutcomeKind:
    """How a case ended, from how its items did."""
    if State.WITHDRAWN in states:
        return OutcomeKind.WITHDRAWN
    if all(state is State.GRANTED for state in states):
        return OutcomeKind.GRANTED
    if State.GRANTED in states:
        return OutcomeKind.PARTLY_GRANTED
    return OutcomeKind.REFUSED if State.REFUSED in states else OutcomeKind.LAPSED
