"""What an applicant may tell a case: take it back, mend it, choose after a refusal; and what is paid."""

from collections.abc import Sequence

from temporalio import workflow

from activities.cases.arrivals import Mending, Received, Reception, Returned
from activities.cases.reception import Window
from client import names
from client.errors import NotAsked
from client.messages.cases.correction import Supplement, Supplemented
from client.messages.cases.findings import WrongField
from client.messages.cases.progress import Chosen, State
from client.messages.cases.submission import Submission, Withdrawal
from client.messages.money.payment import Payment
from workflows import calls
from workflows.cases.case_state import CaseState, failure
from workflows.cases.file import CaseFile
from workflows.cases.handling import CaseAtWork


class ApplicantWords(CaseState):
    """Every word is checked before it is accepted."""

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
                raise failure(mended)
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

    def _require_asked(self, handling: CaseAtWork) -> None:
        file = handling.file
        follows = any(any(item.lacks()) for item in file.items.values())
        if handling.not_accepted or not (handling.correction.open or follows):
            raise NotAsked(f"case {file.id}: nothing is asked for at the moment")

    async def _mend(self, supplement: Supplement, handling: CaseAtWork) -> Reception:
        file, form = handling.file, self._submission.form
        changed = [field for field, answer in supplement.form.items() if form.get(field) != answer]
        if wrong := _touched(file, changed):
            return Returned(failure=names.INVALID_FORM, says="已办结事项的内容不能修改", wrong_fields=wrong)
        mending = Mending(
            submission=self._mended(supplement).model_copy(update={"papers": supplement.papers}),
            uploaded=dict(file.sha256),
            numbers=file.numbers,
            plan_number=file.plan.number + 1,
            received_at=file.received_at,
            accepted_on=file.clock.accepted_on(file.plan.calendar) or file.today,
        )
        return await calls.own(Window.supplement, mending, summary="补正受理与办理方案")

    def _mended(self, supplement: Supplement) -> Submission:
        """Without the papers, which the ledger keeps."""
        told = self._submission
        committed = told.committed or supplement.committed
        return told.model_copy(update={"form": {**told.form, **supplement.form}, "committed": committed})

    def _take_up(self, supplement: Supplement, mended: Received, handling: CaseAtWork) -> Supplemented:
        """Before acceptance what is mended adds up; afterwards all of it is taken, or nothing."""
        file, findings = handling.file, mended.receipt.findings
        if file.items and not mended.receipt.accepted:
            return Supplemented(accepted=False, plan=file.plan.number, findings=findings)
        self._submission = self._mended(supplement)
        if mended.receipt.accepted:
            self._reception = mended
            handling.correction.answer(supplement)
            handling.adopt(mended)
            handling.correction.hand_out()
        elif mended.outcome:
            self._reception = mended
            handling.not_accepted = mended.outcome
        else:
            handling.correction.narrow(findings)
        file.sha256 |= mended.sha256  # not before: an item that is granted is at work as long as it lacks one
        return Supplemented(accepted=mended.receipt.accepted, plan=file.plan.number, findings=findings)


def _touched(file: CaseFile, changed: Sequence[str]) -> tuple[WrongField, ...]:
    """Answers that a decision already rests upon cannot be changed by a supplement."""
    return tuple(
        WrongField(path=f"form.{field}", says=f"“{item.planned.name}”已据此办结，不能再修改")
        for item in file.items.values()
        if item.state is State.GRANTED
        for field in changed
        if field in item.planned.fields
    )
