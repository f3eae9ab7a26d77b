"""What must be mended: told once, answered by the applicant, or left unanswered."""

from datetime import date, timedelta

import pytest

from activities.stand_ins.behaviour import Asking, Reviewing
from client import Case, InvalidForm, OutcomeKind, Stage, State, Submission
from client.errors import Unreasoned
from client.messages.cases.answers import Wanting
from client.messages.cases.correction import Supplement, Supplemented
from matters import clock
from matters.definitions.law import TIMETABLE
from matters.definitions.restaurant import RESTAURANT_2026_11 as RESTAURANT
from tests.support.cases.corrections import (
    DRAWING,
    FIRE,
    FOOD,
    HYGIENE,
    REGISTRATION,
    SIGN,
    TOBACCO,
    last_day,
    noticed,
    received,
    waits_for_layout,
)
from tests.support.cases.submissions import LARGE_SHOP, SMALL_SHOP, paper, submission, without
from tests.support.parts import LAYOUT, Parts, find, item, until
from tests.support.states import in_review, on_one_ledger

pytestmark = on_one_ledger

MARKET, FIRE_RESCUE, HEALTH = "market-regulation", "fire-rescue", "health"


async def test_findings_are_the_notice(parts: Parts) -> None:
    """What pre-review finds is told once, in the receipt and in progress, with one last day for all."""
    case = await parts.platform.submit(_uncertified())

    progress = await case.progress()
    paths = ["form.staff_certified", "papers.premises-proof"]
    assert progress.stage is Stage.CORRECTION
    assert progress.items == ()
    [notice] = progress.notices
    assert [point.path for point in notice.points] == paths
    assert [finding.path for finding in case.receipt.findings] == paths
    assert notice.answer_by == case.receipt.answer_by
    assert not notice.late
    assert [(told.addressee, told.kind) for told in await parts.told(case)] == [("applicant", "correction")]


async def test_accepted_on_the_day_of_the_supplement(parts: Parts) -> None:
    """A mended case gets its numbers, a plan with the next number, and clocks that run from that day."""
    filed = _uncertified()
    parts.behave(filed.id, REGISTRATION, Reviewing())
    case = await parts.platform.submit(filed)
    await parts.forward(filed.id, timedelta(days=4))
    day = await parts.today(filed.id)

    supplement = Supplement(form={"staff_certified": True}, papers=(paper("premises-proof"),))
    assert await case.supplement(supplement) == Supplemented(accepted=True, plan=2)

    await until(case, REGISTRATION, State.IN_REVIEW)
    progress = await case.progress()
    assert progress.plan == 2
    assert {
        len(number) for number in (progress.acceptance_number, *(one.number for one in progress.items))
    } == {43}
    assert await _accepted_on(case) == day
    assert progress.due_on == last_day(day, RESTAURANT.promised)


async def test_incomplete(parts: Parts) -> None:
    """A supplement that mends a part of it is kept; what is left is told, and the last day stays."""
    case = await parts.platform.submit(_uncertified())
    before = (await case.progress()).notices[0]

    first = await case.supplement(Supplement(form={"staff_certified": True}))
    [notice] = (await case.progress()).notices
    second = await case.supplement(Supplement(papers=(paper("premises-proof"),)))

    assert [finding.path for finding in first.findings] == ["papers.premises-proof"]
    assert first.plan == 1
    assert [point.path for point in notice.points] == ["papers.premises-proof"]
    assert notice.answer_by == before.answer_by
    assert second == Supplemented(accepted=True, plan=2)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_unreadable(parts: Parts) -> None:
    """A supplement that cannot be read is an error that names every field, and changes nothing."""
    case = await parts.platform.submit(_uncertified())
    await parts.written(case.id)
    before = await case.progress()
    supplement = Supplement(form={"floor_area": "很大"}, papers=(paper("premises-proof"), paper("selfie")))

    with pytest.raises(InvalidForm) as wrong:
        await case.supplement(supplement)

    assert {field.path for field in wrong.value.wrong_fields} == {"form.floor_area", "papers.1.code"}
    assert await case.progress() == before
    left = await case.supplement(Supplement(form={"staff_certified": True}))
    assert [finding.path for finding in left.findings] == ["papers.premises-proof"]


async def test_one_notice_for_all_departments(parts: Parts) -> None:
    """What two departments want is told at once when nobody else may ask; the same demand is one point."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, FOOD, Asking(wants=Wanting(points=(LAYOUT,))))
    parts.behave(filed.id, HYGIENE, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.CORRECTION)
    await until(case, HYGIENE, State.IN_REVIEW)
    assert (await case.progress()).notices == ()

    await parts.desk(HEALTH).ask(filed.id, HYGIENE, [LAYOUT, DRAWING])

    [notice] = (await case.progress()).notices
    assert [(point.path, set(point.items)) for point in notice.points] == [
        (LAYOUT.path, {FOOD, HYGIENE}),
        (DRAWING.path, {HYGIENE}),
    ]
    assert [told.kind for told in await parts.told(case)] == ["correction"]


async def test_the_window_ends(parts: Parts) -> None:
    """A department that may still ask is waited for until the window ends, and no longer."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, FOOD, Asking(wants=Wanting(points=(LAYOUT,))))
    parts.behave(filed.id, HYGIENE, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.CORRECTION)
    window = last_day(await parts.today(filed.id), TIMETABLE.gather)
    due = (await item(case, FOOD)).due_on

    await parts.forward_into(filed.id, window)
    assert (await case.progress()).notices == ()
    await parts.forward_past(filed.id, window)

    [notice] = (await case.progress()).notices
    assert not notice.late
    assert (await item(case, FOOD)).due_on == due


async def test_never_after_the_fifth_working_day(parts: Parts) -> None:
    """Whoever asks on the last day is told before it is over, though another's window was open longer."""
    filed = submission(LARGE_SHOP, sign_area="20")
    for matter in (FOOD, FIRE, SIGN):
        parts.behave(filed.id, matter, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    last, due = last_day(await parts.today(filed.id), TIMETABLE.notice), (await item(case, FOOD)).due_on
    await parts.forward_into(filed.id, last - timedelta(days=1))
    await parts.pay(case)
    await until(case, SIGN, State.IN_REVIEW)
    await parts.forward_into(filed.id, last)

    await parts.desk("urban-management").ask(filed.id, SIGN, [DRAWING])
    await parts.desk(MARKET).ask(filed.id, FOOD, [LAYOUT])
    assert (await case.progress()).notices == ()
    await parts.forward_past(filed.id, last)

    [notice] = (await case.progress()).notices
    assert not notice.late
    assert clock.day_in_china(notice.told_at) == last
    assert (await item(case, FOOD)).due_on == due


async def test_asked_late(parts: Parts) -> None:
    """What is asked after its time needs a reason, is told to the supervisor, and stops no clock."""
    case = await in_review(parts)
    desk = parts.desk(MARKET)
    await parts.forward_past(case.id, last_day(await parts.today(case.id), TIMETABLE.notice))
    before = await case.progress()

    with pytest.raises(Unreasoned):
        await desk.ask(case.id, FOOD, [LAYOUT])
    await desk.ask(case.id, FOOD, [LAYOUT], reason="现场核查时发现")
    await noticed(case)

    progress = await case.progress()
    [notice] = progress.notices
    assert notice.late
    assert progress.due_on == before.due_on
    assert find(progress, FOOD).due_on == find(before, FOOD).due_on is not None
    assert await _accepted_on(case) == clock.day_in_china(case.receipt.received_at)
    [told] = [told for told in await parts.told(case) if told.kind == "late-demand"]
    assert told.addressee == "supervisor"
    assert "现场核查时发现" in told.says
    [asked] = [told for told in progress.told if told.kind == "correction"]
    assert "现场核查时发现" in asked.says


async def test_a_second_demand_is_late(parts: Parts) -> None:
    """What could have been in the one notice is marked, however soon it comes, and the clock goes on."""
    filed = submission(SMALL_SHOP)
    case = await waits_for_layout(parts, filed, then="wanting")
    await noticed(case)
    await case.supplement(Supplement(papers=(paper("layout-plan"),)))
    await noticed(case, 2)

    progress = await case.progress()
    assert [notice.late for notice in progress.notices] == [False, True]
    assert find(progress, FOOD).due_on
    assert "late-demand" in {told.kind for told in await parts.told(case)}


async def test_unanswered(parts: Parts) -> None:
    """Whoever does not answer is reminded, then the item lapses; what was granted is kept."""
    filed = submission(LARGE_SHOP)
    case = await waits_for_layout(parts, filed)
    await until(case, TOBACCO, State.GRANTED)
    [notice] = (await case.progress()).notices

    await parts.forward_past(filed.id, notice.answer_by)
    [reminded] = (await case.progress()).notices
    assert reminded.reminded
    assert reminded.answer_by == last_day(notice.answer_by, TIMETABLE.grace)
    told = [told.kind for told in await parts.told(case) if told.addressee == "applicant"]
    assert told == ["correction", "reminder"]
    await parts.forward_past(filed.id, reminded.answer_by)

    outcome = await case.outcome()
    states = {one.code: one.state for one in outcome.items}
    assert outcome.kind is OutcomeKind.PARTLY_GRANTED
    assert states == {**dict.fromkeys(states, State.GRANTED), FOOD: State.LAPSED}


async def test_the_case_goes_on_without_what_lapsed(parts: Parts) -> None:
    """One item got no answer; the clock of the case, which was accepted, has run all the time."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, HYGIENE, Reviewing())
    case = await waits_for_layout(parts, filed)
    await parts.forward_past(filed.id, last_day(await parts.today(filed.id), TIMETABLE.gather))
    [notice] = (await case.progress()).notices
    assert (await case.progress()).due_on == last_day(received(case), RESTAURANT.promised)

    await parts.forward_past(filed.id, last_day(notice.answer_by, TIMETABLE.grace))

    progress = await case.progress()
    assert find(progress, FOOD).state is State.LAPSED
    assert progress.due_on == last_day(received(case), RESTAURANT.promised)


async def test_deemed_accepted(parts: Parts) -> None:
    """If nothing was asked within five working days, the case counts as accepted on its receipt."""
    case = await in_review(parts)
    day = clock.day_in_china(case.receipt.received_at)

    await parts.forward_past(case.id, last_day(day, TIMETABLE.notice))

    progress = await case.progress()
    assert await _accepted_on(case) == day
    assert progress.due_on == last_day(day, RESTAURANT.promised)
    assert find(progress, FOOD).due_on == last_day(day, RESTAURANT.matters[1].promised)


def _uncertified() -> Submission:
    """A case in which pre-review finds an answer and a paper wanting."""
    return without(submission(LARGE_SHOP, staff_certified=False), "premises-proof")


async def _accepted_on(case: Case) -> date | None:
    """The day from which the clock of the whole case runs."""
    return (await case.explain()).clocks[0].accepted_on
