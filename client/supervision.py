"""The supervisor's side (督办): what is stuck, and orders that move deadlines."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

from . import names
from .codec import KeyRing
from .commands import Amendment
from .connection import connect, plugin
from .docket import Inbox, Task
from .errors import TooLate
from .line import PATIENCE, Line
from .rules import RuleStanding, RuleTable


class Supervisor:
    """A connection for those who watch over departments."""

    def __init__(self, line: Line) -> None:
        self._line = line

    @classmethod
    async def connect(
        cls,
        address: str | None = None,
        *,
        namespace: str | None = None,
        keys: KeyRing | None = None,
        patience: timedelta = PATIENCE,
    ) -> "Supervisor":
        """As `Platform.connect`."""
        client = await connect(plugin(keys or KeyRing.load()), address=address, namespace=namespace)
        return cls(Line(client, patience))

    async def stuck(self) -> tuple[Task, ...]:
        """What is overdue, with whichever department; every one of these needs somebody to see to it."""
        async with self._line.patiently("stuck"):
            inbox: Inbox = await self._line.client.execute_workflow(
                names.STUCK,
                id=f"{names.STUCK}/{uuid4()}",
                task_queue=names.QUEUE,
                execution_timeout=self._line.patience,
                result_type=Inbox,
            )
        return inbox.tasks

    async def rules(self) -> tuple[RuleStanding, ...]:
        """The rules by which machines grant: how they have done, and which are trusted."""
        async with self._line.patiently("rules"):
            table: RuleTable = await self._line.client.execute_workflow(
                names.RULES,
                id=names.enquiry_id(names.RULES, uuid4()),
                task_queue=names.QUEUE,
                execution_timeout=self._line.patience,
                result_type=RuleTable,
            )
        return table.rules

    async def amend_calendar(self, case: UUID, amendment: Amendment) -> None:
        """Reckon a case by other working days from now on, by order of somebody, for a reason.

        The same order again changes nothing. Raises `Unreasoned`, `TooLate`, `CaseNotFound`.
        """
        await self._amend(names.case_id(case), amendment)

    async def amend_calendars(self, amendment: Amendment) -> int:
        """The same for every open case, as when an arrangement is published; how many took it.

        An order that is broken off may be given again.
        """
        count = 0
        query = f"WorkflowType='{names.CASE}' AND ExecutionStatus='Running'"
        async for run in self._line.client.list_workflows(query):
            with suppress(TooLate):  # decided meanwhile: there is no deadline left to move
                await self._amend(run.id, amendment)
                count += 1
        return count

    async def _amend(self, workflow: str, amendment: Amendment) -> None:
        handle = self._line.client.get_workflow_handle(workflow)
        async with self._line.patiently(workflow):
            await handle.execute_update(
                names.AMEND_CALENDAR, amendment, id=f"{names.AMEND_CALENDAR}/{amendment.number}"
            )
