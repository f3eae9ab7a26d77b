"""The floor: a workflow written by hand for exactly the benchmark's case, which does nothing else.

As many activities as the engine calls for a newborn with six items, with the same dependencies, on one
queue; no ledger, no update, no encryption, no validation.
"""

import asyncio
from datetime import timedelta
from typing import Final

from temporalio import activity, workflow

QUEUE: Final = "floor"
SOON: Final = timedelta(seconds=30)

AFTER: Final = {
    "birth-certificate": (),
    "vaccination-record": (),
    "household-registration": ("birth-certificate",),
    "insurance-enrolment": ("birth-certificate", "household-registration"),
    "maternity-payment": ("birth-certificate",),
    "social-security-card": ("birth-certificate", "household-registration"),
}
DESK: Final = {
    "birth-certificate": "floor.health",
    "vaccination-record": "floor.disease-control",
    "household-registration": "floor.public-security",
    "insurance-enrolment": "floor.medical-insurance",
    "maternity-payment": "floor.medical-insurance",
    "social-security-card": "floor.human-resources",
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
            for item, after in AFTER.items():
                group.create_task(self._take(item, after, done))
        return await workflow.execute_activity(answer, name, start_to_close_timeout=SOON)

    async def _take(self, item: str, after: tuple[str, ...], done: list[str]) -> None:
        await workflow.wait_condition(lambda: all(earlier in done for earlier in after))
        done.append(
            await workflow.execute_activity(answer, item, task_queue=DESK[item], start_to_close_timeout=SOON)
        )
