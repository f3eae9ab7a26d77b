"""Runs whose tasks fail again and again, or that somebody has ended: none is told of it, so the server is."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.workflow.v1 import PendingActivityInfo
from temporalio.api.workflowservice.v1 import GetWorkflowExecutionHistoryReverseRequest
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.client import WorkflowExecution as Run
from temporalio.common import SearchAttributeKey
from temporalio.service import RPCError

from .. import names
from ..messages.lists.figures import SILENCE, FailingCall, SilentItem, SilentItems
from ..messages.officers.stalled_run import AGAIN, REPLACED, FailingRun, StalledRun
from ..transport.reading import is_taken

STALLED: Final = "TemporalReportedProblems IS NOT NULL AND ExecutionStatus = 'Running'"
CUT_SHORT: Final = (
    f"WorkflowType = '{names.CASE}' AND ExecutionStatus IN ('Terminated', 'TimedOut') "
    "AND AcceptanceNumber IS NOT NULL AND Outcome IS NULL"
)
"""Runs of cases that were under way, each of which may go on in another one long since."""

OF_THE_ENGINE: Final = tuple(
    f"{of} AND ExecutionStatus = 'Running'"
    for of in (
        f"WorkflowType IN ('{names.CASE}', '{names.CAMPAIGN}') AND WaitingOn IS NULL",
        f"WorkflowType = '{names.CASE}' AND WaitingOn IS NOT NULL",
        f"WorkflowType = '{names.ONE_GRANT}'",
        f"WorkflowType = '{names.SEQUEL}'",
    )
)
"""Runs of which a call of the engine's own may fail, those first of which nobody else has the ball.

The server finds none by its calls, so the latest of each are looked at; all others workers tell the ledger.
"""

REGIONS: Final = SearchAttributeKey.for_keyword_list("Regions")

SHOWN: Final = 100
LATEST_EVENTS: Final = 100

_OTHER_CODE: Final = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR


async def find(client: Client) -> tuple[StalledRun, ...]:
    """So many as are shown, whatever they are: those that fail, then those of which nothing goes on."""
    runs = [run async for run in client.list_workflows(STALLED, limit=SHOWN)]
    ended = [run async for run in client.list_workflows(CUT_SHORT, limit=SHOWN)]
    last = {run.id: run for run in sorted(ended, key=lambda run: run.start_time)}.values()  # it knows most
    goes_on = await asyncio.gather(*(_goes_on(client, run.id) for run in last))
    lost = [run for run, goes in zip(last, goes_on, strict=True) if not goes]
    return (*[await _stalled(client, run) for run in runs], *map(_replaced, lost))


async def _goes_on(client: Client, case: str) -> bool:
    """Whether the last run of a case is at work, or has come to its end."""
    try:
        last = await client.get_workflow_handle(case).describe()
    except RPCError:  # forgotten just now
        return True
    if last.status is WorkflowExecutionStatus.RUNNING:
        return is_taken(last)
    return last.status is WorkflowExecutionStatus.COMPLETED


def _replaced(run: Run) -> StalledRun:
    """The run that was the engine's is taken up again, and whatever has its id now is ended by that."""
    return StalledRun(
        workflow=run.id,
        since=run.close_time or run.start_time,
        attempts=0,
        cause=REPLACED,
        failure="",
        mend=f"{_reset(run.id, to='LastWorkflowTask')} --run-id {run.run_id}",
        region=_region(run),
    )


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
        region=_region(run),
    )


def _region(run: Run) -> str:
    """Of a case, the smallest division: it is found by those around it, too."""
    found = run.typed_search_attributes.get(REGIONS)
    return found[-1] if found else ""


async def _last_failure(client: Client, run: Run) -> HistoryEvent:
    """The event of the first failure in a row; the server writes no other. Empty, if tasks time out."""
    latest = await _latest(client, run.id, run.run_id)
    failures = (event for event in latest if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
    return next(failures, HistoryEvent())


async def _latest(client: Client, workflow: str, run: str) -> Iterable[HistoryEvent]:
    """Its events, the last one first."""
    request = GetWorkflowExecutionHistoryReverseRequest(
        namespace=client.namespace,
        execution=WorkflowExecution(workflow_id=workflow, run_id=run),
        maximum_page_size=LATEST_EVENTS,
    )
    answer = await client.workflow_service.get_workflow_execution_history_reverse(request)
    return answer.history.events


def _mend(workflow: str, *, from_the_start: bool) -> str:
    """Where no release is left that could go on: what it cannot read of a history is walked again.

    Nothing is done twice, for what is on file is answered from there, and commands of people are taken over;
    but days that are not on file yet are reckoned from then.
    """
    step = "FirstWorkflowTask" if from_the_start else "LastWorkflowTask"
    return _reset(workflow, to=step)


def _reset(workflow: str, *, to: str) -> str:
    return f"temporal workflow reset --workflow-id {workflow} --type {to} --reason mended"


async def failing(client: Client, cases: Iterable[UUID]) -> Mapping[UUID, tuple[FailingCall, ...]]:
    """By case; nothing of one that the server does not show to whoever asks."""
    asked = tuple(dict.fromkeys(cases))
    found = await asyncio.gather(*(_of(client, names.case_id(case)) for case in asked))
    return {case: run.calls for case, run in zip(asked, found, strict=True)}


async def latest_runs(client: Client) -> tuple[str, ...]:
    """Of each kind, those of which a call may fail."""
    return tuple([run.id for of in OF_THE_ENGINE async for run in client.list_workflows(of, limit=SHOWN)])


async def failing_runs(client: Client, runs: Sequence[str]) -> tuple[FailingRun, ...]:
    """Those of which the engine tries the same again and again, whoever has the ball besides."""
    found = await asyncio.gather(*(_of(client, run) for run in runs))
    listed = ((run, tuple(call for call in run.calls if _is_listed(call, run.workflow))) for run in found)
    return tuple(run.model_copy(update={"calls": calls}) for run, calls in listed if calls)


def _is_listed(call: FailingCall, run: str) -> bool:
    """A department's system that does not answer a case is listed as silent."""
    own = not call.department or run.startswith(names.SEQUEL)
    return own and (not call.attempts or call.attempts >= AGAIN)


async def added(client: Client, found: SilentItems) -> SilentItems:
    """To what is silent, how it fails; to the oldest only, for where there are many they fail alike."""
    calls = await failing(client, (item.case for item in found.items[:SHOWN]))
    items = (item.model_copy(update={"fault": _fault(item, calls)}) for item in found.items)
    return found.model_copy(update={"items": tuple(items)})


def _fault(item: SilentItem, of: Mapping[UUID, tuple[FailingCall, ...]]) -> FailingCall | None:
    calls = of.get(item.case, ())
    return next((call for call in calls if call.department == item.line.department), None)


async def _of(client: Client, run: str) -> FailingRun:
    try:
        described = await client.get_workflow_handle(run).describe()
        calls = described.raw_description.pending_activities
        failed = any(call.HasField("last_failure") for call in calls)
        events = await _latest(client, described.id, described.run_id) if failed else ()
    except RPCError:  # it is closed by now, or none of his business
        return FailingRun(workflow=run, calls=())
    found = tuple(_failing(calls, dict(map(_made, events))))
    return FailingRun(workflow=run, calls=found, region=_region(described))


def _made(event: HistoryEvent) -> tuple[str, datetime]:
    """Which call was made, and when: where it fails, the server tells only when it is tried again."""
    return event.activity_task_scheduled_event_attributes.activity_id, event.event_time.ToDatetime(UTC)


def _failing(calls: Iterable[PendingActivityInfo], made: Mapping[str, datetime]) -> Iterator[FailingCall]:
    """Those that have failed once, and those that have brought nothing for long."""
    before = datetime.now(UTC) - SILENCE
    for call in calls:
        has_failed = call.HasField("last_failure")
        since = made.get(call.activity_id, call.scheduled_time.ToDatetime(UTC))
        if has_failed or since < before:
            yield FailingCall(
                call=call.activity_type.name,
                department=_department(call.activity_options.task_queue.name),
                since=since,
                attempts=call.attempt if call.HasField("last_started_time") or has_failed else 0,
                failure=_failure(call),
                next_at=call.next_attempt_schedule_time.ToDatetime(UTC) if _rests(call) else None,
            )


def _department(queue: str) -> str:
    """Whose queue it is; nobody's, if it is the engine's."""
    return "" if queue == names.QUEUE else names.department_at(queue)


def _failure(call: PendingActivityInfo) -> str:
    """Of what kind; what it says may be personal, and stays in the worker's log."""
    failure = call.last_failure
    return "Timeout" if failure.HasField("timeout_failure_info") else failure.application_failure_info.type


def _rests(call: PendingActivityInfo) -> bool:
    """Whether it is known when it is tried again; it may be tried just now."""
    return call.HasField("last_failure") and call.HasField("next_attempt_schedule_time")
