"""One campaign, as its officers follow it, let it go, and hold it up."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Any
from uuid import uuid4

from temporalio.client import WorkflowExecutionStatus, WorkflowHandle

from .. import names
from ..messages.campaigns.campaign import CampaignProgress, CampaignStage, Report, Word
from ..platform.files import checked
from ..transport.arguments import Checked
from ..transport.engine_line import NOTHING, EngineLine
from ..transport.repeats import until_somebody_answers
from ..trust.actor import Role
from ..trust.identity import Identity

LOOK = 0.1
"""Seconds between two looks at a campaign."""


class Campaign(Checked):
    """A campaign as its officers see it; `InvalidForm` where `by` names nobody."""

    def __init__(self, line: EngineLine, campaign: str) -> None:
        self.id = campaign
        self._line = line
        self._handle: WorkflowHandle[Any, Report] = line.client.get_workflow_handle(
            names.campaign_id(campaign), result_type=Report
        )

    async def progress(self) -> CampaignProgress:
        """Where it stands, with the preview once there is one.

        Raises `InvalidOrder`, `NotAllowed`, `NotProven`, `Terminated`: it has never begun.
        """
        async with self._line.patiently(f"campaign {self.id}"):
            speaker = self._line.identities.of(Role.CAMPAIGN_OFFICER)
            now = await self._line.look(self._handle.id, names.PROGRESS, CampaignProgress, by=speaker)
            if not now.name and (await self._handle.describe()).status is not WorkflowExecutionStatus.RUNNING:
                await self._handle.result()
            return now

    async def watch(self) -> AsyncGenerator[CampaignProgress]:
        """Where it stands now and whenever that has changed, until it is closed. Asking leaves no trace.

        Waits out a server or a worker that is away. Raises as `progress`, but for that.
        """
        seen: CampaignProgress | None = None
        while seen is None or seen.stage is not CampaignStage.CLOSED:
            now = await until_somebody_answers(f"campaign {self.id}", self.progress)
            if now != seen:
                yield now
            seen = now
            await asyncio.sleep(LOOK)

    async def until(self, stage: CampaignStage) -> CampaignProgress:
        """Wait for a stage, or for its end."""
        return await self._first(lambda now: now.stage in (stage, CampaignStage.CLOSED))

    async def begun(self) -> CampaignProgress:
        """Wait until it has found its policy and period.  Raises as `progress`."""
        return await self._first(lambda now: bool(now.name))

    async def _first(self, is_it: Callable[[CampaignProgress], bool]) -> CampaignProgress:
        async with aclosing(self.watch()) as changes:
            async for now in changes:
                if is_it(now):
                    return now
        raise AssertionError("whoever watches sees the end")

    async def release(self, by: str) -> None:
        """Let it go, as its preview stands; by another person than the one who prepared it.

        Raises `SamePerson`, `TooLate`.
        """
        word = checked(Word, {"by": by})
        await self._say(names.RELEASE, word, over=(await self.progress()).digest)

    async def pause(self, by: str, because: str) -> None:
        """Hold it after the page that is under way.  Raises `TooLate`."""
        await self._say(names.PAUSE, checked(Word, {"by": by, "because": because}))

    async def resume(self, by: str) -> None:
        """Let it go on after a pause, the brake, or a budget that did not do.  Raises `TooLate`."""
        await self._say(names.RESUME, checked(Word, {"by": by}))

    async def stop(self, by: str, because: str) -> None:
        """End it for good; what is not in a payment file is free for another campaign.  Raises `TooLate`."""
        await self._say(names.STOP, checked(Word, {"by": by, "because": because}))

    async def report(self) -> Report:
        """Wait for its end."""
        with self._line.however_long(f"campaign {self.id}"):
            return await self._handle.result()

    async def _say(self, update: str, word: Word, *, over: str = "") -> None:
        run, officer, command = self._handle.id, campaign_officer(self._line, word.by), str(uuid4())
        async with self._line.patiently(f"campaign {self.id}"):
            await self._line.tell(run, update, word, NOTHING, by=officer, command=command, over=over)


def campaign_officer(line: EngineLine, by: str) -> Identity:
    """Who says something under this name.  Raises `WrongKey`."""
    return line.identities.of(Role.CAMPAIGN_OFFICER, actor=by.strip())
