"""The floor: a workflow written by hand for exactly the benchmark's case, which does nothing else.

As many activities as the engine calls for a newborn with six items, with the same dependencies, on as many
queues of the same server, in the same sandbox and with the same encryption; but no ledger, no receipt, no
search attributes, no definitions: what a case would cost if the engine were free.
"""

import asyncio
from datetime import timedelta
from typing import Final

from temporalio import activity, workflow

SOON: Final = timedelta(seconds=30)
QUEUE: Final = "floor"

AFTER: Final = {
    "health": (),
    "disease-control": (),
    "public-security": ("health",),
    "insurance": ("health", "public-security"),
    "maternity": ("health",),
    "card": ("health", "public-security"),
}
QUEUES: Final = {
    "health": "floor.health",
    "disease-control": "floor.disease-control",
    "public-security": "floor.public-security",
    "insurance": "floor.medical-insurance",
    "maternity": "floor.medical-insurance",
    "card": "floor.human-resources",
}


@activity.defn
def answer(question: str) -> str:
    """Do nothing, as fast as possible."""
    return question


@workflow.defn
class Floor:
    """One before, six with dependencies, one after."""

    @workflow.run
    async def run(self, name: str) -> str:
        """Return the name that was given."""
        await workflow.execute_activity(answer, name, start_to_close_timeout=SOON)
        done: list[str] = []
        async with asyncio.TaskGroup() as group:
            for item in AFTER:
                group.create_task(self._take(item, done))
        return await workflow.execute_activity(answer, name, start_to_close_timeout=SOON)

    async def _take(self, item: str, done: list[str]) -> None:
        await workflow.wait_condition(lambda: all(earlier in done for earlier in AFTER[item]))
        done.append(
            await workflow.execute_activity(
                answer, item, task_queue=QUEUES[item], start_to_close_timeout=SOON
            )
        )
