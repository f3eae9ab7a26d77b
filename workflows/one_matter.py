"""The engine: it follows the plan of one case and knows no matter by name."""

import asyncio
from collections.abc import Sequence

from temporalio import workflow
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.archive import Archive
from activities.arrivals import Arrival, Mending, Received, Reception, Returned
from activities.notices import Addressee, NoticeKind
from activities.reception import Window
from client import names
from client.commands import Amendment, Command
from client.correction import Supplement, Supplemented
from client.docket import Sheet
from client.errors import NotAsked, TooLate, UnknownItem, Unreasoned
from client.findings import WrongField
from client.messages import (
    Chosen,
    ItemProgress,
    Outcome,
    OutcomeKind,
    Progress,
    Receipt,
    Reckonings,
    Stage,
    State,
)
from client.payment import Payment
from client.submission import Submission, Withdrawal
from matters import clock
from workflows import calls, officers, visibility
from workflows.desk import Desk
from workflows.file import CaseFile
from workflows.handling import Handling
from workflows.legal_clock import LegalClock
from workflows.progress import item_progress, sheet


@workflow.defn(name=names.CASE)
class OneMatter(Desk):
    """One case, from its submission to the day on which every department has answered."""

    @workflow.init
    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._stage = Stage.PRE_REVIEW
        self._reception: Reception | None = None
        self._withdrawal: Withdrawal | None = None
        self._handling: Handling | None = None
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
        self._require_open()

    @workflow.update(name=names.SUPPLEMENT)
    async def supplement(self, supplement: Supplement) -> Supplemented:
        """The applicant mends what was asked for; a new plan is drawn."""
        handling = self._at_work()
        async with handling.file.mending:
            self._require_asked(handling)  # another answer may have come first
            mended = await self._mend(supplement, handling)
            if isinstance(mended, Returned):
                raise _failure(mended)
            return self._take_up(supplement, mended, handling)

    @supplement.validator
    def was_asked(self, supplement: Supplement) -> None:  # noqa: ARG002
        """Only what was asked for can be supplemented."""
        self._require_open()
        self._require_asked(self._at_work())

    @workflow.update(name=names.CHOOSE)
    def choose(self, chosen: Chosen) -> None:
        """The applicant decides about the rest after a refusal."""
        self._at_work().choices.choose(chosen.choice)

    @choose.validator
    def has_a_choice(self, chosen: Chosen) -> None:  # noqa: ARG002
        """A choice is open until it is made, or its day is over."""
        if self._at_work().choices.open is None:
            raise NotAsked(f"case {self._submission.id}: there is nothing to choose")

    @workflow.update(name=names.PAY)
    def pay(self, payment: Payment) -> None:
        """The payment system says that money has come in."""
        self._at_work().bill.pay(payment)

    @pay.validator
    def was_billed(self, payment: Payment) -> None:  # noqa: ARG002
        """Money is taken for a bill only; the payment system keeps what nobody asked for."""
        self._require_open()
        if self._at_work().bill.due is None:
            raise NotAsked(f"case {self._submission.id}: there is no bill")

    @workflow.update(name=names.AMEND_CALENDAR)
    def amend_calendar(self, amendment: Amendment) -> None:
        """The working days are changed, and with them every deadline of the case."""
        file = self._at_work().file
        calendar = file.plan.calendar.amended(
            holidays=amendment.holidays, workdays=amendment.workdays, until=amendment.until
        )
        file.plan = file.plan.model_copy(update={"calendar": calendar})
        says = f"工作日安排调整，由{amendment.by}决定，理由：{amendment.reason}；办理期限随之重新计算"
        file.tell(Addressee.APPLICANT, NoticeKind.CALENDAR, says)

    @amend_calendar.validator
    def is_signed(self, amendment: Amendment) -> None:
        """Nobody moves a deadline without saying by which order, who, why, and which days."""
        self._require_open()
        if not all(map(str.strip, (amendment.number, amendment.by, amendment.reason))):
            raise Unreasoned("an amendment of the calendar needs `number`, `by` and `reason`")
        if not (amendment.holidays or amendment.workdays or amendment.until):
            raise Unreasoned(f"order {amendment.number} changes no day; give holidays, workdays or `until`")

    def require(self, command: Command) -> None:
        """See base class."""
        self._require_open()
        officers.require(command, self._at_work().file)

    async def carry_out(self, command: Command) -> ItemProgress:
        """See base class. A decision is answered when it is entered in the department's books."""
        file = self._at_work().file
        officers.carry_out(command, file)
        item = file.items.get(command.item) or next(iter(file.items.values()))
        await workflow.wait_condition(lambda: item.decision is None)
        return item_progress(item, file)

    @workflow.query(name=names.PROGRESS)
    def progress(self) -> Progress:
        """Where the case and its items stand."""
        receipt = self.recorded_receipt()
        shown = Progress(
            case=self._submission.id,
            one_matter=receipt.one_matter if receipt else self._submission.one_matter,
            acceptance_number=receipt.acceptance_number if receipt else "",
            stage=self._stage,
            outcome=self._outcome.kind if self._outcome else None,
            items=self._items(),
        )
        if self._handling is None:
            return shown
        handling, file = self._handling, self._handling.file
        due = file.clock.due(file.plan.calendar)
        return shown.model_copy(
            update={
                "due_on": due and due.on,
                "colour": handling.watch.colour,
                "plan": file.plan.number,
                "notices": handling.correction.told,
                "choice": handling.choices.open,
                "bill": handling.bill.due,
            }
        )

    @workflow.query(name=names.SHEET)
    def sheet(self, item: str) -> Sheet | None:
        """An item as its officers see it."""
        file = self._handling.file if self._handling else None
        return sheet(file.items[item], file) if file and item in file.items else None

    @workflow.query(name=names.EXPLAIN)
    def explain(self) -> Reckonings:
        """How every deadline of the case comes about, day by day."""
        if self._handling is None:
            return Reckonings(clocks=())
        file = self._handling.file
        named = [(item.planned.name, item.clock) for item in file.items.values() if item.clock]
        return Reckonings(
            clocks=tuple(
                reckoning
                for name, clock in ((file.plan.name, file.clock), *named)
                for reckoning in clock.reckonings(name, file.today, file.plan.calendar)
            )
        )

    def _at_work(self) -> Handling:
        if self._handling is None:
            raise UnknownItem(f"case {self._submission.id} is not received yet; call again")
        return self._handling

    def _require_open(self) -> None:
        decided = self._handling is not None and self._handling.file.decided
        if decided or self._stage is Stage.CLOSED:
            raise TooLate(f"case {self._submission.id}: every item is decided; the outcome tells how")

    def _require_asked(self, handling: Handling) -> None:
        file = handling.file
        follows = any(any(item.lacks()) for item in file.items.values())
        if not handling.correction.open and not follows:
            raise NotAsked(f"case {file.id}: nothing is asked for at the moment")

    def _withdraw(self, withdrawal: Withdrawal) -> None:
        """The first word counts; another changes nothing."""
        self._withdrawal = self._withdrawal or withdrawal
        if self._handling:
            self._handling.file.withdrawal = self._withdrawal

    def _items(self) -> tuple[ItemProgress, ...]:
        """Of a case that had ended before this run, the items as they ended."""
        if self._handling is None:
            return self._outcome.items if self._outcome else ()
        file = self._handling.file
        return tuple(item_progress(item, file) for item in file.items.values())

    async def _mend(self, supplement: Supplement, handling: Handling) -> Reception:
        file, form = handling.file, self._submission.form
        submission = self._submission.model_copy(
            update={"form": {**form, **supplement.form}, "papers": supplement.papers}
        )
        changed = [field for field, answer in supplement.form.items() if form.get(field) != answer]
        if wrong := _touched(file, changed):
            return Returned(failure=names.INVALID_FORM, says="已办结事项的内容不能修改", wrong_fields=wrong)
        mending = Mending(
            submission=submission,
            uploaded=tuple(file.sha256),
            numbers=file.numbers,
            plan_number=file.plan.number + 1,
            received_at=file.received_at,
            accepted_on=file.clock.accepted_on(file.plan.calendar) or file.today,
        )
        return await calls.own(Window.supplement, mending, summary="补正受理与办理方案")

    def _take_up(self, supplement: Supplement, mended: Received, handling: Handling) -> Supplemented:
        """Before acceptance what is mended adds up; afterwards all of it is taken, or nothing."""
        file, findings = handling.file, mended.receipt.findings
        if file.items and not mended.receipt.accepted:
            return Supplemented(accepted=False, plan=file.plan.number, findings=findings)
        form = {**self._submission.form, **supplement.form}
        self._submission = self._submission.model_copy(update={"form": form})
        if mended.receipt.accepted:
            self._reception = mended
            handling.correction.answer(supplement)
            handling.adopt(mended)
            handling.correction.hand_out()
        else:
            handling.correction.narrow(findings)
        file.sha256 |= mended.sha256  # not before: an item that is granted is at work as long as it lacks one
        return Supplemented(accepted=mended.receipt.accepted, plan=file.plan.number, findings=findings)

    async def _work(self, submission: Submission) -> Outcome:
        arrival = Arrival(submission=submission, received_at=workflow.now())
        self._reception = await calls.own(Window.receive, arrival, summary="预审与办理方案")
        if isinstance(self._reception, Returned):
            await workflow.wait_condition(workflow.all_handlers_finished)
            raise _failure(self._reception)
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
        outcome = await self._conclude(handling)
        telling.cancel()
        writing.cancel()
        return outcome

    async def _conclude(self, handling: Handling) -> Outcome:
        file = handling.file
        if file.withdrawal:
            for item in reversed(file.items.values()):
                await item.undo()
            await handling.bill.refund()
        self._stage = Stage.DELIVERING
        outcome = Outcome(case=file.id, kind=_kind(file), closed_at=workflow.now(), items=self._items())
        await calls.own(Archive.close, outcome, summary="办结归档")
        return outcome

    def _open(self, received: Received) -> Handling:
        file = CaseFile(
            id=self._submission.id,
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
        return Handling(file)

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


def _touched(file: CaseFile, changed: Sequence[str]) -> tuple[WrongField, ...]:
    """Answers that a decision already rests upon cannot be changed by a supplement."""
    return tuple(
        WrongField(path=f"form.{field}", says=f"“{item.planned.name}”已据此办结，不能再修改")
        for item in file.items.values()
        if item.state is State.GRANTED
        for field in changed
        if field in item.planned.fields
    )


def _failure(returned: Returned) -> ApplicationError:
    """A run that fails leaves the id of its submission free for a mended one."""
    return ApplicationError(
        returned.says,
        [field.model_dump() for field in returned.wrong_fields],
        type=returned.failure,
        non_retryable=True,
        category=ApplicationErrorCategory.BENIGN,
    )


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
