"""Time goes by without passing over a timer: else engine and law seem to differ by days, and do not."""

from datetime import UTC, timedelta
from typing import Final

from temporalio.client import WorkflowHistory

from matters import clock
from tests.support.cases.submissions import LARGE_SHOP, submission
from tests.support.parts import Parts
from tests.support.states import FIRE, FOOD, HYGIENE, REGISTRATION, SIGN, TOBACCO, on_one_ledger
from tests.walks.habits import behaviour
from tests.walks.hours import A_LITTLE, ends_of_timers, go_by
from tests.walks.item import Habit

HABITS: Final = {
    REGISTRATION: Habit.GRANTS,
    FOOD: Habit.DOUBTS,
    FIRE: Habit.ASKS_ONCE,
    HYGIENE: Habit.REVIEWS,
    SIGN: Habit.ASKS,
    TOBACCO: Habit.REVIEWS,
}
WEEK: Final = timedelta(days=7)
A_STEP: Final = timedelta(seconds=10)
"""That a run at work may take, however busy its worker is."""


@on_one_ledger
async def test_no_timer_is_passed_over(parts: Parts) -> None:
    """Each ends when its time is over, also where several end at one midnight."""
    filed = submission(LARGE_SHOP, sign_area=20)
    for code, habit in HABITS.items():
        parts.behave(filed.id, code, behaviour(habit, code))
    case = await parts.platform.submit(filed)
    await parts.written(case.id)
    begun = await parts.now(case.id)
    await go_by(parts, case.id, WEEK)
    history = await parts.history(case.id)
    assert timedelta() <= await parts.now(case.id) - begun - WEEK < A_LITTLE + A_STEP
    assert [late for late in _lateness(history) if late > A_LITTLE + A_STEP] == []
    (notice,) = (await case.progress()).notices
    assert notice.told_at.astimezone(clock.CHINA).hour == 0


def _lateness(history: WorkflowHistory) -> list[timedelta]:
    """By how much each timer ended after its time."""
    ends = ends_of_timers(history)
    fired = [event for event in history.events if event.HasField("timer_fired_event_attributes")]
    assert fired
    begun_by = [event.timer_fired_event_attributes.started_event_id for event in fired]
    at = [event.event_time.ToDatetime(tzinfo=UTC) for event in fired]
    return [ended - ends[begun] for begun, ended in zip(begun_by, at, strict=True)]
