"""What operators see of a case: its details when they look, and what they search by with rests in between."""

import asyncio

from temporalio import workflow

from activities.cases.arrivals import Received
from workflows import calls, visibility
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.progress import progress


class OperatorsView:
    """Kept up to date from reception to the end."""

    def __init__(self, file: CaseFile) -> None:
        self._file = file
        self._written: visibility.Attributes = {}
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Show whatever changes from now on."""
        self._task = asyncio.create_task(self._keep_searchable())

    def end(self) -> None:
        """Nothing changes any more, but that the case is closed."""
        if self._task:
            self._task.cancel()

    def show(self) -> None:
        """What is searched by, as it is now."""
        self._write_attributes()

    def details(self) -> str:
        """The items in a table, once it is received."""
        if not self._file.is_open:
            return ""
        return visibility.details(progress(self._file), self._file.today, self._file.plan.calendar)

    async def _keep_searchable(self) -> None:
        """With rests in between, for every writing of search attributes is an event."""
        while True:
            self._write_attributes()
            change = asyncio.create_task(self._change())
            await workflow.sleep(visibility.REST, summary="检索属性更新间隔")
            calls.leave_event()
            await change

    async def _change(self) -> None:
        """Until anything looks other than now."""
        shown = self._shown()
        await workflow.wait_condition(lambda: self._shown() != shown)

    def _shown(self) -> tuple[object, ...]:
        file = self._file
        states = ((item.state, item.colour) for item in file.items.values())
        return file.stage, file.colour, *self._due(), *states

    def _due(self) -> tuple[object, ...]:
        """What the last days that are shown are reckoned from."""
        file = self._file
        clocks = (file.clock, *(item.clock for item in file.items.values() if item.clock))
        return file.plan.calendar, *(one.proceedings for one in clocks)

    def _write_attributes(self) -> None:
        if isinstance(self._file.reception, Received):
            now = visibility.attributes(self._file.submission, self._file.reception, progress(self._file))
            workflow.upsert_search_attributes(visibility.changes(self._written, now))
            self._written = now
