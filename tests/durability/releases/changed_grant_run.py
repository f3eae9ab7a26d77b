"""The engine of another version, of which grants do otherwise than their histories say."""

from datetime import timedelta

from temporalio import workflow

from client import names
from client.messages.grants.offers import GrantFile, Standing
from workflows.grants.grant_run import GrantRun


@workflow.defn(name=names.ONE_GRANT)
class ChangedGrantRun(GrantRun):
    """With a step before all others."""

    @workflow.init
    def __init__(self, file: GrantFile) -> None:
        super().__init__(file)

    @workflow.run
    async def run(self, file: GrantFile) -> Standing | None:
        """See base class."""
        await workflow.sleep(timedelta(milliseconds=1))
        return await super().run(file)
