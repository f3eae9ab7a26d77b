"""Runs whose workflow tasks fail again and again: they cannot tell it themselves, so the server is asked."""

from datetime import UTC
from typing import Final

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.workflowservice.v1 import GetWorkflowExecutionHistoryReverseRequest
from temporalio.client import Client
from temporalio.client import WorkflowExecution as Run

from ..messages.officers.stalled_run import StalledRun

STALLED: Final = "TemporalReportedProblems IS NOT NULL AND ExecutionStatus = 'Running'"
SHOWN: Final = 100
LATEST_EVENTS: Final = 100

_OTHER_CODE: Final = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR


async def find(client: Client) -> tuple[StalledRun, ...]:
    """So many as are shown, whatever they are."""
    runs = [run async for run in client.list_workflows(STALLED, limit=SHOWN)]
    return tuple([await _stalled(client, run) for run in runs])


async def _stalled(client: Client, run: Run) -> StalledRun:
    described = await client.get_workflow_handle(run.id, run_id=run.run_id).describe()
    failed = await _last_failure(client, run)
    details = failed.workflow_task_failed_event_attributes
    return StalledRun(
        workflow=run.id,
        since=failed.event_time.ToDatetime(UTC) if failed.event_id else run.start_time,
        attempts=described.raw_description.pending_workflow_task.attempt,
        cause=WorkflowTaskFailedCause.Name(details.cause).removeprefix("WORKFLOW_TASK_FAILED_CAUSE_"),
        failure=details.failure.application_failure_info.type,
        mend=_mend(run.id, from_the_start=details.cause == _OTHER_CODE),
    )


async def _last_failure(client: Client, run: Run) -> HistoryEvent:
    """The event of the first failure in a row; the server writes no other. Empty, if tasks time out."""
    request = GetWorkflowExecutionHistoryReverseRequest(
        namespace=client.namespace,
        execution=WorkflowExecution(workflow_id=run.id, run_id=run.run_id),
        maximum_page_size=LATEST_EVENTS,
    )
    answer = await client.workflow_service.get_workflow_execution_history_reverse(request)
    failures = (
        event
        for event in answer.history.events
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
    )
    return next(failures, HistoryEvent())


def _mend(workflow: str, *, from_the_start: bool) -> str:
    """Where no release is left that could go on: what it cannot read of a history is walked again.

    Nothing is done twice, for what is on file is answered from there, and commands of people are taken over;
    but days that are not on file yet are reckoned from then.
    """
    step = "FirstWorkflowTask" if from_the_start else "LastWorkflowTask"
    return f"temporal workflow reset --workflow-id {workflow} --type {step} --reason mended"
