"""A day that ends and words that come while nobody works, so that all of it reaches a case in one step."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from uuid import uuid4

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import PendingWorkflowTaskState
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.update.v1 import UpdateRef
from temporalio.api.workflowservice.v1 import PollWorkflowExecutionUpdateRequest
from temporalio.client import WorkflowHistory, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import Replayer

import worker
from client import Case, names
from client.messages.message import Message
from tests.support.parts import (
    KEYS,
    Parts,
    end_of,
)
from tests.support.speakers import said, speaker
from workflows.roster import WORKFLOWS

A_MOMENT = timedelta(seconds=1)
"""A timer is set for what is left of a day when a step begins, and runs from when that step is over."""

Word = tuple[str, Message]
"""An update and what it says."""


@asynccontextmanager
async def struck(
    parts: Parts, case: Case, *words: Word, day: date | None = None, over: str = ""
) -> AsyncGenerator[list[str | None]]:
    """A day ends and words come while nobody works; in the block everybody works again.

    What approves something that was said is `over` its mark. For each word the name of the error with which
    it was rejected, if it was. At the end it is checked that all of it reached the case in one step, and that
    its history replays.
    """
    await _has_begun(parts, case)
    if day:
        await parts.forward_to(case.id, end_of(day) + A_MOMENT)
    await _is_at_rest(parts, case)
    struck_run = (await parts.handle(case.id).describe()).run_id
    ids = [str(uuid4()) for _ in words]
    sent: list[asyncio.Task[str | None]] = []
    for (update, says), id_ in zip(words, ids, strict=True):
        sent.append(asyncio.create_task(_say(parts, case, (update, says), id_, over=over)))
        await _has_arrived(parts, case, id_)
    async with parts.working():
        rejections = await asyncio.gather(*sent)
        yield rejections
    accepted = [id_ for id_, rejected in zip(ids, rejections, strict=True) if not rejected]
    history = await parts.client.get_workflow_handle(
        names.case_id(case.id), run_id=struck_run
    ).fetch_history()
    step = _step(history, accepted)
    assert not day or any(event.HasField("timer_fired_event_attributes") for event in step)
    await Replayer(workflows=WORKFLOWS, plugins=[worker.engine_plugin(KEYS)]).replay_workflow(history)


async def _say(parts: Parts, case: Case, word: Word, id_: str, *, over: str) -> str | None:
    update, says = word
    run = parts.handle(case.id)
    signed = said(parts.client, run.id, update, says, by=speaker(update, says), command=id_, over=over)
    try:
        await run.execute_update(update, signed, id=id_)
    except WorkflowUpdateFailedError as failed:
        return failed.cause.type if isinstance(failed.cause, ApplicationError) else str(failed.cause)
    return None


async def _has_begun(parts: Parts, case: Case) -> None:
    """A run that has just gone on for another is to take its first step before the day is over."""
    while (await parts.handle(case.id).describe()).raw_description.HasField("pending_workflow_task"):
        async with parts.working():
            await parts.written(case.id)


async def _is_at_rest(parts: Parts, case: Case) -> None:
    """Until no step is begun: with its worker gone it would time out, and words lose their order then."""
    while True:
        pending = (await parts.handle(case.id).describe()).raw_description.pending_workflow_task
        if pending.state != PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_STARTED:
            return
        await asyncio.sleep(0.1)


async def _has_arrived(parts: Parts, case: Case, update: str) -> None:
    """Until the server has the update, so that the next one comes after it."""
    asked = PollWorkflowExecutionUpdateRequest(
        namespace=parts.client.namespace,
        update_ref=UpdateRef(
            workflow_execution=WorkflowExecution(workflow_id=names.case_id(case.id)), update_id=update
        ),
    )
    while True:
        try:
            await parts.client.workflow_service.poll_workflow_execution_update(asked)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
        else:
            return


def _step(history: WorkflowHistory, updates: list[str]) -> list[HistoryEvent]:
    """What reached the workflow together with these updates; all of them in the same step."""
    steps: list[list[HistoryEvent]] = [[]]
    accepted: list[tuple[str, int]] = []
    for event in history.events:
        steps[-1].append(event)
        if event.HasField("workflow_task_completed_event_attributes"):
            steps.append([])
        if event.HasField("workflow_execution_update_accepted_event_attributes"):
            attributes = event.workflow_execution_update_accepted_event_attributes
            accepted.append((attributes.protocol_instance_id, len(steps) - 2))
    [number] = {number for update, number in accepted if update in updates}
    assert [update for update, _ in accepted if update in updates] == updates
    return steps[number]
