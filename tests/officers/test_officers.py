"""Officers at work on a real server: what they decide, and what the law does not let them."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from activities.stand_ins.behaviour import Reviewing
from client import Amendment, Case, OutcomeKind, State, Unreasoned, WrongDepartment
from client.messages.cases.answers import Retraction
from client.messages.officers.docket import Task
from client.offices.officer import Officer
from matters import clock
from matters.definitions import conventions
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import LOOK, Parts, until
from tests.support.states import LEASE, in_review, on_one_ledger

pytestmark = on_one_ledger

FOOD = "food-licence"
MARKET = "market-regulation"


async def test_two_officers_grant_an_inspected_item(parts: Parts) -> None:
    """The first officer proposes, the second decides; the licence is there when the second is answered."""
    case = await in_review(parts)
    first, second = parts.desk(MARKET), parts.desk(MARKET, "officer-2")

    assert (await first.grant(case.id, FOOD)).state is State.IN_REVIEW
    decided = await second.grant(case.id, FOOD)

    assert decided.state is State.GRANTED
    assert decided.licence
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_what_waits_for_a_second_officer(parts: Parts) -> None:
    """Inboxes tell who has proposed it, and when; another one confirms it, whoever it was given to."""
    case = await in_review(parts)
    await parts.written(case.id)
    first, second = parts.desk(MARKET, "officer-2"), parts.desk(MARKET)
    await second.return_to(case.id, FOOD, officer="officer-2", reason="分工")
    await first.grant(case.id, FOOD)
    task = await _task(second, case)
    while not task.proposed_by:
        await asyncio.sleep(LOOK)
        task = await _task(second, case)
    assert (task.officer, task.proposed_by) == ("officer-2", "officer-2")
    assert task.proposed_at
    await second.grant(case.id, FOOD)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def _task(desk: Officer, case: Case) -> Task:
    (task,) = [task for task in await desk.inbox() if task.case == case.id]
    return task


async def test_what_the_department_has_dropped_is_not_granted(parts: Parts) -> None:
    """What their department has struck from its books stays dropped, and gives no licence."""
    case = await in_review(parts)
    struck = Retraction(key=f"{case.id}/{FOOD}/1", department=MARKET, undo=False, reason="窗口撤件")
    parts.stand_in.retract(struck)
    await parts.desk(MARKET).grant(case.id, FOOD)
    answered = await parts.desk(MARKET, "officer-2").grant(case.id, FOOD)
    assert (answered.state, answered.licence) == (State.WITHDRAWN, None)


async def test_a_licence_is_of_the_year_of_its_decision(parts: Parts) -> None:
    """It is numbered by the day on which the second officer decides, not by that of lodging."""
    case = await in_review(parts)
    year = case.receipt.received_at.year + 1
    await parts.forward_to(case.id, datetime(year, 1, 1, 12, tzinfo=UTC))
    await parts.desk(MARKET).grant(case.id, FOOD)
    decided = await parts.desk(MARKET, "officer-2").grant(case.id, FOOD)
    assert decided.licence
    _, serial, _, _ = decided.licence.identifier.rsplit(".", 3)
    assert serial.startswith(str(year))


async def test_what_is_accepted_stays_accepted(parts: Parts) -> None:
    """A department that wants more the next day stops no clock, and every day is told as accepted."""
    case = await in_review(parts)
    before = await case.progress()
    await parts.forward(case.id, timedelta(days=1))
    await parts.desk(MARKET).ask(case.id, FOOD, (LEASE,))
    await until(case, FOOD, State.CORRECTION)
    await parts.forward(case.id, timedelta(days=2))
    after = await case.progress()
    assert after.notices
    assert (after.due_on, after.items[0].due_on) == (before.due_on, before.items[0].due_on)
    for reckoning in (await case.explain()).clocks:
        assert reckoning.accepted_on == clock.day_in_china(case.receipt.received_at)
        assert not any("尚未受理" in span.why for span in reckoning.spans)
        assert conventions.DEMANDED_LATER.says in {assumed.says for assumed in reckoning.assumptions}


async def test_suspension_moves_the_deadline(parts: Parts) -> None:
    """While a special procedure goes on no clock runs; afterwards the rest of the limit is left."""
    case = await in_review(parts)
    desk = parts.desk(MARKET)
    before = (await case.progress()).items[0].due_on
    await desk.suspend(case.id, FOOD, procedure="testing", expected_end=date(2027, 1, 1), notice="2026-1")
    assert (await case.progress()).items[0].due_on is None
    await parts.forward(case.id, timedelta(days=20))
    after = await desk.resume(case.id, FOOD)
    assert before
    assert after.due_on
    assert after.due_on >= before + timedelta(days=18)
    assert after.colour == "green"


async def test_an_item_is_shown_to_its_department(parts: Parts) -> None:
    """What one department was told about an applicant is not another one's to read."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Reviewing())
    await until(await parts.platform.submit(filed), FOOD, State.IN_REVIEW)
    assert (await parts.desk(MARKET).show(filed.id, FOOD)).request
    with pytest.raises(WrongDepartment):
        await parts.desk("fire-rescue").show(filed.id, FOOD)


@pytest.mark.parametrize(
    "order",
    [
        Amendment(number=" ", by="办公室", reason="调休", holidays=(date(2026, 12, 1),)),
        Amendment(number="1号", by="", reason="调休", holidays=(date(2026, 12, 1),)),
        Amendment(number="1号", by="办公室", reason="", workdays=(date(2026, 12, 5),)),
        Amendment(number="1号", by="办公室", reason="调休"),
    ],
)
async def test_an_order_says_who_why_and_which_days(parts: Parts, order: Amendment) -> None:
    """An order that leaves one of them out is not taken, and the applicant is not troubled with it."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Reviewing())
    await until(await parts.platform.submit(filed), FOOD, State.IN_REVIEW)
    with pytest.raises(Unreasoned):
        await parts.amend(filed.id, order)
