"""What a schedule has done every morning."""

from temporalio import workflow

from activities.documents.document_room import DocumentRoom, UploadsOver
from activities.enquiries.drafts import DraftBooks, DraftsOver
from activities.grants.manual_checks import Looks, Round
from client import names
from matters import clock
from workflows import calls, changes


@workflow.defn(name=names.ROUND)
class MorningRound:
    """Departments are reminded of the grants that wait for their officers, and supervisors of the overdue.

    Drafts that nobody has touched for long are forgotten, and files that nothing refers to.
    """

    @workflow.run
    async def run(self) -> None:
        """One pass over all that waits; there is no workflow for each."""
        await calls.page(Looks.remind, Round(at=workflow.now()), summary="催办")
        if changes.has("drafts"):
            over = DraftsOver(on=clock.day_in_china(workflow.now()))
            await calls.page(DraftBooks.drop_drafts_over, over, summary="清理草稿")
        if changes.has("documents"):
            ended = UploadsOver(on=clock.day_in_china(workflow.now()))
            await calls.page(DocumentRoom.drop_uploads_over, ended, summary="清理上传文件")
