"""Deadlines: watched over, told upwards, moved by nothing but what the law and recorded orders say."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest

from activities.stand_ins.behaviour import Behaviour, Failing, Reviewing, Silent
from client import Case, OutcomeKind, State, names
from client.messages.cases.answers import Granted
from client.messages.cases.correction import Supplement
from client.messages.cases.progress import Colour
from matters import clock
from matters.clock.calendar import published
from matters.definitions.restaurant import RESTAURANT_2026_11 as RESTAURANT
from tests.support.cases.corrections import received
from tests.support.cases.deadlines import (
    EXTENSION,
    MARKET,
    PROMISED,
    STATUTORY,
    days_after,
    due_at,
    granted,
    searched,
    shown,
)
from tests.support.cases.submissions import LARGE_SHOP, paper, submission
from tests.support.parts import LAYOUT, Parts, end_of, find, item, until
from tests.support.states import FOOD, in_review, on_one_ledger
from workflows import visibility

pytestmark = on_one_ledger

TOBACCO = "tobacco-licence"
WARNING = 8
"""Of these used up, the department is warned: four fifths."""

BEFORE = timedelta(seconds=6)
"""Within which an item is with a department again before it is overdue, on a machine that has much to do."""


async def test_yellow_and_red(parts: Parts) -> None:
    """The department is told when a share of its days is used, its supervisor at the end of the last one."""
    case = await in_review(parts)
    yellow, red = days_after(received(case), WARNING), days_after(received(case), PROMISED)
    assert (await item(case, FOOD)).due_on == red

    await parts.forward_into(case.id, yellow)
    assert (await item(case, FOOD)).colour is Colour.GREEN
    await parts.forward_past(case.id, yellow)
    assert (await item(case, FOOD)).colour is Colour.YELLOW
    assert await _told(parts, case) == [("department", "warning", FOOD)]
    assert await _clock(parts, case) == Colour.YELLOW

    await parts.forward_into(case.id, red)
    assert (await item(case, FOOD)).colour is Colour.YELLOW
    await parts.forward_past(case.id, red)
    assert (await item(case, FOOD)).colour is Colour.RED
    assert await _told(parts, case) == [("department", "warning", FOOD), ("supervisor", "overdue", FOOD)]
    assert await _clock(parts, case) == Colour.RED


async def test_the_stuck_list(parts: Parts) -> None:
    """What is overdue stands on the list of what is stuck until it is decided."""
    case = await in_review(parts)
    assert case.id not in await _stuck(parts, case)
    await parts.forward_past(case.id, days_after(received(case), PROMISED))
    await parts.told(case)
    [task] = [task for task in await parts.supervisor.stuck() if task.case == case.id]
    assert (task.item, task.department, task.stuck) == (FOOD, MARKET, True)
    await granted(parts, case)
    await case.outcome()
    assert case.id not in await _stuck(parts, case)


@pytest.mark.parametrize("behaviour", [Failing(times=1_000_000), Silent()], ids=lambda one: one.kind)
async def test_a_silent_department(parts: Parts, behaviour: Behaviour) -> None:
    """An item whose department's system does not answer is in its officers' hands once it is overdue."""
    case = await in_review(parts)
    due = end_of(days_after(received(case), PROMISED))
    await parts.forward_to(case.id, due - BEFORE)
    await parts.desk(MARKET).ask(case.id, FOOD, [LAYOUT], reason="现场核查时发现")
    parts.behave(case.id, FOOD, behaviour)
    await case.supplement(Supplement(papers=(paper("layout-plan"),)))
    assert (await item(case, FOOD)).state is State.LODGED

    await until(case, FOOD, State.IN_REVIEW)

    assert (await item(case, FOOD)).colour is Colour.RED
    assert ("supervisor", "overdue", FOOD) in await _told(parts, case)
    assert case.id in await _stuck(parts, case)
    await granted(parts, case)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_a_department_out_of_reach(at_rest: Parts) -> None:
    """Officers can decide what has never reached their system; it learns of both when it is back."""
    async with at_rest.working():
        case = await in_review(at_rest)
        due = end_of(days_after(received(case), PROMISED))
        await at_rest.forward_to(case.id, due - BEFORE)
        await at_rest.desk(MARKET).ask(case.id, FOOD, [LAYOUT], reason="现场核查时发现")
    async with at_rest.working(names.QUEUE):
        await case.supplement(Supplement(papers=(paper("layout-plan"),)))
        await until(case, FOOD, State.IN_REVIEW)
        await at_rest.desk(MARKET, "officer-1").grant(case.id, FOOD)
        decided = asyncio.create_task(at_rest.desk(MARKET, "officer-2").grant(case.id, FOOD))
        while await _pending(at_rest, case) != [names.DECIDE]:
            pass
    async with at_rest.working():
        assert (await decided).licence
        assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_a_lost_answer(parts: Parts) -> None:
    """A decision that never reached the case is found when its department is asked again for the same key."""
    case = await in_review(parts)
    decision = await parts.decide_unheard(case, FOOD, MARKET)
    yellow = days_after(received(case), WARNING)
    await parts.forward_into(case.id, yellow)
    assert (await item(case, FOOD)).state is State.IN_REVIEW
    await parts.forward(case.id)
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.GRANTED
    assert clock.day_in_china(outcome.closed_at) == yellow + timedelta(days=1)
    assert isinstance(decision, Granted)
    assert outcome.items[0].licence == decision.licence


async def test_a_suspension_resets_nothing(parts: Parts) -> None:
    """What was used before a special procedure stays used; what was left is left, of both limits."""
    case = await in_review(parts)
    await parts.forward(case.id, timedelta(days=5))
    stopped = await parts.today(case.id)
    used = clock.working_days_left(received(case), stopped, published(received(case)))
    desk, end = parts.desk(MARKET), stopped + timedelta(days=60)
    await desk.suspend(case.id, FOOD, procedure="testing", expected_end=end, notice="2026-1")
    progress = await case.progress()
    assert (find(progress, FOOD).due_on, find(progress, FOOD).statutory_due_on) == (None, None)
    assert progress.due_on is None
    assert await due_at(parts, case) is None

    await parts.forward(case.id, timedelta(days=40))
    resumed = await parts.today(case.id)
    after = await desk.resume(case.id, FOOD)

    assert after.due_on == days_after(resumed, PROMISED - used)
    assert after.statutory_due_on == days_after(resumed, STATUTORY - used)
    whole = (await case.progress()).due_on
    assert whole == days_after(resumed, RESTAURANT.promised.count - used)
    assert await due_at(parts, case) == shown(whole)
    assert await _told(parts, case) == [("applicant", "suspension", FOOD)] * 2
    assert f"最迟 {after.due_on} 作出决定" in (await case.progress()).told[-1].says


async def test_what_has_gone_stops_no_clock(parts: Parts) -> None:
    """The clock of a case stands with an item in a special procedure, until that item is dropped."""
    filed = submission(LARGE_SHOP)
    for matter in (FOOD, TOBACCO):
        parts.behave(filed.id, matter, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    await until(case, TOBACCO, State.IN_REVIEW)
    today = await parts.today(case.id)
    desk = parts.desk("tobacco")
    await desk.suspend(case.id, TOBACCO, procedure="testing", expected_end=today, notice="2026-2")
    await parts.desk(MARKET).ask(case.id, FOOD, [LAYOUT])
    assert (await case.progress()).due_on is None

    await case.supplement(Supplement(form={"sells_tobacco": False}, papers=(paper("layout-plan"),)))
    await until(case, TOBACCO, State.NOT_REQUIRED)

    assert (await case.progress()).due_on == days_after(today, RESTAURANT.promised.count)


async def test_an_extension_moves_both_limits(parts: Parts) -> None:
    """By the days of the definition, from the day on which it is approved; what was yellow is green again."""
    case = await in_review(parts)
    await parts.forward_past(case.id, days_after(received(case), WARNING))
    assert (await item(case, FOOD)).colour is Colour.YELLOW
    after = await parts.extend(case.id, FOOD, MARKET, approver="director")
    assert after.due_on == days_after(received(case), PROMISED + EXTENSION)
    assert after.statutory_due_on == days_after(received(case), STATUTORY + EXTENSION)
    assert (await item(case, FOOD)).colour is Colour.GREEN
    assert await _clock(parts, case) == "running"
    assert ("applicant", "extension", FOOD) in await _told(parts, case)


async def test_the_case_is_extended(parts: Parts) -> None:
    """The lead department extends the whole case under the one-matter's own code; no item moves."""
    case = await in_review(parts)
    before = await item(case, FOOD)
    await parts.extend(case.id, RESTAURANT.code, MARKET, approver="mayor", body="government")
    due = (await case.progress()).due_on
    assert due == days_after(received(case), RESTAURANT.promised.count + 15)
    assert (await item(case, FOOD)).due_on == before.due_on
    assert await due_at(parts, case) == shown(due)


async def test_explained(parts: Parts) -> None:
    """The days of every clock follow one another, and those that count sum to its limit."""
    case = await in_review(parts)
    desk = parts.desk(MARKET)
    end = await parts.today(case.id) + timedelta(days=60)
    await parts.forward(case.id, timedelta(days=3))
    await desk.suspend(case.id, FOOD, procedure="testing", expected_end=end, notice="2026-1")
    await parts.forward(case.id, timedelta(days=9))
    await desk.resume(case.id, FOOD)
    await parts.extend(case.id, FOOD, MARKET, approver="director")

    explained = await case.explain()

    assert [sum(span.days for span in one.spans if span.counted) for one in explained.clocks] == [
        RESTAURANT.promised.count,
        45,
        PROMISED + EXTENSION,
        STATUTORY + EXTENSION,
    ]
    progress = await case.progress()
    for reckoning in explained.clocks:
        assert reckoning.spans[0].first == reckoning.accepted_on == received(case)
        assert reckoning.spans[-1].last == reckoning.due_on
        assert all(one.last + clock.ONE_DAY == two.first for one, two in pairwise(reckoning.spans))
        assert all(span.why and span.basis for span in reckoning.spans)
    assert explained.clocks[0].due_on == progress.due_on
    assert explained.clocks[2].due_on == find(progress, FOOD).due_on


async def _told(parts: Parts, case: Case) -> list[tuple[str, str, str]]:
    return [(told.addressee, told.kind, told.item) for told in await parts.told(case)]


async def _stuck(parts: Parts, case: Case) -> list[UUID]:
    await parts.written(case.id)
    return [task.case for task in await parts.supervisor.stuck()]


async def _clock(parts: Parts, case: Case) -> str | None:
    return (await searched(parts, case)).get(visibility.CLOCK)


async def _pending(parts: Parts, case: Case) -> list[str]:
    """What the case has asked somebody and has no answer to."""
    description = (await parts.handle(case.id).describe()).raw_description
    return [one.activity_type.name for one in description.pending_activities]
