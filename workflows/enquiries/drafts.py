"""Somebody's draft is saved, or dropped."""

from temporalio import workflow

from activities.enquiries.drafts import DraftBooks, DraftDrop, DraftSaid
from client import names
from client.messages.enquiries.draft import Draft, DraftLine, DraftList, DraftWanted
from workflows import calls


@workflow.defn(name=names.SAVE_DRAFT)
class DraftSaved:
    """Who takes no answer for one calls again, and nothing doubles."""

    @workflow.run
    async def run(self, draft: Draft) -> DraftLine:
        """As it is kept now."""
        said = DraftSaid(draft=draft, at=workflow.now())
        return await calls.enquiry(DraftBooks.save_draft, said, summary="保存草稿")


@workflow.defn(name=names.DROP_DRAFT)
class DraftDropped:
    """Likewise."""

    @workflow.run
    async def run(self, wanted: DraftWanted) -> DraftList:
        """What is left."""
        drop = DraftDrop(wanted=wanted, at=workflow.now())
        return await calls.enquiry(DraftBooks.drop_draft, drop, summary="删除草稿")
