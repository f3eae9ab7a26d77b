"""Orders that change the working days of a case, or of all."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from client import names
from client.errors import DayPassed, DifferentOrder, NoAnswer, Unreasoned
from client.messages.cases.explanation import Reckonings
from client.messages.cases.sequel import SequelState
from client.messages.officers.commands import Amendment
from client.offices.supervisor import Supervisor
from client.transport.engine_line import EngineLine
from matters import clock
from matters.definitions.restaurant import RESTAURANT_2026_11 as RESTAURANT
from tests.support.cases.corrections import received
from tests.support.cases.deadlines import PROMISED, days_after, due_at, granted, shown
from tests.support.cases.sequels import DROP, begun, closed, ends, listed, office
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import SECOND_SUPERVISOR, Parts, find, item
from tests.support.states import FOOD, in_review, on_one_ledger

pytestmark = on_one_ledger


async def test_the_calendar_is_amended(parts: Parts) -> None:
    """A day more off moves every deadline by one working day, on a signed order, which counts once."""
    case = await in_review(parts)
    before = await case.progress()
    order = _day_off(days_after(received(case), 3))

    with pytest.raises(Unreasoned):
        await parts.amend(case.id, order.model_copy(update={"reason": " "}))
    over = {"number": str(uuid4()), "workdays": (received(case) - timedelta(days=1),)}
    with pytest.raises(DayPassed, match="不能改为工作日"):
        await parts.amend(case.id, order.model_copy(update=over))
    with pytest.raises(DayPassed, match="不能改为工作日"):
        await parts.amend_all(order.model_copy(update=over))
    assert await case.progress() == before
    for _ in range(2):
        await parts.amend(case.id, order)

    after = await case.progress()
    assert after.due_on == days_after(received(case), RESTAURANT.promised.count + 1)
    assert find(after, FOOD).due_on == days_after(received(case), PROMISED + 1)
    [told] = await parts.told(case)
    assert told.kind == "calendar"
    assert order.by in told.says
    assert order.reason in told.says
    assert "节假日" in _why(await case.explain(), order.holidays[0])
    assert await due_at(parts, case) == shown(after.due_on)


@pytest.mark.usefixtures("no_order_stays")
async def test_the_calendar_of_all_open_cases(forgetful: Parts) -> None:
    """An arrangement reaches every case that is still open, and each of them once."""
    cases = [await in_review(forgetful) for _ in range(3)]
    await granted(forgetful, cases[0])
    await cases[0].outcome()
    expected = {names.case_id(case.id): case is not cases[0] for case in cases}
    while {one: one in await _open_cases(forgetful) for one in expected} != expected:
        pass  # what is listed lags behind
    order = _day_off(days_after(received(cases[1]), 3))

    for _ in range(2):
        assert await forgetful.amend_all(order) == len(await _open_cases(forgetful))

    for case in cases[1:]:
        assert (await item(case, FOOD)).due_on == days_after(received(case), PROMISED + 1)
        assert [told.kind for told in await forgetful.told(case)] == ["calendar"]
        await granted(forgetful, case)
        await case.outcome()


@pytest.mark.usefixtures("no_order_stays")
async def test_a_later_case_follows_the_order(forgetful: Parts) -> None:
    """What is ordered of all cases binds those that come in afterwards, too; a number names one order."""
    before = (await forgetful.platform.submit(submission(SMALL_SHOP))).receipt
    day = days_after(clock.day_in_china(before.received_at), 2)
    order = _day_off(day).model_copy(update={"number": f"示范〔{day}〕"})
    await forgetful.amend_all(order)
    later = (await forgetful.platform.submit(submission(SMALL_SHOP))).receipt
    assert before.due_on
    assert later.due_on == days_after(before.due_on, 1)
    with pytest.raises(DifferentOrder):
        await forgetful.amend_all(order.model_copy(update={"reason": "另有原因"}))


@pytest.mark.usefixtures("no_order_stays")
async def test_what_runs_after_a_decision(forgetful: Parts) -> None:
    """Follows as well: its department, and whoever has the licence, have a day more, and he is told so."""
    case = await closed(forgetful)
    before = await begun(forgetful, case, "revoked")
    assert before.heard_until
    assert before.due_on
    await _amend_sequels(forgetful, before.id, _day_off(days_after(before.begun_on, 2)))
    now = await office(forgetful).show(before.id)
    later = days_after(before.heard_until, 1), days_after(before.due_on, 1)
    assert (now.heard_until, now.due_on) == later
    assert (await listed(forgetful, before.id, due_on=now.due_on)).of_sequel
    [told] = [letter for letter in await forgetful.told(case) if letter.kind == "calendar"]
    assert f"最迟 {now.heard_until} 陈述、申辩，最迟 {now.due_on} 作出决定" in told.says
    done = await office(forgetful).conclude(now, DROP, reasons=("情况已改正",))
    assert (await ends(forgetful, done)).state is SequelState.DROPPED


@pytest.mark.usefixtures("no_order_stays")
async def test_a_run_that_does_not_answer(forgetful: Parts) -> None:
    """Whoever holds up an order, such as a run that nobody works at, is named, and all others follow it."""
    case = await in_review(forgetful)
    before = (await case.progress()).due_on
    left = await forgetful.client.start_workflow(
        names.CASE, id=names.case_id(uuid4()), task_queue="nobody's", run_timeout=timedelta(minutes=5)
    )
    while {names.case_id(case.id), left.id} - {*await _open_cases(forgetful)}:
        pass  # what is listed lags behind
    order = _day_off(days_after(received(case), 3))
    await forgetful.supervisor.amend_calendars(order)
    hasty = Supervisor(EngineLine(forgetful.client, timedelta(seconds=4)), account=SECOND_SUPERVISOR)
    try:
        with pytest.raises(NoAnswer, match=left.id):
            await hasty.amend_calendars(order)
    finally:
        await left.terminate()
    assert before
    assert (await case.progress()).due_on == days_after(before, 1)


async def _amend_sequels(parts: Parts, sequel: UUID, order: Amendment) -> None:
    """As one of all, once it is listed; and once more, which changes nothing."""
    query = f"WorkflowType='{names.SEQUEL}' AND ExecutionStatus='Running'"
    while names.sequel_id(sequel) not in [run.id async for run in parts.client.list_workflows(query)]:
        pass  # what is listed lags behind
    for _ in range(2):
        await parts.amend_all(order)


async def _open_cases(parts: Parts) -> list[str]:
    query = f"WorkflowType='{names.CASE}' AND ExecutionStatus='Running'"
    return [run.id async for run in parts.client.list_workflows(query)]


def _day_off(day: date) -> Amendment:
    return Amendment(number=f"示范〔2026〕{uuid4()}", by="示范区政府", reason="台风停工", holidays=(day,))


def _why(explained: Reckonings, day: date) -> str:
    """Why a day of the first clock counts, or does not."""
    return next(span.why for span in explained.clocks[0].spans if span.first <= day <= span.last)
