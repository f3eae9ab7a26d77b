"""Statements, inspections, first reviews and service on a real server, as officers go through them."""

from datetime import timedelta
from typing import Any, Final

import pytest

from activities.stand_ins.behaviour import Reviewing
from client import Case, NotPending, State, Unreasoned
from client.errors import Mend, OutsideTheList, SamePerson, Unanswerable
from client.messages.cases.answers import Flaw
from client.offices.officer import Officer
from deploy import demonstration
from matters import catalogue
from matters.definitions import departments, law, procedures
from matters.definitions.restaurant import RESTAURANT
from matters.definitions.restaurant.definition import food_licence
from tests.support.cases.hearings import NEIGHBOUR, due, step_of
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.mistakes.mistake import with_item
from tests.support.parts import LAYOUT, Parts, end_of, find, item, until
from tests.support.states import FOOD, in_review, on_one_ledger

pytestmark = on_one_ledger

MARKET: Final = "market-regulation"
HEALTH: Final = departments.HEALTH.code


async def test_what_a_neighbour_says_is_heard(parts: Parts) -> None:
    """He is told that it concerns him; until what he says is on record, nothing is decided (Art. 36)."""
    case = await in_review(parts)
    desk = parts.desk(MARKET)
    await desk.begin(case.id, FOOD, procedure="statements", parties=(NEIGHBOUR,), reasons=("油烟",))
    with pytest.raises(NotPending, match="（heard）"):
        await desk.grant(case.id, FOOD)
    heard: dict[str, Any] = {"procedure": "statements", "step": "heard"}
    with pytest.raises(Unreasoned):
        await desk.take_step(case.id, FOOD, **heard)
    await desk.take_step(case.id, FOOD, **heard, document="意见1号", says="邻户不同意")
    await desk.grant(case.id, FOOD)
    told = [row for row in await parts.told(case) if row.addressee == "interested-party"]
    assert ["理由：油烟" in told[0].says, "邻户不同意" in told[1].says] == [True, True]


async def test_an_inspection_by_two(parts: Parts) -> None:
    """It begins with the item and stops no clock; two are named, and what they saw goes before a decision."""
    case = await _current(parts)
    desk = parts.desk(MARKET)
    [inspection] = (await item(case, FOOD)).procedures
    assert (inspection.code, inspection.under_way) == ("inspection", True)
    with pytest.raises(NotPending, match="现场核查"):
        await desk.grant(case.id, FOOD)
    later = await parts.today(case.id) + timedelta(days=5)
    with pytest.raises(OutsideTheList, match="不中止期限"):  # 检验 of Art. 45 is something else
        await desk.suspend(
            case.id, FOOD, procedure="inspection", expected_end=later, notice="核查1号", reasons=()
        )
    with pytest.raises(Unreasoned, match="至少 2"):
        await desk.take_step(
            case.id, FOOD, procedure="inspection", step="sent", officers=("officer-1", "OFFICER-1")
        )
    with pytest.raises(SamePerson, match="同一人"):  # two accounts that look alike
        await desk.take_step(
            case.id, FOOD, procedure="inspection", step="sent", officers=("officer-1", "ｏfficer-1")
        )
    both = ("officer-1", "officer-2")
    sent = await desk.take_step(case.id, FOOD, procedure="inspection", step="sent", officers=both)
    assert step_of(sent, "record").due_on == due(
        await parts.today(case.id), law.INSPECTION_LIMIT
    )  # five days, as it happens
    await desk.take_step(
        case.id, FOOD, procedure="inspection", step="record", document="核查1号", signed_by=both
    )
    assert (await item(case, FOOD)).state is State.IN_REVIEW
    await desk.grant(case.id, FOOD)


async def _current(parts: Parts) -> Case:
    filed = demonstration.submission(SMALL_SHOP, household=next(HOUSEHOLDS))
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    return case


HOUSEHOLDS: Final = iter(range(390, 400))
"""Of whom no other test files anything."""


@pytest.fixture
def reviewed_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A food licence that a lower body reviews before the market regulation decides."""
    one = with_item(RESTAURANT, food_licence, procedures=(procedures.first_review(departments.HEALTH),))
    ones = tuple(one if each is RESTAURANT else each for each in catalogue.ONE_MATTERS)
    monkeypatch.setattr(catalogue, "ONE_MATTERS", ones)


@pytest.mark.usefixtures("reviewed_first")
async def test_a_lower_body_reviews_and_reports(parts: Parts) -> None:
    """It has the item, its papers and twenty days; the upper one gets it with the report, and decides."""
    filed = demonstration.submission(SMALL_SHOP, household=next(HOUSEHOLDS))
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await parts.written(case.id)
    lower, upper = parts.desk(HEALTH), parts.desk(MARKET)
    waiting = await item(case, FOOD)
    today = await parts.today(case.id)
    assert (waiting.state, waiting.lodged_at) == (State.WAITING, None)
    assert step_of(waiting, "reviewed").due_on == due(today, law.FIRST_REVIEW_LIMIT)
    [task] = [task for task in await lower.inbox() if task.case == case.id]
    assert task.step == "下级机关初审上报：初步审查意见"
    request = (await lower.show(case.id, FOOD)).request
    assert request
    assert "layout-plan" in {paper.code for paper in request.papers}
    assert (await lower.paper(case.id, FOOD, "layout-plan")).content

    await _reviews(upper, case, "reviewed", refused=True, document="初审1号")
    await _reviews(lower, case, "reported", refused=True)
    await _reviews(lower, case, "reviewed", document="初审1号", says="符合条件")
    await _reviews(lower, case, "reported")
    await until(case, FOOD, State.IN_REVIEW)
    lodged = await item(case, FOOD)
    assert lodged.lodged_at
    assert not find(await case.progress(), FOOD).procedures[0].under_way
    once_more = LAYOUT.model_copy(update={"flaw": Flaw.MISSING})
    with pytest.raises(Unanswerable, match="第三十五条"):
        await upper.ask(case.id, FOOD, [once_more], reason="再次提交")
    await _reviews(lower, case, "reported", refused=True)


async def _reviews(desk: Officer, case: Case, step: str, *, refused: bool = False, **says: Any) -> None:
    if not refused:
        await desk.take_step(case.id, FOOD, procedure="first-review", step=step, **says)
        return
    with pytest.raises(Mend):
        await desk.take_step(case.id, FOOD, procedure="first-review", step=step, **says)


async def test_a_decision_that_is_not_served(parts: Parts) -> None:
    """Its department is warned before the ten days are over; they are explained, and shown."""
    filed = submission(SMALL_SHOP).model_copy(update={"electronic_service": False})
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).grant(case.id, FOOD)
    today = await parts.today(case.id)
    last = due(today, law.DELIVERY_LIMIT)
    assert (await item(case, FOOD)).deliver_by == last
    await parts.forward_to(case.id, end_of(last) - timedelta(hours=2))
    rows = [row for row in await parts.told(case) if "送达" in row.says]
    assert ("department", "warning") in {(row.addressee, row.kind) for row in rows}
    explained = {one.subject: one for one in (await case.explain()).clocks}
    [delivery] = [one for subject, one in explained.items() if subject.endswith("决定的颁发、送达")]
    assert (delivery.due_on, delivery.limit) == (last, f"10个工作日，{law.DELIVERY}")
