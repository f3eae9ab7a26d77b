"""An officer looks again at what a machine has granted, whether its case is open or closed."""

from temporalio import workflow

from activities.officers.second_looks import Look, SecondLooks
from client import names
from client.messages.officers.second_look import Looked, SecondLook
from workflows import calls


@workflow.defn(name=names.SECOND_LOOK)
class LooksAgain:
    """Records the officer's word; who takes no answer for one calls again, and nothing doubles."""

    @workflow.run
    async def run(self, look: SecondLook) -> Looked:
        """What is on record now."""
        asked = Look(look=look, at=workflow.now())
        return await calls.enquiry(SecondLooks.look, asked, summary="抽查复核")
