"""Papers that may follow: they come, they do not, and what was promised upon them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from activities.stand_ins.behaviour import Asking, Refusing, Reviewing
from client import Case, OutcomeKind, State
from client.errors import NotAsked
from client.messages.cases.answers import HandedPaper, Request, Wanting
from client.messages.cases.correction import Supplement
from matters import catalogue, clock
from matters.clock import Term
from matters.clock.calendar import published
from matters.definitions.restaurant import RESTAURANT_2026_11 as RESTAURANT
from matters.definitions.restaurant.first_edition import fire_check, hygiene_licence
from tests.support.cases.corrections import received
from tests.support.cases.joins import FIRE, FOOD, HEALTH, HYGIENE, answered_in, asked, in_force
from tests.support.cases.submissions import SMALL_SHOP, paper, submission, without
from tests.support.parts import LAYOUT, NO, Parts, item, until
from tests.support.states import on_one_ledger

pytestmark = on_one_ledger


@pytest.fixture
def in_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest edition of a one-matter has its hygiene licence follow the fire check."""
    after = replace(hygiene_licence, after=(fire_check,))
    matters = tuple(after if one is hygiene_licence else one for one in RESTAURANT.matters)
    edition = replace(RESTAURANT, edition=RESTAURANT.edition, matters=matters)
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, edition))


async def test_accepted_without_it(parts: Parts) -> None:
    """A paper that may follow does not stop the case; the department knows by when it comes."""
    case = await _lacking(parts, FOOD)
    assert case.receipt.accepted
    rules = _paper(await asked(parts, case, FOOD), "safety-rules")
    assert rules.sha256 is None
    assert rules.follows_by == _follows_by(received(case))


async def test_it_comes(parts: Parts) -> None:
    """The item is lodged again with it."""
    case = await _lacking(parts, FOOD)
    await case.supplement(Supplement(papers=(paper("safety-rules"),)))
    await answered_in(case, FOOD, 2)
    rules = _paper(await asked(parts, case, FOOD), "safety-rules")
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
    await parts.forward_past(case.id, _follows_by(received(case)))
    await answered_in(case, FOOD, 2)
    request = await asked(parts, case, FOOD)
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
    await parts.forward_past(case.id, _follows_by(received(case)))
    await answered_in(case, FOOD, 2)
    await parts.desk(HEALTH).ask(case.id, HYGIENE, [LAYOUT], reason="现场核查时发现")
    await case.supplement(Supplement(papers=(paper("safety-rules"), paper("layout-plan"))))
    await until(case, HYGIENE, State.IN_REVIEW)
    await parts.desk(HEALTH).grant(case.id, HYGIENE)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert (await item(case, FOOD)).round == 2


async def test_lapses_without_it(parts: Parts) -> None:
    """Where the definition has the item lapse, its department drops it; the rest goes on."""
    case = await _lacking(parts, FIRE)
    await parts.forward_past(case.id, _follows_by(received(case)))
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
    assert await in_force(parts, before)
    parts.behave(filed.id, HYGIENE, Refusing(refusal=NO))

    await parts.forward_past(case.id, _follows_by(received(case)))

    await case.outcome()
    assert (await item(case, FIRE)).state is State.LAPSED
    assert not await in_force(parts, before)
    assert (await asked(parts, case, HYGIENE)).broken == (FIRE,)
    assert (await item(case, HYGIENE)).state is State.REFUSED


@pytest.mark.usefixtures("in_sequence")
async def test_what_waits_for_it_is_impossible(parts: Parts) -> None:
    """What has not started when it lapses never will."""
    filed = submission(SMALL_SHOP, floor_area="680")
    parts.behave(filed.id, FIRE, Reviewing())
    case = await parts.platform.submit(filed)
    await until(case, FIRE, State.IN_REVIEW)
    await parts.forward_past(case.id, _follows_by(received(case)))
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
    plan = _paper(await asked(parts, case, FIRE), "fire-plan")
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
    await answered_in(case, FOOD, 2)
    assert (await item(case, FIRE)).round == 1
    await parts.forward_past(case.id, _follows_by(received(case)))
    await until(case, FIRE, State.LAPSED)


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


def _paper(request: Request, code: str) -> HandedPaper:
    return next(one for one in request.papers if one.code == code)


def _follows_by(day: date) -> date:
    """The last day for a paper that follows, if the case is accepted on `day`."""
    assert fire_check.materials[1].follows
    return clock.due(day, Term.of(fire_check.materials[1].follows.within), published(day)).on
