"""Cases that stand still: `test_stalled.py` has them found and mended."""

from datetime import timedelta
from typing import Final

from temporalio import workflow

from client import names

STEP: Final = timedelta(seconds=3)
SOMEBODY: Final = "990101199203120021"


@workflow.defn(name=names.CASE)
class OlderCase:
    """Begun by some older release, with a step that the engine of today does not know."""

    @workflow.run
    async def run(self, submission: object) -> None:  # noqa: ARG002 (every case has one)
        """Wait before anything is done, to be taken over by the engine of today."""
        await workflow.sleep(STEP)


@workflow.defn(name=names.CASE)
class FaultyCase:
    """Begun by a release with a fault."""

    @workflow.run
    async def run(self, submission: object) -> None:  # noqa: ARG002 (every case has one)
        """Fail, with something in the message that is nobody's business."""
        raise KeyError(SOMEBODY)
