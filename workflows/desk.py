"""What departments' officers may tell a case, one update for each word of theirs."""

from __future__ import annotations

from abc import abstractmethod

from temporalio import workflow

from client import names
from client.commands import Ask, Command, Extend, Grant, Refuse, Resume, ReturnTo, Suspend
from client.messages import ItemProgress


class Desk:
    """Every command is checked before it is accepted, so that an officer learns at once why it is not.

    The handlers differ in name and type only: that is what an operator reads on the timeline.
    """

    @abstractmethod
    def require(self, command: Command) -> None:
        """Raises a `Rejected` if the command cannot be carried out."""

    @abstractmethod
    async def carry_out(self, command: Command) -> ItemProgress:
        """The item as it is afterwards."""

    @workflow.update(name=names.GRANT)
    async def grant(self, command: Grant) -> ItemProgress:
        return await self.carry_out(command)

    @grant.validator
    def may_grant(self, command: Grant) -> None:
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
