"""What a schedule has done every morning."""

from temporalio import workflow

from activities.grants.manual_checks import Looks, Round
from client import names
from workflows import calls


@workflow.defn(name=names.ROUND)
class MorningRound:
    """Departments are reminded of the grants that wait for their officers, and supervisors of the overdue."""

    @workflow.run
    async def run(self) -> None:
        """One pass over all that waits; there is no workflow for each."""
        await calls.page(Looks.remind, Round(at=workflow.now()), summary="催办")
