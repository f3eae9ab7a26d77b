"""Receipts: what the one window answers to a submission, or that it has it and will answer."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from uuid import UUID

from temporalio.client import WorkflowExecutionStatus
from temporalio.service import RPCError

from .. import names
from ..errors import Again, AnswerPending
from ..transport.engine_line import EXPLANATION, EngineLine


@asynccontextmanager
async def awaited(line: EngineLine, submission: UUID) -> AsyncGenerator[None]:
    """Wait for a receipt; if none comes, tell whether the server has the submission all the same."""
    try:
        async with line.patiently(f"submission {submission}"):
            yield
    except Again as unanswered:
        raise (await _pending(line, submission)) or unanswered from None


async def _pending(line: EngineLine, submission: UUID) -> AnswerPending | None:
    try:
        async with asyncio.timeout(EXPLANATION.total_seconds()):
            case = await line.client.get_workflow_handle(names.case_id(submission)).describe()
    except (RPCError, TimeoutError):
        return None
    if case.status is not WorkflowExecutionStatus.RUNNING:
        return None
    return AnswerPending(submission, case.start_time)
