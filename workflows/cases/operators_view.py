"""What operators see of a case: its details when they look, and what is searched and listed of it.

The last two are written with rests in between.
"""

import asyncio
from functools import partial
from itertools import count
from typing import Final

from temporalio import workflow

from activities.cases.arrivals import Received
from activities.lists.rest import Rests
from client.messages.cases.progress import Colour, Stage
from workflows import calls, renewal, visibility
from workflows.cases import case_page
from workflows.cases.keepers import Keepers
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.holders import balls
from workflows.cases.rest import case_line, holds
from workflows.troubles import Troubles

SEVERITY: Final = (Colour.GREEN, Colour.YELLOW, Colour.RED)


class OperatorsView:
    """Kept up to date from reception to the end."""

    def __init__(self, file: CaseFile) -> None:
        self._file = file
        self._written = visibility.shown_now()
        self._may_be_late = False
        self._keepers = Keepers()

    def begin(self, *, goes_on: bool = False) -> None:
        """Show whatever changes from now on; where an earlier run `goes_on`, what that has not kept, too."""
        self._may_be_late = goes_on
        self._keepers.start(self._keep_searchable(), self._follow())

    def end(self) -> None:
        """Nothing changes any more, but that the case is closed."""
        self._keepers.stop()

    def show(self) -> None:
        """What is searched by, as it is now."""
        self._write_attributes()

    def details(self, troubles: Troubles, called: case_page.Called) -> str:
        """The page of the case."""
        return case_page.page(self._file, troubles, called)

    async def _keep_searchable(self) -> None:
        """With rests in between, for every writing of search attributes is an event."""
        for time in count():
            self._write_attributes()
            change = asyncio.create_task(self._change())
            if (time or self._may_be_late) and self._is_kept:
                await self._keep_rest()
            renewal.count(renewal.TIMER)
            await workflow.sleep(visibility.REST, summary="检索属性更新间隔")
            calls.leave_event()
            await change

    async def _keep_rest(self) -> None:
        """As lists show it; how it came in is on file from its reception."""
        rest = case_line.rest(self._file)
        kept = await calls.own(Rests.keep_rest, rest, summary="登记办理状态")
        case_line.note_kept(self._file, rest, kept)

    async def _follow(self) -> None:
        """Note who has the ball, whenever it goes on."""
        while True:
            now = holds.having(self._file)
            holds.note(self._file, now, at=workflow.now())
            await workflow.wait_condition(partial(self._goes_on, now))

    def _goes_on(self, now: tuple[holds.Having, ...]) -> bool:
        return holds.having(self._file) != now

    async def _change(self) -> None:
        """Until anything looks other than now."""
        shown = self._shown()
        await workflow.wait_condition(lambda: self._shown() != shown)

    def _shown(self) -> tuple[object, ...]:
        file = self._file
        states = ((item.state, item.colour) for item in file.items.values())
        officers = (item.holder(file.today) for item in file.items.values() if self._is_kept)
        seen = file.stage, file.colour, *self._due(), *states, *self._holders(), *officers
        return *seen, *self._heard()

    def _heard(self) -> tuple[int, ...]:
        """How many words: each is on file by the next rest, though nothing looks other than before it."""
        received, file = self._file.reception, self._file
        keeps = isinstance(received, Received) and received.keeps_words
        return (file.rests.heard + len(file.heard),) if keeps else ()

    @property
    def _is_kept(self) -> bool:
        received = self._file.reception
        return isinstance(received, Received) and received.keeps_rests

    def _holders(self) -> tuple[str, ...]:
        """Who has the ball; older cases go by their states alone, as their histories say."""
        received = self._file.reception
        told = isinstance(received, Received) and received.shows_holders
        return tuple(dict.fromkeys(ball.holder for ball in balls(self._file))) if told else ()

    def _due(self) -> tuple[object, ...]:
        """What the last days that are shown are reckoned from."""
        file = self._file
        clocks = (file.clock, *(item.clock for item in file.items.values() if item.clock))
        return file.plan.calendar, *(one.proceedings for one in clocks)

    def _write_attributes(self) -> None:
        if isinstance(self._file.reception, Received):
            now = attributes(self._file, self._file.reception)
            workflow.upsert_search_attributes(visibility.changes(self._written, now))
            self._written = now


def attributes(file: CaseFile, received: Received) -> visibility.Attributes:
    """Everything that can be said of a received case without saying whose it is."""
    submission, receipt = file.submission, received.receipt
    due = file.clock.due(file.plan.calendar) if file.is_open else None
    shown: dict[visibility.Key, object] = {
        visibility.ONE_MATTER: submission.one_matter,
        visibility.REGIONS: visibility.around(submission.region),
        visibility.CHANNEL: submission.channel,
        visibility.APPLICANT_KEY: received.applicant_key,
        visibility.STAGE: file.stage,
        visibility.WAITING_ON: tuple(dict.fromkeys(ball.holder for ball in balls(file))),
        visibility.CLOCK: _clock(file),
    }
    if file.outcome:
        shown[visibility.OUTCOME] = file.outcome.kind
    if receipt.accepted:
        shown[visibility.ACCEPTED_AT] = receipt.received_at
        shown[visibility.ACCEPTANCE_NUMBER] = receipt.acceptance_number
    if due:
        shown[visibility.DUE_AT] = visibility.last_instant(due.on)
    return shown


def _clock(file: CaseFile) -> str:
    """How it stands; of those that run, the worst of the case's and its items'."""
    if file.outcome or not file.is_open:
        return visibility.STOPPED
    colours = (file.colour, *(item.colour for item in file.items.values() if not item.decided_at))
    worst = max(colours, key=SEVERITY.index)
    if worst is not Colour.GREEN:
        return worst
    if file.stage is Stage.CORRECTION:
        return visibility.CORRECTION
    return visibility.SUSPENDED if file.clock.suspended else visibility.RUNNING
