"""Time that goes by for a case as it does for people: no timer is passed over.

Where two timers end within a second of each other, and the first one's step takes longer than that, the
server that skips time leaves the second one for the end of the whole span: what should be told at a midnight
is told days later. Nothing of the kind happens to a case whose time is not skipped.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from temporalio.client import WorkflowExecutionStatus, WorkflowHistory

from tests.support.parts import Parts

A_LITTLE: Final = timedelta(seconds=1)
"""Past a timer: to its very instant, the server would skip on from there."""


async def go_by(parts: Parts, case: UUID, span: timedelta) -> None:
    """Carry the clock of a case forward, from one timer to the next, and let each of them end."""
    now = await parts.now(case)
    end = now + span
    while now < end and (await parts.handle(case).describe()).status is WorkflowExecutionStatus.RUNNING:
        ends = [at for at in timers(await parts.history(case)) if at < end]
        if not any(at <= now for at in ends):  # else one has yet to end whose time is over
            await parts.forward_to(case, min(at + A_LITTLE for at in (*ends, end - A_LITTLE)))
        await parts.written(case)
        now = await parts.now(case)


def timers(history: WorkflowHistory) -> Iterator[datetime]:
    """When those end that run."""
    running = ends_of_timers(history)
    for event in history.events:
        if event.HasField("timer_fired_event_attributes"):
            del running[event.timer_fired_event_attributes.started_event_id]
        elif event.HasField("timer_canceled_event_attributes"):
            del running[event.timer_canceled_event_attributes.started_event_id]
    yield from running.values()


def ends_of_timers(history: WorkflowHistory) -> dict[int, datetime]:
    """When each that was started would end, by the event that started it."""
    return {
        event.event_id: event.event_time.ToDatetime(tzinfo=UTC)
        + event.timer_started_event_attributes.start_to_fire_timeout.ToTimedelta()
        for event in history.events
        if event.HasField("timer_started_event_attributes")
    }
