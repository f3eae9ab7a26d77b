"""An officer opens a paper."""

from temporalio import workflow

from activities.officers.papers import Papers
from client import names
from client.messages.cases.submission import Paper
from client.messages.officers.commands import PaperWanted
from workflows import calls


@workflow.defn(name=names.PAPER)
class OpensPaper:
    """Shows the file as it came in."""

    @workflow.run
    async def run(self, wanted: PaperWanted) -> Paper:
        return await calls.enquiry(Papers.open_paper, wanted, summary="调阅材料")
