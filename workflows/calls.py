"""How the engine calls the world: time limits, retries, and what the operator reads beside a call."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, FailureError, is_cancelled_exception

from client import names

ArgumentT = TypeVar("ArgumentT")
AnswerT = TypeVar("AnswerT")

AT_HAND: Final = timedelta(seconds=3)
"""For the engine's own activities in the very step that needs them; well below a workflow task's time."""

ANSWER: Final = timedelta(seconds=5)
"""For one try of an enquiry, whose caller waits not much longer."""

INSTANT: Final = timedelta(milliseconds=1)

OWN_TIME: Final = timedelta(seconds=30)
"""For one try of theirs after that, as ordinary activities."""

ONCE: Final = RetryPolicy(maximum_attempts=1)

DESK_TIME: Final = timedelta(minutes=10)
"""For one try of a department; whoever needs more than `SIGN_OF_LIFE` sends heartbeats."""

SIGN_OF_LIFE: Final = timedelta(seconds=10)

TIRELESS: Final = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=1))
"""A fault of the world is tried again until it is mended: a case may wait, but is never lost."""

BROKEN: Final = timedelta(hours=1)
"""Until the next call after a fault that retries do not mend, such as a worker of another edition."""


async def until(condition: Callable[[], bool], at: datetime, *, summary: str) -> bool:
    """Wait until something has happened, or a deadline is over; whether it has happened.

    What comes in at the very instant of the deadline has come in time: people go before clocks. There is a
    timer even if the deadline is over, for after a call at hand a replay may read the clock a little
    differently, and must not do without the timer then.
    """
    if not condition():
        left = max(at - workflow.now(), INSTANT)
        with contextlib.suppress(TimeoutError):
            await workflow.wait_condition(condition, timeout=left, timeout_summary=summary)
    return condition()


async def own(activity: Callable[[Any, ArgumentT], AnswerT], argument: ArgumentT, *, summary: str) -> AnswerT:
    """Call an activity of the engine: a short transaction in the ledger that may be repeated.

    It is tried at hand first, which saves the server two of the eight activities of a simple case. If
    that fails, the ledger may be away for long, and an ordinary activity waits without filling history.
    """
    try:
        return await workflow.execute_local_activity_method(
            activity,
            argument,
            schedule_to_close_timeout=AT_HAND,
            retry_policy=ONCE,
            summary=summary,
        )
    except FailureError as error:  # one that was out of time fails as another type when it is replayed
        if is_cancelled_exception(error):
            raise asyncio.CancelledError from None
    return await _until_answered(
        lambda: workflow.execute_activity_method(
            activity,
            argument,
            start_to_close_timeout=OWN_TIME,
            retry_policy=TIRELESS,
            summary=summary,
        ),
        summary=summary,
    )


async def page(
    activity: Callable[[Any, ArgumentT], AnswerT], argument: ArgumentT, *, summary: str
) -> AnswerT:
    """Call an activity of the engine that handles a page of many: it shows that it lives, or is short."""
    return await _until_answered(
        lambda: workflow.execute_activity_method(
            activity,
            argument,
            start_to_close_timeout=DESK_TIME,
            heartbeat_timeout=SIGN_OF_LIFE,
            retry_policy=TIRELESS,
            summary=summary,
        ),
        summary=summary,
    )


async def enquiry(
    activity: Callable[[Any, ArgumentT], AnswerT], argument: ArgumentT, *, summary: str
) -> AnswerT:
    """Answer somebody who waits: at hand or not at all; whoever gets no answer asks again."""
    return await workflow.execute_local_activity_method(
        activity, argument, start_to_close_timeout=ANSWER, summary=summary
    )


async def desk(
    activity: Callable[[Any, ArgumentT], AnswerT],
    argument: ArgumentT,
    *,
    department: str,
    summary: str,
) -> AnswerT:
    """Call a department on its own queue."""
    return await _until_answered(
        lambda: workflow.execute_activity_method(
            activity,
            argument,
            task_queue=names.desk_queue(department),
            start_to_close_timeout=DESK_TIME,
            heartbeat_timeout=SIGN_OF_LIFE,
            retry_policy=TIRELESS,
            summary=summary,
        ),
        summary=summary,
    )


async def _until_answered(call: Callable[[], Awaitable[AnswerT]], *, summary: str) -> AnswerT:
    while True:
        try:
            return await call()
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise asyncio.CancelledError from None
            await workflow.sleep(BROKEN, summary=f"{summary}：系统故障，稍后再试")
