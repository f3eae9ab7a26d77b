"""Cases that stand still: `test_stalled.py` has them found and mended."""

from datetime import timedelta
from typing import Final

from temporalio import activity, workflow
from temporalio.common import RetryPolicy

from client import names
from workflows import visibility

STEP: Final = timedelta(seconds=3)
SOON: Final = timedelta(milliseconds=100)
SOMEBODY: Final = "990101199203120021"


@workflow.defn(name=names.CASE)
class OlderCase:
    """Begun by some older release, with a step that the engine of today does not know."""

    @workflow.run
    async def run(self, submission: object) -> None:  # noqa: ARG002 (every case has one)
        """Wait before anything is done, to be taken over by the engine of today."""
        await workflow.sleep(STEP)


@activity.defn
async def keep() -> None:
    """What fails of it: kind, and somebody's number in what it says."""
    raise LedgerAway(SOMEBODY)


class LedgerAway(Exception):
    """Of whatever keeps it away."""


@workflow.defn(name=names.CASE)
class CaseWithoutLedger:
    """Which a department has in hand, and whose first step the ledger does not take."""

    @workflow.run
    async def run(self, submission: object) -> None:  # noqa: ARG002 (every case has one)
        """Try it again and again, as the engine does."""
        lies_in = visibility.REGIONS.value_set(visibility.around("990101"))
        workflow.upsert_search_attributes([visibility.WAITING_ON.value_set(["卫生健康局"]), lies_in])
        await _try_for_ever()


@workflow.defn(name=names.SEQUEL)
class SequelWithoutLedger:
    """The same."""

    @workflow.run
    async def run(self) -> None:
        """Try it again and again, as the engine does."""
        await _try_for_ever()


async def _try_for_ever() -> None:
    often = RetryPolicy(initial_interval=SOON, backoff_coefficient=1)
    await workflow.execute_activity(keep, start_to_close_timeout=STEP, retry_policy=often)


@workflow.defn(name=names.CASE)
class FaultyCase:
    """Begun by a release with a fault."""

    @workflow.run
    async def run(self, submission: object) -> None:  # noqa: ARG002 (every case has one)
        """Fail, with something in the message that is nobody's business."""
        raise KeyError(SOMEBODY)
