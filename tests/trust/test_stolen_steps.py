"""Whoever takes a step of the engine from its queue answers in vain: only what it has written counts."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from uuid import uuid4

import pytest
from temporalio.api.common.v1 import Payload, Payloads, WorkflowExecution
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    PollActivityTaskQueueRequest,
    PollActivityTaskQueueResponse,
    ResetWorkflowExecutionRequest,
    RespondActivityTaskCompletedRequest,
)
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.converter import WorkflowSerializationContext

from activities.trust.gatekeeper import Gatekeeper
from client import OutcomeKind, names
from client.transport.codec import OutsideCodec, RingCodec
from client.transport.queue_worker import queue_worker
from client.trust.actor import Role
from tests.support.cases.submissions import MARRIED, submission
from tests.support.parts import KEYS, LOOK, Parts, directory
from tests.support.speakers import identity_of, said
from tests.support.states import in_review, on_one_ledger
from workflows import calls
from workflows.roster import WORKFLOWS

FORGED: Final = Payload(
    metadata={"encoding": b"json/plain"},
    data=b'{"kind": "returned", "failure": "NotAllowed", "says": "forged"}',
)


async def _before_questions(run: str) -> Payload:
    """As a worker of the release before answers, which knows of no questions."""
    about = WorkflowSerializationContext(namespace=names.NAMESPACE, workflow_id=run)
    [written] = await RingCodec(KEYS).with_context(about).encode([FORGED])
    return written


async def _in_clear(run: str) -> Payload:  # noqa: ARG001 (as the other)
    return FORGED


async def _sealed(run: str) -> Payload:
    about = WorkflowSerializationContext(namespace=names.NAMESPACE, workflow_id=run)
    [sealed] = await OutsideCodec(KEYS.public).with_context(about).encode([FORGED])
    return sealed


async def _of_another_step(run: str) -> Payload:
    about = WorkflowSerializationContext(namespace=names.NAMESPACE, workflow_id=run)
    elsewhere = Payload(metadata={**FORGED.metadata, "question": b"/7"}, data=FORGED.data)
    [written] = await RingCodec(KEYS).with_context(about).encode([elsewhere])
    return written


WAYS: Final[Mapping[str, Callable[[str], Awaitable[Payload]]]] = {
    "in clear": _in_clear,
    "sealed": _sealed,
    "of another step of this run": _of_another_step,
    "of a worker of another release": _before_questions,
}


@pytest.mark.parametrize("way", WAYS)
@on_one_ledger
async def test_a_stolen_step(at_rest: Parts, way: str) -> None:
    """The case waits, and has the step done anew by the engine: it is received as if nothing had happened."""
    filed, client, platform = submission(MARRIED), at_rest.client, identity_of(Role.PLATFORM)
    run = names.case_id(filed.id)
    gatekeeper = Gatekeeper(directory(at_rest.ledger))
    async with queue_worker(client, names.QUEUE, WORKFLOWS, [], interceptors=[gatekeeper]):
        word = said(client, run, names.CASE, filed, by=platform, command=run)
        handle = await client.start_workflow(names.CASE, word, id=run, task_queue=names.QUEUE)
        await _answer_stolen(client, run, await WAYS[way](run))
        while not await _has_waited(handle):  # noqa: ASYNC110 (the server tells nobody)
            await asyncio.sleep(LOOK)
        assert (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
    async with at_rest.working():
        await at_rest.forward(filed.id, calls.SOON)
        case = await at_rest.platform.case(filed.id)
        assert case.receipt.accepted
        await case.outcome()


@on_one_ledger
async def test_a_run_that_is_reset(parts: Parts) -> None:
    """What its steps have answered before is still to what it asks: it goes on, and hears officers."""
    case = await in_review(parts)
    await parts.written(case.id)
    steps = [
        event.event_id
        for event in (await parts.history(case.id)).events
        if event.HasField("workflow_task_completed_event_attributes")
    ]
    await parts.client.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=parts.client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=names.case_id(case.id)),
            reason="an attacker's",
            workflow_task_finish_event_id=steps[-1],
            request_id=str(uuid4()),
        )
    )
    for officer in ("officer-1", "officer-2"):
        await parts.desk("market-regulation", officer).grant(case.id, "food-licence")
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def _answer_stolen(client: Client, run: str, result: Payload) -> None:
    """What else comes is of cases that tests before have left open, and is done another time."""
    task = await _steal(client)
    while task.workflow_execution.workflow_id != run:
        task = await _steal(client)
    assert task.activity_type.name == "receive"
    await client.workflow_service.respond_activity_task_completed(
        RespondActivityTaskCompletedRequest(
            namespace=client.namespace, task_token=task.task_token, result=Payloads(payloads=[result])
        )
    )


async def _steal(client: Client) -> PollActivityTaskQueueResponse:
    queue = TaskQueue(name=names.QUEUE)
    return await client.workflow_service.poll_activity_task_queue(
        PollActivityTaskQueueRequest(namespace=client.namespace, task_queue=queue, identity="thief")
    )


async def _has_waited(handle: Any) -> bool:
    """Whether the run has set itself a time, for what came was not taken."""
    events = [event.WhichOneof("attributes") for event in (await handle.fetch_history()).events]
    return "timer_started_event_attributes" in events
