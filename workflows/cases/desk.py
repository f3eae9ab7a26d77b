"""What departments' officers and their supervisors may tell a case, one update for each word of theirs."""

from __future__ import annotations

from temporalio import workflow

from activities.cases.notices import Addressee, NoticeKind
from client import names
from client.errors import Unreasoned
from client.messages.cases.progress import ItemProgress
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
from workflows.cases import officers
from workflows.cases.case_state import CaseState
from workflows.cases.progress import item_progress


class OfficerWords(CaseState):
    """Every command is checked before it is accepted, so that an officer learns at once why it is not.

    The handlers differ in name and type only: that is what an operator reads on the timeline.
    """

    def require(self, command: Command) -> None:
        """Raises a `Rejected` if the command cannot be carried out."""
        self._require_open()
        officers.require(command, self._at_work().file)

    async def carry_out(self, command: Command) -> ItemProgress:
        """The item afterwards. A decision is answered when it is entered in the department's books."""
        file = self._at_work().file
        officers.carry_out(command, file)
        item = file.items.get(command.item) or next(iter(file.items.values()))
        await workflow.wait_condition(lambda: item.decision is None)
        return item_progress(item, file)

    @workflow.update(name=names.GRANT)
    async def grant(self, command: GrantItem) -> ItemProgress:
        return await self.carry_out(command)

    @grant.validator
    def may_grant(self, command: GrantItem) -> None:
        self.require(command)

    @workflow.update(name=names.REFUSE)
    async def refuse(self, command: Refuse) -> ItemProgress:
        return await self.carry_out(command)

    @refuse.validator
    def may_refuse(self, command: Refuse) -> None:
        self.require(command)

    @workflow.update(name=names.ASK)
    async def ask(self, command: Ask) -> ItemProgress:
        return await self.carry_out(command)

    @ask.validator
    def may_ask(self, command: Ask) -> None:
        self.require(command)

    @workflow.update(name=names.SUSPEND)
    async def suspend(self, command: Suspend) -> ItemProgress:
        return await self.carry_out(command)

    @suspend.validator
    def may_suspend(self, command: Suspend) -> None:
        self.require(command)

    @workflow.update(name=names.RESUME)
    async def resume(self, command: Resume) -> ItemProgress:
        return await self.carry_out(command)

    @resume.validator
    def may_resume(self, command: Resume) -> None:
        self.require(command)

    @workflow.update(name=names.EXTEND)
    async def extend(self, command: Extend) -> ItemProgress:
        return await self.carry_out(command)

    @extend.validator
    def may_extend(self, command: Extend) -> None:
        self.require(command)

    @workflow.update(name=names.RETURN_TO)
    async def return_to(self, command: ReturnTo) -> ItemProgress:
        return await self.carry_out(command)

    @return_to.validator
    def may_return(self, command: ReturnTo) -> None:
        self.require(command)

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
