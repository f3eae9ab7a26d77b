"""What an answer to a correction notice changes: items join, go, or stay."""

from datetime import timedelta

import pytest

from activities.stand_ins.behaviour import Asking, Reviewing, Slow
from activities.stand_ins.books import lodgings
from client import Case, InvalidForm, OutcomeKind, State
from client.messages.cases.answers import Demand, Flaw, Request, Wanting, Withdrawn
from client.messages.cases.correction import Supplement
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
from tests.support.cases.submissions import LARGE_SHOP, SMALL_SHOP, paper, submission
from tests.support.parts import LAYOUT, Parts, find, item, until
from tests.support.states import on_the_other_ledger

pytestmark = on_the_other_ledger

RULES = Demand(path="papers.safety-rules", says="缺少管理制度", mend="请上传管理制度", flaw=Flaw.MISSING)
PREMISES = Demand(path="papers.premises-proof", says="缺少使用证明", mend="请上传证明", flaw=Flaw.MISSING)


@pytest.mark.parametrize(("matter", "demand"), [(FOOD, RULES), (HYGIENE, PREMISES)])
async def test_answered_from_the_file(parts: Parts, matter: str, demand: Demand) -> None:
    """A paper that is held already, for whichever item, is handed over without troubling the applicant."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, matter, Asking(wants=Wanting(points=(demand,)), then="reviewing"))
    case = await parts.platform.submit(filed)
    await until(case, matter, State.IN_REVIEW)

    assert (await case.progress()).notices == ()
    request = await _request(parts, case, matter)
    assert request.key == f"{filed.id}/{matter}/2"
    assert demand.path.removeprefix("papers.") in {one.code for one in request.papers if one.sha256}


async def test_asked_twice_for_what_is_held(parts: Parts) -> None:
    """A department that does not find what it was handed gets the applicant to speak."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Asking(wants=Wanting(points=(RULES,)), then="wanting"))
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.CORRECTION)
    await noticed(case)

    assert (await item(case, FOOD)).round == 2
    assert (await case.progress()).notices[0].points[0].path == RULES.path


async def test_only_what_is_mended_altogether_goes_back(parts: Parts) -> None:
    """An item is lodged again when all its points are answered; the clock of the case waits for none."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, FOOD, Asking(wants=Wanting(points=(LAYOUT,)), then="reviewing"))
    parts.behave(filed.id, HYGIENE, Asking(wants=Wanting(points=(LAYOUT, DRAWING)), then="reviewing"))
    case = await parts.platform.submit(filed)
    await noticed(case)

    await parts.forward(filed.id, timedelta(days=2))
    await case.supplement(Supplement(papers=(paper("layout-plan", "备餐间已标明"),)))
    await until(case, FOOD, State.IN_REVIEW)
    progress = await case.progress()
    assert find(progress, HYGIENE).state is State.CORRECTION
    assert find(progress, HYGIENE).round == 1
    assert progress.due_on == last_day(received(case), RESTAURANT.promised)

    await parts.forward(filed.id, timedelta(days=2))
    await case.supplement(Supplement(papers=(paper("sign-drawing"),)))
    await until(case, HYGIENE, State.IN_REVIEW)
    progress = await case.progress()
    assert (find(progress, FOOD).round, find(progress, HYGIENE).round) == (2, 2)
    assert progress.due_on == last_day(received(case), RESTAURANT.promised)
    request = await _request(parts, case, HYGIENE)
    assert request.key == f"{filed.id}/{HYGIENE}/2"
    assert {"layout-plan", "sign-drawing"} <= {one.code for one in request.papers if one.sha256}


async def test_mended_data_reach_who_has_the_item(parts: Parts) -> None:
    """A department at work gets mended answers at once; one that answered the old ones is asked again."""
    filed = submission(SMALL_SHOP, floor_area="680")
    for matter in (FOOD, FIRE):
        parts.behave(filed.id, matter, Reviewing())
    parts.behave(filed.id, HYGIENE, Slow(seconds=3))
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.IN_REVIEW)
    await until(case, HYGIENE, State.LODGED)

    await case.supplement(Supplement(form={"floor_area": "690"}, papers=(paper("fire-plan"),)))
    await until(case, HYGIENE, State.GRANTED)
    await _round(case, HYGIENE, 2)
    await until(case, FOOD, State.IN_REVIEW)

    assert (await _request(parts, case, FOOD)).fields["floor_area"] == "690"
    assert (await _request(parts, case, HYGIENE)).fields["floor_area"] == "690"


async def test_an_item_joins(parts: Parts) -> None:
    """A mended form that calls for another item adds it to the case under way."""
    filed = submission(LARGE_SHOP, hangs_a_sign=False)
    case = await waits_for_layout(parts, filed)

    mended = Supplement(form={"hangs_a_sign": True, "sign_area": "12"}, papers=(paper("layout-plan"),))
    await case.supplement(mended)

    outcome = await case.outcome()
    sign = next(one for one in outcome.items if one.code == SIGN)
    assert sign.state is State.GRANTED
    assert len(sign.number) == 43
    assert (await case.progress()).plan == 2


async def test_an_item_that_has_not_started_goes(parts: Parts) -> None:
    """A mended form that does not call for an item any more drops it; its department never hears of it."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, REGISTRATION, Asking(wants=Wanting(points=(LAYOUT,))))
    case = await parts.platform.submit(filed)
    await noticed(case)

    await case.supplement(Supplement(form={"sells_tobacco": False}, papers=(paper("layout-plan"),)))

    outcome = await case.outcome()
    tobacco = next(one for one in outcome.items if one.code == TOBACCO)
    assert outcome.kind is OutcomeKind.GRANTED
    assert (tobacco.state, tobacco.round) == (State.NOT_REQUIRED, 0)
    assert "dropped" not in {told.kind for told in await parts.told(case)}


async def test_a_started_item_is_not_dropped_silently(parts: Parts) -> None:
    """Its department takes it from its books and is told, as is the applicant; called for anew, it starts."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, TOBACCO, Reviewing())
    case = await waits_for_layout(parts, filed, then="wanting")
    await parts.forward_past(filed.id, last_day(await parts.today(filed.id), TIMETABLE.gather))
    await noticed(case, 1)

    await case.supplement(Supplement(form={"sells_tobacco": False}, papers=(paper("layout-plan"),)))
    await until(case, TOBACCO, State.NOT_REQUIRED)
    dropped = [told for told in await parts.told(case) if told.kind == "dropped"]
    assert {(told.addressee, told.item) for told in dropped} == {
        ("applicant", TOBACCO),
        ("department", TOBACCO),
    }
    with parts.district.transaction() as books:
        entry = lodgings.get(books, f"{filed.id}/{TOBACCO}/1")
    assert entry.answer == Withdrawn().model_dump_json()

    await noticed(case, 2)
    await case.supplement(Supplement(form={"sells_tobacco": True}))
    await until(case, TOBACCO, State.IN_REVIEW)
    assert (await _request(parts, case, TOBACCO)).key == f"{filed.id}/{TOBACCO}/2"


async def test_what_a_decision_rests_on_stays(parts: Parts) -> None:
    """An answer on which an item was granted cannot be changed; however written, the same answer can."""
    filed = submission(LARGE_SHOP, floor_area=680.5)
    case = await waits_for_layout(parts, filed)
    await until(case, HYGIENE, State.GRANTED)
    await parts.written(case.id)
    before = await case.progress()

    with pytest.raises(InvalidForm) as wrong:
        await case.supplement(Supplement(form={"floor_area": 90}, papers=(paper("layout-plan"),)))
    assert {field.path for field in wrong.value.wrong_fields} == {"form.floor_area"}
    assert await case.progress() == before

    await case.supplement(Supplement(form={"floor_area": 680.5}, papers=(paper("layout-plan"),)))
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def _round(case: Case, matter: str, number: int) -> None:
    async for progress in case.watch():
        if find(progress, matter).round == number:
            return


async def _request(parts: Parts, case: Case, matter: str) -> Request:
    """What the item's department was asked last."""
    [department] = [one.department.code for one in RESTAURANT.matters if one.code == matter]
    shown = await parts.desk(department).show(case.id, matter)
    assert shown.request
    return shown.request
