"""A run of which a call has brought nothing yet is told to make it anew."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from client import NotPending
from tests.support.parts import Parts

LOOK: Final = 0.2
"""Seconds: a run takes no call for one that fails before five are over."""


async def try_again(parts: Parts, run: str) -> None:
    """As soon as it takes what it waits for to fail."""
    while True:
        with suppress(NotPending):
            await parts.supervisor.retry_run(run)
            return
        await asyncio.sleep(LOOK)


async def calls_of(parts: Parts, run: str) -> Sequence[str]:
    """All that it has made, by their names; one that the server repeats is one."""
    history = await parts.client.get_workflow_handle(run).fetch_history()
    made = (event.activity_task_scheduled_event_attributes.activity_type.name for event in history.events)
    return [*filter(None, made)]
