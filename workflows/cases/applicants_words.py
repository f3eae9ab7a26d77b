"""What applicants say to a case, and the payment system: a handler for each word, as Temporal wants them."""

from temporalio import workflow

from client import names
from client.messages.cases.choice import Chosen
from client.messages.cases.correction import Supplement, Supplemented
from client.messages.cases.progress import AskFor
from client.messages.cases.submission import ServiceConsent, Withdrawal
from client.messages.money.payment import Payment
from workflows.cases.admissibility import (
    require_answer,
    require_asked,
    require_bill,
    require_choice,
    require_open,
    require_paid,
    require_received,
    require_speaker,
    require_undecided,
)
from workflows.cases.joint_handling import JointHandling
from workflows.cases.officers import delivery, procedures
from workflows.cases.records.case_file import CaseFile


class ApplicantsWords:
    """A case, as far as its applicant speaks to it. Every word is checked before it is accepted."""

    _file: CaseFile
    _handling: JointHandling

    @workflow.update(name=names.WITHDRAW)
    async def withdraw(self, withdrawal: Withdrawal) -> None:
        """The applicant takes the application back."""
        await require_speaker(withdrawal, self._file)
        require_undecided(self._file)
        self._file.withdraw(withdrawal)

    @withdraw.validator
    def may_withdraw(self, withdrawal: Withdrawal) -> None:  # noqa: ARG002
        require_undecided(self._file)
        if not self._file.filed_by:
            require_received(self._file)  # by its plan it is known who may speak of what the engine has filed

    @workflow.update(name=names.SUPPLEMENT)
    async def supplement(self, supplied: Supplement) -> Supplemented:
        """The applicant mends what was asked for; a new plan is drawn."""
        await require_speaker(supplied, self._file)
        return await self._handling.supplements.take(supplied)

    @supplement.validator
    def may_supplement(self, supplied: Supplement) -> None:
        require_undecided(self._file)
        require_received(self._file)
        require_asked(self._file)
        require_answer(supplied, self._file)

    @workflow.update(name=names.CHOOSE)
    async def choose(self, chosen: Chosen) -> None:
        """The applicant decides about the rest after a refusal."""
        await require_speaker(chosen, self._file)
        self._handling.choices.choose(chosen.choice)

    @choose.validator
    def may_choose(self, chosen: Chosen) -> None:  # noqa: ARG002
        require_received(self._file)
        require_choice(self._file)

    @workflow.update(name=names.ASK_FOR)
    async def ask_for(self, asked: AskFor) -> None:
        """The applicant asks for what he has a right to in a procedure."""
        await require_speaker(asked, self._file)
        procedures.ask_for(asked, self._file)

    @ask_for.validator
    def may_ask_for(self, asked: AskFor) -> None:
        require_undecided(self._file)
        require_received(self._file)
        procedures.require_asking(asked, self._file)

    @workflow.update(name=names.CONSENT)
    async def consent(self, said: ServiceConsent) -> None:
        """The applicant says whether he is served electronically from now on."""
        await require_speaker(said, self._file)
        require_open(self._file)
        await delivery.agree(said, self._file)

    @consent.validator
    def may_consent(self, said: ServiceConsent) -> None:  # noqa: ARG002
        require_open(self._file)
        require_received(self._file)

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
