"""Calls that cannot be answered yet, made again until they can: a run is not ready, or nobody is there."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final, TypeVar

from temporalio.client import (
    WorkflowExecutionStatus,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
)
from temporalio.common import RawValue
from temporalio.service import RPCError

from .. import names
from ..errors import Again
from .failures import ENDS

log = logging.getLogger(__name__)

AnswerT = TypeVar("AnswerT")

PAUSE: Final = timedelta(seconds=1)
"""Between two looks whether somebody is there again."""

STEP = timedelta(seconds=0.5)
"""For a run to take the step that a question came too early for; asked at once, it is forgotten anew."""

_NOT_YET: Final = ("workflow task is not scheduled yet", "unexpected workflow task failure")
"""What the server says of a run that has not begun, and of one whose step failed: it has heard nothing."""

_CUT_SHORT: Final = "AcceptedUpdateCompletedWorkflow"
"""The kind of failure of a word that was heard, and not answered before its run went on in a new one."""


async def until_somebody_answers(about: str, call: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
    """Again, as long as server, worker or ledger are away, which is logged once.

    Not of a run that has failed: it will never tell anything else.
    """
    is_away = False
    while True:
        try:
            return await call()
        except Again as error:
            if isinstance(error.__cause__, WorkflowFailureError):
                raise
            if not is_away:
                log.warning("%s: waits for an answer (%s)", about, error)
            is_away = True
        await asyncio.sleep(PAUSE.total_seconds())


async def until_it_can(handle: WorkflowHandle[Any, Any], call: Callable[[], Awaitable[RawValue]]) -> RawValue:
    """Again, as long as a run has a step to take first, or is about to go on in a new one."""
    while True:
        try:
            return await call()
        except WorkflowQueryFailedError as error:
            if error.message != names.ASK_AGAIN:
                raise
        except WorkflowUpdateFailedError as error:
            if _CUT_SHORT not in str(error.cause) or not await _is_running(handle):
                raise
        except RPCError as error:
            if not await _goes_on(handle, error.message.lower()):
                raise
        await asyncio.sleep(STEP.total_seconds())


async def _goes_on(handle: WorkflowHandle[Any, Any], told: str) -> bool:
    """Whether it will answer all the same; of a run that ends for good the server tells nothing else."""
    if ENDS in told:
        return await _is_running(handle)
    return any(words in told for words in _NOT_YET)


async def _is_running(handle: WorkflowHandle[Any, Any]) -> bool:
    return (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
