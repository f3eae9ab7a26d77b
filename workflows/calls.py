"""How the engine calls the world: time limits, retries, and what the operator reads beside a call.

A call at hand (a local activity) is quick, but its result may be seen a step later than it is recorded.
Where a word of somebody, a cancellation or a timer comes in between, or the clock is read afterwards, the
history cannot be replayed. So it is for short workflows that do nothing else and hear nobody: whatever has
handlers, timers, or coroutines side by side makes ordinary calls.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, TypeVar, get_type_hints

from temporalio import workflow
from temporalio.common import RawValue, RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError, is_cancelled_exception

from client.trust.refusal import is_own
from workflows import changes, questions, renewal, troubles

ArgumentT = TypeVar("ArgumentT")
AnswerT = TypeVar("AnswerT")

AT_HAND: Final = timedelta(seconds=3)
"""For the engine's own activities in the very step that needs them; well below a workflow task's time."""

ORDINARY: Final = "ordinary-activities"
"""The change of 2026-11-28. Whoever began before goes on calling at hand what it has called so already, as
history says. This may be forgotten when no run is open any more that was started before that release.
"""

STEP: Final = "step"

ANSWER: Final = timedelta(seconds=5)
"""For one try of an enquiry, whose caller waits not much longer."""

INSTANT: Final = timedelta(milliseconds=1)

OWN_TIME: Final = timedelta(seconds=30)
"""For one try of theirs after that, as ordinary activities."""

ONCE: Final = RetryPolicy(maximum_attempts=1)

DESK_TIME: Final = timedelta(minutes=10)
"""For one try of a department; whoever needs more than `SIGN_OF_LIFE` sends heartbeats."""

DESK_PATIENCE: Final = timedelta(days=7)
"""For all tries. Then it is asked anew, sealed for the key that it has by then: the old one may be lost."""

SIGN_OF_LIFE: Final = timedelta(seconds=10)

TIRELESS: Final = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=1))
"""A fault of the world is tried again until it is mended: a case may wait, but is never lost."""

SOON: Final = timedelta(seconds=5)
BROKEN: Final = timedelta(hours=1)
"""Until the next call after a fault that retries do not mend: soon, for it may have been a worker of the
release before, and twice as long each time, up to the last: a thief who answers everything fills no history.
"""


class NotAnswered(Exception):
    """What has come back is no answer; why, for operators to read."""


def begin() -> bool:
    """Note by which code the run begins: the first thing that is done by whatever hears words.

    Whether it makes ordinary calls only, so that it may be renewed.
    """
    ordinary = changes.has(ORDINARY)
    changes.has(questions.NUMBERED)
    return ordinary


def leave_event() -> None:
    """Leave a note in the memo after an answer or a timer, so that no step goes by without an event.

    Core takes two steps without commands for one if an update follows them and the worker does not hold the
    run in its memory; a replay takes them for two, and the history does not replay (sdk-rust 1146, open).
    """
    if changes.has(ORDINARY):
        workflow.upsert_memo({STEP: ""})


async def until(condition: Callable[[], bool], at: datetime, *, summary: str) -> bool:
    """Wait until something has happened, or a deadline is over; whether it has happened.

    What comes in at the very instant of the deadline has come in time: people go before clocks. There is a
    timer even if the deadline is over: runs from before `ORDINARY` may read the clock a little differently
    when they are replayed, and must not do without the timer then.
    """
    if not condition():
        left = max(at - workflow.now(), INSTANT)
        renewal.count(renewal.TIMER)
        try:
            await workflow.wait_condition(condition, timeout=left, timeout_summary=summary)
        except TimeoutError:
            leave_event()
    return condition()


async def own(activity: Callable[[Any, ArgumentT], AnswerT], argument: ArgumentT, *, summary: str) -> AnswerT:
    """Call an activity of the engine: a short transaction in the ledger that may be repeated."""
    if changes.has(ORDINARY) or workflow.patched(f"{ORDINARY}/{activity.__name__}"):
        with renewal.calling():
            return await _ordinary(activity, argument, summary=summary)
    return await alone(activity, argument, summary=summary)


async def once(
    activity: Callable[[Any, ArgumentT], AnswerT], argument: ArgumentT, *, summary: str
) -> AnswerT:
    """Call an activity that may say no to a word of somebody: then the word is not taken, and he is told."""
    pauses = _pauses()
    while True:
        try:
            answer = await _ordinary_once(activity, argument, summary=summary)
        except ActivityError as error:
            if isinstance(error.cause, ApplicationError):
                raise error.cause from None
            raise
        except NotAnswered as why:
            await _pause(summary, str(why), next(pauses))
        except troubles.TriedAgain:
            continue
        else:
            leave_event()
            return answer


async def alone(
    activity: Callable[[Any, ArgumentT], AnswerT], argument: ArgumentT, *, summary: str
) -> AnswerT:
    """The one call of a short workflow that nobody talks to: tried at hand first, which is quicker.

    If that fails, the ledger may be away for long, and an ordinary activity waits without filling history.
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
    return await _ordinary(activity, argument, summary=summary)


async def page(
    activity: Callable[[Any, ArgumentT], AnswerT], argument: ArgumentT, *, summary: str
) -> AnswerT:
    """Call an activity of the engine that handles a page of many: it shows that it lives, or is short."""
    with renewal.calling():
        return await until_answered(
            lambda: _ordinary_once(
                activity, argument, summary=summary, within=DESK_TIME, sign_of_life=SIGN_OF_LIFE
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


async def _ordinary(
    activity: Callable[[Any, ArgumentT], AnswerT], argument: ArgumentT, *, summary: str
) -> AnswerT:
    return await until_answered(lambda: _ordinary_once(activity, argument, summary=summary), summary=summary)


async def _ordinary_once(
    activity: Callable[[Any, ArgumentT], AnswerT],
    argument: ArgumentT,
    *,
    summary: str,
    within: timedelta = OWN_TIME,
    sign_of_life: timedelta | None = None,
) -> AnswerT:
    asking = workflow.start_activity(
        activity.__name__,
        argument,
        result_type=RawValue,
        start_to_close_timeout=within,
        heartbeat_timeout=sign_of_life,
        retry_policy=TIRELESS,
        summary=summary,
    )
    return await _own_answer(activity, asking)


async def _own_answer(
    activity: Callable[[Any, ArgumentT], AnswerT], asking: workflow.ActivityHandle[RawValue]
) -> AnswerT:
    """Whoever reaches the server may take an activity from the queue and answer it: only the ring counts.

    Raises `NotAnswered`.
    """
    question = questions.asked()
    raw = await troubles.answer(asking)
    if not is_own(raw.payload):
        raise NotAnswered("答复不是本系统所写，不予采信")
    if not questions.is_answered(raw.payload, question):
        raise NotAnswered("答复所答的是另一问，不予采信")
    answer: AnswerT = workflow.payload_converter().from_payload(raw.payload, answers(activity))
    return answer


@cache
def answers(activity: Callable[..., object]) -> Any:
    """The type of what it answers."""
    return get_type_hints(activity)["return"]


async def until_answered(call: Callable[[], Awaitable[AnswerT]], *, summary: str) -> AnswerT:
    """Call again and again, later each time after what no retry mends."""
    pauses = _pauses()
    while True:
        try:
            answer = await call()
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise asyncio.CancelledError from None
            await _pause(summary, "系统故障", next(pauses))
        except NotAnswered as why:
            await _pause(summary, str(why), next(pauses))
        except troubles.TriedAgain:
            continue
        else:
            leave_event()
            troubles.clear(summary)
            return answer


def _pauses() -> Iterator[timedelta]:
    pause = SOON
    while True:
        yield pause
        pause = min(2 * pause, BROKEN)


async def _pause(doing: str, why: str, pause: timedelta) -> None:
    troubles.note(doing, why)
    await troubles.rest(pause, summary=f"{doing}：{why}，稍后再试")
