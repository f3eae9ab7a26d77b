"""Proceedings about decisions: each is begun by a signed word, and answers whether it may be."""

from uuid import UUID, uuid4

from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.service import RPCError, RPCStatusCode

from .. import names
from ..messages.cases.sequel import BeginSequel, SequelProgress
from ..trust.identity import Identity
from .engine_line import EngineLine


async def begin(line: EngineLine, order: BeginSequel, *, by: Identity) -> SequelProgress:
    """The same order again is the same proceeding.  Raises a `Rejected`, and as `EngineLine.patiently`."""
    run = names.sequel_id(order.id)
    async with line.patiently(f"{order.sequel} of case {order.case}"):
        begun = await line.client.start_workflow(
            names.SEQUEL,
            line.said(by, order, run=run, message=names.SEQUEL, command=run),
            id=run,
            task_queue=names.QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
        )
        try:
            return await line.tell(
                run, names.RECEIPT, order.department, SequelProgress, by=by, command=str(uuid4())
            )
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:  # it may not begin, and had ended before it was asked
                await begun.result()
            raise


async def look_at(line: EngineLine, sequel: UUID, *, by: Identity, whose: str) -> SequelProgress:
    """How it stands, as its department or its applicant sees it."""
    async with line.patiently(f"sequel {sequel}"):
        return await line.look(names.sequel_id(sequel), names.SHEET, SequelProgress, by=by, about=whose)
