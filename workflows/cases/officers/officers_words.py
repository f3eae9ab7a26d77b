"""What officers and their supervisors order of a case: one handler for each word, as Temporal wants them.

The handlers differ in name and type only: that is what an operator reads on the timeline.
"""

from typing import Final

from temporalio import workflow

from client import names
from client.messages.cases.plan_order import PlanOrder, PlanOrdered
from client.messages.cases.progress import ItemProgress
from client.messages.officers.commands import (
    Amendment,
    Amends,
    ApproveExtension,
    Ask,
    Begin,
    Command,
    Extend,
    GrantItem,
    PartyConsent,
    Reassign,
    Refuse,
    Resume,
    ReturnTo,
    ServeDecision,
    Suspend,
    TakeStep,
)
from workflows import changes
from workflows.cases.admissibility import (
    require_open,
    require_received,
    require_same_facts,
    require_signed,
    require_turn,
    require_undecided,
)
from workflows.cases.joint_handling import JointHandling
from workflows.cases.officers import calendar_amendments, commands, delivery, inspectors, procedures
from workflows.cases.plan import plan_orders
from workflows.cases.records import progress
from workflows.cases.records.case_file import CaseFile
from workflows.trust import gate, supervisors

TWO_SUPERVISORS: Final = "two-supervisors"
"""The change of 2026-11-28: one supervisor moves no deadline alone."""


class OfficersWords:
    """A case, as far as officers speak to it."""

    _handling: JointHandling

    def __init__(self, file: CaseFile) -> None:
        self._file = file

    def _require(self, command: Command) -> None:
        require_undecided(self._file)
        require_received(self._file)
        commands.require(command, self._file)

    async def _carry_out(self, command: Command) -> ItemProgress:
        """The item afterwards. A decision is answered when it is entered in the department's books.

        Raises `FactsChanged` where it is not, for what it rests on is not as it was; `OutOfTurn`.
        """
        file = self._file
        item = file.items.get(command.item) or next(iter(file.items.values()))
        doubts = item.doubts
        commands.carry_out(command, file)
        grants = bool(item.decision and not item.decision.refusal)
        await workflow.wait_condition(lambda: item.decision is None)
        require_same_facts(item, doubts)
        require_turn(item, grants=grants)
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

    @workflow.update(name=names.BEGIN)
    def begin(self, command: Begin) -> ItemProgress:
        """A procedure of the law, of which all whom it concerns are told."""
        return progress.item_progress(procedures.begin(command, self._file), self._file)

    @begin.validator
    def may_begin(self, command: Begin) -> None:
        require_undecided(self._file)
        require_received(self._file)
        procedures.require_begin(command, self._file)

    @workflow.update(name=names.TAKE_STEP)
    def take_step(self, command: TakeStep) -> ItemProgress:
        """By whoever owns it: the department, a host, another body."""
        return progress.item_progress(procedures.take_step(command, self._file), self._file)

    @take_step.validator
    def may_take_step(self, command: TakeStep) -> None:
        require_undecided(self._file)
        require_received(self._file)
        procedures.require_step(command, self._file)
        inspectors.require(command, self._file)

    @workflow.update(name=names.EXTEND)
    async def extend(self, command: Extend) -> ItemProgress:
        return await self._carry_out(command)

    @extend.validator
    def may_extend(self, command: Extend) -> None:
        self._require(command)

    @workflow.update(name=names.APPROVE)
    async def approve_extension(self, command: ApproveExtension) -> ItemProgress:
        return await self._carry_out(command)

    @approve_extension.validator
    def may_approve(self, command: ApproveExtension) -> None:
        self._require(command)

    @workflow.update(name=names.REASSIGN)
    async def reassign(self, command: Reassign) -> ItemProgress:
        return await self._carry_out(command)

    @reassign.validator
    def may_reassign(self, command: Reassign) -> None:
        self._require(command)

    @workflow.update(name=names.RETURN_TO)
    async def return_to(self, command: ReturnTo) -> ItemProgress:
        return await self._carry_out(command)

    @return_to.validator
    def may_return(self, command: ReturnTo) -> None:
        self._require(command)

    @workflow.update(name=names.SERVE)
    async def serve(self, command: ServeDecision) -> ItemProgress:
        """A decision was served: its remedies are reckoned from then on."""
        return await delivery.serve(command, self._file)

    @serve.validator
    def may_serve(self, command: ServeDecision) -> None:
        require_open(self._file)
        require_received(self._file)
        delivery.require(command, self._file)

    @workflow.update(name=names.PARTY_CONSENT)
    def party_consent(self, command: PartyConsent) -> ItemProgress:
        """Whom it concerns besides the applicant may agree to electronic service later, or do so no more."""
        delivery.note_consent(command, self._file)
        return progress.item_progress(self._file.items[command.item], self._file)

    @party_consent.validator
    def may_note_consent(self, command: PartyConsent) -> None:
        require_open(self._file)
        require_received(self._file)
        delivery.require_party(command, self._file)

    @workflow.update(name=names.AMEND_CALENDAR)
    async def amend_calendar(self, amendment: Amendment) -> Amends:
        """The working days are changed, and with them every deadline, when two supervisors order it."""
        require_received(self._file)
        is_signed = gate.spoken().evidence and changes.has(TWO_SUPERVISORS)
        if is_signed and not await supervisors.have_ordered(amendment):
            return Amends(waits=True)
        if amendment.number not in self._file.amended:
            self._file.amended = (*self._file.amended, amendment.number)
            calendar_amendments.carry_out(amendment, self._file)
        return Amends()

    @workflow.update(name=names.REPLAN)
    async def replan(self, order: PlanOrder) -> PlanOrdered:
        """Its definition was changed in place: it is planned anew, when two supervisors order it."""
        return await plan_orders.carry_out(order, self._handling)

    @replan.validator
    def may_replan(self, order: PlanOrder) -> None:
        plan_orders.require(order, self._file)

    @amend_calendar.validator
    def may_amend(self, amendment: Amendment) -> None:
        require_undecided(self._file)
        require_signed(amendment)
