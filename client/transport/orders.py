"""Orders that a run of its own carries out: once, however often the same is said."""

from contextlib import suppress
from uuid import UUID

from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from .. import names
from ..messages.message import Message
from ..trust.identity import Identity
from .engine_line import AnswerT, EngineLine


async def carry_out(
    line: EngineLine,
    kind: str,
    order: Message,
    answer: type[AnswerT],
    *,
    number: UUID,
    by: Identity,
) -> AnswerT:
    """What has come of it; the engine goes on with it where this does not wait for it (`NoAnswer`)."""
    run = f"{kind}/{number}"
    word = line.said(by, order, run=run, message=kind, command=run)
    async with line.patiently(run, run=run):
        with suppress(WorkflowAlreadyStartedError):  # it was carried out before
            await line.client.start_workflow(
                kind,
                word,
                id=run,
                task_queue=names.QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
            )
        carried_out = line.client.get_workflow_handle(run, result_type=answer)
        done: AnswerT = await carried_out.result()
    return done
