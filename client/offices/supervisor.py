"""The supervisor's side (督办): what is stuck, and orders that move deadlines."""

import hashlib
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from .. import names
from ..errors import DifferentOrder, TooLate
from ..messages.officers.commands import Amendment, Amends, CalendarFiled
from ..messages.officers.docket import Inbox, Task
from ..messages.officers.rule_table import RuleStanding, RuleTable
from ..messages.officers.stalled_run import StalledRun
from ..transport.codec import KeyRing
from ..transport.connection import connect, plugin
from ..transport.engine_line import PATIENCE, EngineLine
from ..trust.actor import Role
from ..trust.identity import Identities, Identity
from ..trust.key_pair import EngineKey
from . import stalled_runs


class Supervisor:
    """A connection for those who watch over departments."""

    def __init__(self, line: EngineLine, *, account: str = "") -> None:
        """`account` says which supervisor speaks, where the identity here may be any."""
        self._line = line
        self._account = account

    @classmethod
    async def connect(
        cls,
        address: str | None = None,
        *,
        namespace: str | None = None,
        keys: KeyRing | EngineKey | None = None,
        identities: Identities | None = None,
        patience: timedelta = PATIENCE,
        account: str = "",
    ) -> "Supervisor":
        """As `Platform.connect`."""
        client = await connect(plugin(keys or KeyRing.load()), address=address, namespace=namespace)
        return cls(EngineLine(client, patience, identities), account=account)

    async def stuck(self) -> tuple[Task, ...]:
        """What is overdue, with whichever department; every one of these needs somebody to see to it."""
        return (await self._line.ask(names.STUCK, Inbox, by=self._speaker)).tasks

    async def stalled(self) -> tuple[StalledRun, ...]:
        """Cases, grants and campaigns that stand still because the engine fails in them; needs no worker."""
        async with self._line.patiently("what stands still"):
            return await stalled_runs.find(self._line.client)

    async def rules(self) -> tuple[RuleStanding, ...]:
        """The rules by which machines grant: how they have done, and which are trusted."""
        return (await self._line.ask(names.RULES, RuleTable, by=self._speaker)).rules

    async def amend_calendar(self, case: UUID, amendment: Amendment) -> bool:
        """Reckon a case by other working days from now on, by order of somebody, for a reason.

        Tells whether it is: until another supervisor gives the same order, nothing changes. The same order
        again changes nothing. Raises `Unreasoned`, `TooLate`, `CaseNotFound`, `DifferentOrder`.
        """
        return await self._amend(names.case_id(case), amendment)

    async def amend_calendars(self, amendment: Amendment) -> int | None:
        """The same for every open case and all that are to come, as when an arrangement is published.

        Tells how many open ones took it, or nothing while another supervisor is to give the same order. One
        that is broken off may be given again. Raises `DifferentOrder` if another has its number.
        """
        told = await self._line.ask(names.CALENDAR_ORDER, CalendarFiled, amendment, by=self._speaker)
        if told.filed is None and not told.other:
            return None
        if told.filed != amendment:
            raise DifferentOrder(f"order {amendment.number} is on file already, and says something else")
        count = 0
        query = f"WorkflowType='{names.CASE}' AND ExecutionStatus='Running'"
        async for run in self._line.client.list_workflows(query):
            with suppress(TooLate):  # decided meanwhile: there is no deadline left to move
                await self._amend(run.id, amendment)
                count += 1
        return count

    async def _amend(self, workflow: str, amendment: Amendment) -> bool:
        content = hashlib.sha256(amendment.model_dump_json().encode()).hexdigest()
        command = f"{names.AMEND_CALENDAR}/{self._speaker.speaker.person}/{content}"
        async with self._line.patiently(workflow):
            told = await self._line.tell(
                workflow, names.AMEND_CALENDAR, amendment, Amends, by=self._speaker, command=command
            )
        return not told.waits

    @property
    def _speaker(self) -> Identity:
        return self._line.identities.of(Role.SUPERVISOR, actor=self._account)
