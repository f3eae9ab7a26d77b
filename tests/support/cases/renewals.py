"""Cases that go on in a new run."""

from temporalio.client import WorkflowHistoryEventFilterType

from client import Case
from tests.support.parts import Parts


async def renewed(parts: Parts, case: Case) -> None:
    """Have it go on in a new run, and wait until it does."""
    handle = parts.handle(case.id)
    before = (await handle.describe()).run_id
    await parts.operator().renew(case.id, "换用新版本")
    async for event in parts.client.get_workflow_handle(handle.id, run_id=before).fetch_history_events(
        wait_new_event=True, event_filter_type=WorkflowHistoryEventFilterType.CLOSE_EVENT
    ):
        assert event.HasField("workflow_execution_continued_as_new_event_attributes")
