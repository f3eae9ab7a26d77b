"""A workflow whose author forgot to pass an import through; `test_wire.py` tries to register it."""

import structlog
from temporalio import workflow


@workflow.defn
class Forgetful:
    """Never runs."""

    @workflow.run
    async def run(self) -> str:
        """Use the import, so that it is not idle."""
        return structlog.__name__
