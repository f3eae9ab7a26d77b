"""What keeps something in order beside the items, for as long as a case goes on."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from temporalio import workflow


class Keepers:
    """Coroutines that run until they are stopped; a fault of one is a fault of all.

    Not an `asyncio.TaskGroup`: that waits for its tasks even where the run is dropped from a worker's
    memory, and waiting is what must not happen there.
    """

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, *coroutines: Coroutine[Any, Any, None]) -> None:
        """Let them run."""
        self._tasks += [asyncio.create_task(coroutine) for coroutine in coroutines]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait; raises what any of them raises."""
        await workflow.wait_condition(lambda: any(map(_is_broken, self._tasks)) or condition())
        for task in filter(_is_broken, self._tasks):
            await task

    def stop(self) -> None:
        """End those that have not ended."""
        for task in self._tasks:
            task.cancel()
        self._tasks = []


def _is_broken(task: asyncio.Task[None]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is not None
