"""Items that wait for one another, items that start on a promise, and papers that follow."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from activities.stand_ins.behaviour import Asking, Refusing, Reviewing
from activities.stand_ins.books import licences
from client import Case, ItemProgress, OutcomeKind, Stage, State
from client.errors import NotAsked
from client.messages.cases.answers import HandedPaper, Request, Wanting
from client.messages.cases.correction import Supplement
from matters import catalogue, clock
from matters.clock import Term
from matters.clock.calendar import published
from matters.definitions.restaurant import RESTAURANT_2026_11 as RESTAURANT
from matters.definitions.restaurant.first_edition import fire_check, hygiene_licence
from tests.support.parts import (
    LARGE_SHOP,
    LAYOUT,
    NO,
    SMALL_SHOP,
    Parts,
    find,
    item,
    paper,
    submission,
    until,
    without,
)
from tests.support.states import on_one_ledger

pytestmark = on_one_ledger

REGISTRATION, FOOD, FIRE = "business-registration", "food-licence", "fire-check"
HYGIENE, SIGN, TOBACCO = "hygiene-licence", "sign-permit", "tobacco-licence"
MARKET, FIRE_RESCUE, HEALTH = "market-regulation", "fire-rescue", "health"

PROMISING = Reviewing(promised=True)


@pytest.fixture
def in_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest edition of a one-matter has its hygiene licence follow the fire check."""
    after = replace(hygiene_licence, after=(fire_check,))
    matters = tuple(after if one is hygiene_licence else one for one in RESTAURANT.matters)
    edition = replace(RESTAURANT, edition=RESTAURANT.edition, matters=matters)
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, edition))


# 一般联办


async def test_closes_when_all_have_ended(parts: Parts) -> None:
    """A case is open as long as one department has not answered, whatever the others did."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, TOBACCO, Reviewing())
    case = await parts.platform.submit(filed)
    for one in case.receipt.items:
        await until(case, one.code, State.IN_REVIEW if one.code == TOBACCO else State.GRANTED)
    progress = await case.progress()
    assert progress.stage is Stage.HANDLING
    assert progress.outcome is None
    await parts.desk("tobacco").grant(filed.id, TOBACCO)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


# 前置联办


async def test_starts_on_the_promise(parts: Parts) -> None:
    """Where the department's word is enough an item starts on it; where it is not, the item waits."""
    case = await _promised(parts)
    progress = await case.progress()
    assert find(progress, REGISTRATION).state is State.IN_REVIEW
    assert {code: find(progress, code).state for code in (HYGIENE, SIGN, FOOD, FIRE, TOBACCO)} == {
        HYGIENE: State.IN_REVIEW,
        SIGN: State.GRANTED,
        FOOD: State.WAITING,
        FIRE: State.WAITING,
        TOBACCO: State.WAITING,
    }
    assert find(progress, FOOD).waiting_for == (REGISTRATION,)
    request = await _request(parts, case, HYGIENE)
    assert HandedPaper(code="business-licence", name="营业执照") in request.papers


async def test_no_promise(parts: Parts) -> None:
    """A department that is merely at work has promised nothing."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, REGISTRATION, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, REGISTRATION, State.IN_REVIEW)
    assert (await item(case, HYGIENE)).state is State.WAITING


async def test_a_promise_kept(parts: Parts) -> None:
    """When the result comes nothing is done again, and the case ends when all have answered."""
    case = await _promised(parts)
    await parts.desk(MARKET).grant(case.id, REGISTRATION)
    await parts.desk(HEALTH).grant(case.id, HYGIENE)
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.GRANTED
    assert {one.round for one in outcome.items} == {1}


async def test_the_case_waits_for_the_promise(parts: Parts) -> None:
    """What was granted on a promise stays open until the promise is kept, and so does the case."""
    filed = submission(LARGE_SHOP, floor_area="90", sells_tobacco=False)
    parts.behave(filed.id, REGISTRATION, PROMISING)
    case = await parts.platform.submit(filed)
    await until(case, SIGN, State.GRANTED)
    assert (await case.progress()).outcome is None
    await parts.desk(MARKET).grant(case.id, REGISTRATION)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def test_a_promise_broken(parts: Parts) -> None:
    """What started on it is reviewed again, told what did not come; what did not start is impossible."""
    case = await _promised(parts)
    await _break(parts, case)

    for matter in (HYGIENE, SIGN):
        await _round(case, matter, 2)
        request = await _request(parts, case, matter)
        assert request.key == f"{case.id}/{matter}/2"
        assert request.broken == (REGISTRATION,)
        assert request.because
    progress = await case.progress()
    assert {find(progress, code).state for code in (FOOD, FIRE, TOBACCO)} == {State.IMPOSSIBLE}


async def test_granted_all_the_same(parts: Parts) -> None:
    """A department may find that its licence holds without the promise; it stays the same licence."""
    case = await _promised(parts)
    before = (await item(case, SIGN)).licence
    await _break(parts, case)
    await parts.desk(HEALTH).grant(case.id, HYGIENE)
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.PARTLY_GRANTED
    after = await item(case, SIGN)
    assert (after.state, after.round) == (State.GRANTED, 2)
    assert before
    assert after.licence == before
    assert await _in_force(parts, after)


async def test_refused_after_all(parts: Parts) -> None:
    """A licence that was granted on a promise is revoked if the review refuses it."""
    case = await _promised(parts)
    before = await item(case, SIGN)
    assert await _in_force(parts, before)
    parts.behave(case.id, SIGN, Refusing(refusal=NO))
    await _break(parts, case)
    await parts.desk(HEALTH).grant(case.id, HYGIENE)
    await case.outcome()
    after = await item(case, SIGN)
    assert after.state is State.REFUSED
    assert after.refusal == NO
    assert after.licence is None
    assert not await _in_force(parts, before)


# 容缺受理


async def test_accepted_without_it(parts: Parts) -> None:
    """A paper that may follow does not stop the case; the department knows by when it comes."""
    case = await _lacking(parts, FOOD)
    assert case.receipt.accepted
    rules = _paper(await _request(parts, case, FOOD), "safety-rules")
    assert rules.sha256 is None
    assert rules.follows_by == _follows_by(_received(case))


async def test_it_comes(parts: Parts) -> None:
    """The item is lodged again with it."""
    case = await _lacking(parts, FOOD)
    await case.supplement(Supplement(papers=(paper("safety-rules"),)))
    await _round(case, FOOD, 2)
    rules = _paper(await _request(parts, case, FOOD), "safety-rules")
    assert rules.sha256
    assert rules.follows_by is None
    with pytest.raises(NotAsked):
        await case.supplement(Supplement(papers=(paper("safety-rules"),)))


async def test_it_comes_after_the_grant(parts: Parts) -> None:
    """An item that was granted without it is reviewed again with it; until then the case is open."""
    case = await parts.platform.submit(without(submission(SMALL_SHOP), "safety-rules"))
    await until(case, FOOD, State.GRANTED)
    assert (await case.progress()).outcome is None
    await case.supplement(Supplement(papers=(paper("safety-rules"),)))
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert (await item(case, FOOD)).round == 2


async def test_it_does_not_come(parts: Parts) -> None:
    """Where the definition has it reviewed again, the department is told why, and nobody waits any more."""
    case = await _lacking(parts, FOOD)
    await parts.forward_past(case.id, _follows_by(_received(case)))
    await _round(case, FOOD, 2)
    request = await _request(parts, case, FOOD)
    assert "容缺材料" in request.because
    assert _paper(request, "safety-rules").sha256 is None
    assert "safety-rules" not in (await item(case, FOOD)).remarks
    assert [told.kind for told in await parts.told(case)] == ["reminder"]
    with pytest.raises(NotAsked):
        await case.supplement(Supplement(papers=(paper("safety-rules"),)))


async def test_it_does_not_come_after_the_grant(parts: Parts) -> None:
    """What was granted without it is reviewed again, and the case ends with what that says."""
    case = await parts.platform.submit(without(submission(SMALL_SHOP), "safety-rules"))
    await until(case, FOOD, State.GRANTED)
    await parts.forward(case.id)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    after = await item(case, FOOD)
    assert after.round == 2
    assert len(after.remarks) == 1


async def test_it_comes_when_nobody_waits(parts: Parts) -> None:
    """A paper that comes after its day changes nothing for an item that is decided."""
    filed = without(submission(SMALL_SHOP, floor_area="680"), "safety-rules")
    filed = filed.model_copy(update={"papers": (*filed.papers, paper("fire-plan"))})
    parts.behave(filed.id, HYGIENE, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, HYGIENE, State.IN_REVIEW)
    await parts.forward_past(case.id, _follows_by(_received(case)))
    await _round(case, FOOD, 2)
    await parts.desk(HEALTH).ask(case.id, HYGIENE, [LAYOUT], reason="现场核查时发现")
    await case.supplement(Supplement(papers=(paper("safety-rules"), paper("layout-plan"))))
    await until(case, HYGIENE, State.IN_REVIEW)
    await parts.desk(HEALTH).grant(case.id, HYGIENE)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert (await item(case, FOOD)).round == 2


async def test_lapses_without_it(parts: Parts) -> None:
    """Where the definition has the item lapse, its department drops it; the rest goes on."""
    case = await _lacking(parts, FIRE)
    await parts.forward_past(case.id, _follows_by(_received(case)))
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.PARTLY_GRANTED
    lapsed = await item(case, FIRE)
    assert lapsed.state is State.LAPSED
    assert "容缺材料" in lapsed.remarks[0]


@pytest.mark.usefixtures("in_sequence")
async def test_what_follows_from_it(parts: Parts) -> None:
    """If it had been granted its licence is revoked, and what was granted on it is reviewed again."""
    filed = submission(SMALL_SHOP, floor_area="680")
    case = await parts.platform.submit(filed)
    await until(case, HYGIENE, State.GRANTED)
    before = await item(case, FIRE)
    assert await _in_force(parts, before)
    parts.behave(filed.id, HYGIENE, Refusing(refusal=NO))

    await parts.forward_past(case.id, _follows_by(_received(case)))

    await case.outcome()
    assert (await item(case, FIRE)).state is State.LAPSED
    assert not await _in_force(parts, before)
    assert (await _request(parts, case, HYGIENE)).broken == (FIRE,)
    assert (await item(case, HYGIENE)).state is State.REFUSED


@pytest.mark.usefixtures("in_sequence")
async def test_what_waits_for_it_is_impossible(parts: Parts) -> None:
    """What has not started when it lapses never will."""
    filed = submission(SMALL_SHOP, floor_area="680")
    parts.behave(filed.id, FIRE, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FIRE, State.IN_REVIEW)
    await parts.forward_past(case.id, _follows_by(_received(case)))
    await case.outcome()
    assert (await item(case, HYGIENE)).state is State.IMPOSSIBLE


async def test_counted_from_acceptance(parts: Parts) -> None:
    """If the case had to be mended first, the time for the paper begins when it is accepted."""
    filed = submission(SMALL_SHOP, floor_area="400", staff_certified=False)
    parts.behave(filed.id, FIRE, Reviewing())
    case = await parts.platform.submit(filed)
    await parts.forward(case.id, timedelta(days=9))
    await case.supplement(Supplement(form={"staff_certified": True}))
    await until(case, FIRE, State.IN_REVIEW)
    plan = _paper(await _request(parts, case, FIRE), "fire-plan")
    assert plan.follows_by == _follows_by(await parts.today(case.id))


async def test_the_day_stays(parts: Parts) -> None:
    """Mending something else later moves neither the day that was told, nor an item that is at work."""
    filed = submission(SMALL_SHOP, floor_area="400")
    parts.behave(filed.id, FOOD, Asking(wants=Wanting(points=(LAYOUT,)), then="reviewing"))
    parts.behave(filed.id, FIRE, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FIRE, State.IN_REVIEW)
    await parts.forward(case.id, timedelta(days=4))
    await case.supplement(Supplement(papers=(paper("layout-plan"),)))
    await _round(case, FOOD, 2)
    assert (await item(case, FIRE)).round == 1
    await parts.forward_past(case.id, _follows_by(_received(case)))
    await until(case, FIRE, State.LAPSED)


async def _promised(parts: Parts) -> Case:
    """A case with a promise, on which one item was granted and one is in review."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, REGISTRATION, PROMISING)
    parts.behave(filed.id, HYGIENE, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, SIGN, State.GRANTED)
    await until(case, HYGIENE, State.IN_REVIEW)
    return case


async def _break(parts: Parts, case: Case) -> None:
    await parts.desk(MARKET).refuse(
        case.id, REGISTRATION, reasons=NO.reasons, basis=NO.basis, remedies=NO.remedies
    )
    await _round(case, HYGIENE, 2)
    await _round(case, SIGN, 2)


async def _lacking(parts: Parts, matter: str) -> Case:
    """A case that was accepted without a paper of an item that is in review."""
    filed = without(submission(SMALL_SHOP, floor_area="400"), "safety-rules")
    if matter == FIRE:
        filed = submission(SMALL_SHOP, floor_area="400")
    else:
        filed = filed.model_copy(update={"papers": (*filed.papers, paper("fire-plan"))})
    parts.behave(filed.id, matter, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, matter, State.IN_REVIEW)
    return case


async def _round(case: Case, matter: str, number: int) -> None:
    """Until the item has been answered in that round."""
    async for progress in case.watch():
        one = find(progress, matter)
        if one.round == number and one.state is not State.LODGED:
            return


async def _request(parts: Parts, case: Case, matter: str) -> Request:
    department = next(one.department.code for one in RESTAURANT.matters if one.code == matter)
    request = (await parts.desk(department).show(case.id, matter)).request
    assert request
    return request


def _paper(request: Request, code: str) -> HandedPaper:
    return next(one for one in request.papers if one.code == code)


def _received(case: Case) -> date:
    return clock.day_in_china(case.receipt.received_at)


def _follows_by(day: date) -> date:
    """The last day for a paper that follows, if the case is accepted on `day`."""
    assert fire_check.materials[1].follows
    return clock.due(day, Term.of(fire_check.materials[1].follows.within), published(day)).on


async def _in_force(parts: Parts, given: ItemProgress) -> bool:
    """Whether the licence that the item gave is."""
    assert given.licence
    with parts.district.transaction() as books:
        filed = licences.numbered(books, given.licence.identifier)
    return filed is not None and filed.revoked_because is None
