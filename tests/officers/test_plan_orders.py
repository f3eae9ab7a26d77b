"""Open cases are planned anew by order, where their definition was changed in place."""

from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

import pytest

from activities.cases.arrivals import Received
from activities.cases.plan.plan_office import PlanOffice, is_ordered
from activities.cases.plan.provenance import catalogue_text
from activities.ledger.cases import cases
from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.departments import StandIn
from client import Case, State
from client.errors import InvalidOrder
from client.messages.cases.correction import Supplement
from client.messages.cases.plan_order import PlanOrder, PlanOrderGiven
from deploy.releases import definitions
from matters import catalogue
from matters.definitions import departments
from matters.definitions.restaurant import RESTAURANT as LATEST
from matters.definitions.restaurant import RESTAURANT_2026_11 as RESTAURANT
from matters.language import OneMatter
from matters.plan.plan import Plan
from tests.support.cases.submissions import LARGE_SHOP, paper, submission
from tests.support.parts import Parts, find
from tests.support.ports.lost_answers import dies_afterwards
from tests.support.states import FIRE, FOOD, HYGIENE, REGISTRATION, SIGN, TOBACCO, on_one_ledger, reaches
from tests.support.town import query

pytestmark = on_one_ledger

MARKET: Final = "market-regulation"
LAYOUT: Final = "layout-plan"
IN_REVIEW: Final = (FOOD, FIRE, HYGIENE, SIGN, TOBACCO)


def _edition(edition: str, *, gone: str = "", moved: str = "") -> OneMatter[Any]:
    """One of this test alone, without an item, and with one that another department has."""
    matters = (
        replace(matter, department=departments.TAX) if matter.code == moved else matter
        for matter in RESTAURANT.matters
        if matter.code != gone
    )
    return replace(RESTAURANT, edition=edition, since=LATEST.since, until=None, matters=tuple(matters))


def _order(edition: str, **changed: Any) -> PlanOrder:
    given = {"number": f"示范〔2026〕{uuid4()}", "by": "示范区政府", "reason": "机构改革", **changed}
    of = {"one_matter": RESTAURANT.code, "edition": edition, "text": catalogue_text()}
    return PlanOrder(**{**of, **given})


@pytest.fixture
def edition() -> str:
    """Of one test alone: no order reaches what another has left open."""
    return f"tried-{uuid4()}"


async def _filed(parts: Parts) -> Case:
    """With one item granted, and all others with their officers."""
    filed = submission(LARGE_SHOP).model_copy(update={"edition": None})
    for item in IN_REVIEW:
        parts.behave(filed.id, item, Reviewing())
    case = await parts.platform.submit(filed)
    await reaches(case, REGISTRATION, State.IN_REVIEW)
    await parts.desk(MARKET).grant(case.id, REGISTRATION)
    for item in IN_REVIEW:
        await reaches(case, item, State.IN_REVIEW)
    await parts.written(case.id)
    return case


async def _given(parts: Parts, order: PlanOrder) -> PlanOrderGiven:
    """By two supervisors."""
    assert await parts.supervisor.replan(order) == PlanOrderGiven(waits=True)
    return await parts.second_supervisor.replan(order)


async def test_a_case_is_planned_anew(parts: Parts, edition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is decided stays, what is gone is told, what moves is told and asked anew, and clocks go on."""
    with monkeypatch.context() as before_it:
        before_it.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, _edition(edition)))
        case = await _filed(parts)
    before, order = await case.progress(), _order(edition)
    changed = _edition(edition, gone=SIGN, moved=HYGIENE)
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, changed))
    assert f"{HYGIENE}：原由 health 办理，现由 tax 办理" in [*definitions.changes(_plan(parts, case))]

    assert not _passes(parts, case)
    assert await _given(parts, order) == PlanOrderGiven(cases=1)
    assert _passes(parts, case)
    await reaches(case, SIGN, State.NOT_REQUIRED)
    await reaches(case, HYGIENE, State.IN_REVIEW)
    after = await case.progress()
    for item in (REGISTRATION, FOOD, FIRE, TOBACCO):
        assert find(after, item) == find(before, item)
    moved = find(after, HYGIENE)
    assert (moved.department, moved.round) == (departments.TAX.name, 2)
    assert moved.due_on == find(before, HYGIENE).due_on
    [change] = after.replanned
    assert (change.plan, change.dropped, change.moved, change.joined) == (2, (SIGN,), (HYGIENE,), ())
    assert change.order == order
    assert not [*definitions.changes(_plan(parts, case))]
    told = {one.kind: one.says for one in await parts.told(case) if one.addressee == "applicant"}
    assert order.number in told["replanned"]
    assert "招牌" in told["dropped"]

    assert await parts.supervisor.replan(order) == PlanOrderGiven(cases=1)
    assert (await case.progress()).replanned == (change,)
    await parts.desk("tax").grant(case.id, HYGIENE)


@pytest.mark.parametrize(
    ("owner", "step"), [(PlanOffice, "redraw"), (StandIn, "retract"), (StandIn, "lodge")]
)
async def test_who_dies_in_the_middle(
    at_rest: Parts, edition: str, monkeypatch: pytest.MonkeyPatch, owner: type[Any], step: str
) -> None:
    """What was done and is not known of is done again: planned anew, taken back, asked and told once."""
    with monkeypatch.context() as before_it:
        before_it.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, _edition(edition)))
        async with at_rest.working():
            case = await _filed(at_rest)
    changed = _edition(edition, moved=HYGIENE)
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, changed))
    died, order = dies_afterwards(monkeypatch, owner, step), _order(edition)
    async with at_rest.working():
        assert await _given(at_rest, order) == PlanOrderGiven(cases=1)
        await _asked_anew(case, HYGIENE)
        assert await at_rest.supervisor.replan(order) == PlanOrderGiven(cases=1)
        assert died
        after = await case.progress()
        assert [one.order for one in after.replanned] == [order]
        assert find(after, HYGIENE).department == departments.TAX.name
        assert _plan(at_rest, case).number == after.replanned[0].plan == 2
        assert [one.kind for one in await at_rest.told(case)].count("replanned") == 1
        assert _lodged(at_rest, case, HYGIENE) == ["health", "tax"]
        await case.withdraw("不办了")


async def _asked_anew(case: Case, item: str) -> None:
    """Until those who have it now have it with their officers."""
    async for now in case.watch():
        if (find(now, item).round, find(now, item).state) == (2, State.IN_REVIEW):
            return


def _lodged(parts: Parts, case: Case, item: str) -> list[str]:
    """Whose books have an item, round by round."""
    lodged = "SELECT department FROM lodgings WHERE key LIKE :key ORDER BY key"
    return [department for (department,) in query(parts.district, lodged, key=f"{case.id}/{item}/%")]


async def test_before_it_is_accepted(parts: Parts, edition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked of anybody yet: once it is mended, it is handled as the definition has it now."""
    with monkeypatch.context() as before_it:
        before_it.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, _edition(edition)))
        filed = submission(LARGE_SHOP).model_copy(update={"edition": None})
        papers = tuple(one for one in filed.papers if one.code != LAYOUT)
        case = await parts.platform.submit(filed.model_copy(update={"papers": papers}))
    assert not case.receipt.accepted
    changed = _edition(edition, gone=SIGN, moved=HYGIENE)
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, changed))
    given = await _given(parts, order := _order(edition))
    assert case.id not in [left.case for left in given.left]
    assert (await case.progress()).replanned[0].order == order
    assert (await case.supplement(Supplement(papers=(paper(LAYOUT),)))).accepted
    after = await case.progress()
    assert SIGN not in [one.code for one in after.items]
    assert find(after, HYGIENE).department == departments.TAX.name
    await case.withdraw("不办了")


async def test_by_other_definitions_nothing_is_planned(
    parts: Parts, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An order names the text that it means: an engine of another release leaves its cases as they are."""
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, _edition(edition)))
    case = await _filed(parts)
    before = await case.progress()
    given = await _given(parts, _order(edition, text="0" * 64))
    [says] = [left.says for left in given.left if left.case == case.id]
    assert says.startswith(f"{InvalidOrder.__name__}: 现行定义")
    assert await case.progress() == before


def _passes(parts: Parts, case: Case) -> bool:
    """Whether the gate of a release counts on an order."""
    with parts.ledger.reading() as books:
        return is_ordered(books, _plan(parts, case))


def _plan(parts: Parts, case: Case) -> Plan:
    """As it is on file."""
    with parts.ledger.reading() as books:
        return Received.model_validate_json(cases.get(books, case.id).reception).plan
