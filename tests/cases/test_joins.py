"""Items that wait for one another, and items that start on a promise."""

from activities.stand_ins.behaviour import Refusing, Reviewing
from client import Case, OutcomeKind, Stage, State
from client.messages.cases.answers import HandedPaper
from tests.support.cases.joins import (
    FIRE,
    FOOD,
    HEALTH,
    HYGIENE,
    MARKET,
    REGISTRATION,
    SIGN,
    TOBACCO,
    answered_in,
    asked,
    in_force,
)
from tests.support.cases.submissions import LARGE_SHOP, submission
from tests.support.parts import NO, Parts, find, item, until
from tests.support.states import on_one_ledger

pytestmark = on_one_ledger

PROMISING = Reviewing(promised=True)


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
    request = await asked(parts, case, HYGIENE)
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
        await answered_in(case, matter, 2)
        request = await asked(parts, case, matter)
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
    assert await in_force(parts, after)


async def test_refused_after_all(parts: Parts) -> None:
    """A licence that was granted on a promise is revoked if the review refuses it."""
    case = await _promised(parts)
    before = await item(case, SIGN)
    assert await in_force(parts, before)
    parts.behave(case.id, SIGN, Refusing(refusal=NO))
    await _break(parts, case)
    await parts.desk(HEALTH).grant(case.id, HYGIENE)
    await case.outcome()
    after = await item(case, SIGN)
    assert after.state is State.REFUSED
    assert after.refusal == NO
    assert after.licence is None
    assert not await in_force(parts, before)


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
    await answered_in(case, HYGIENE, 2)
    await answered_in(case, SIGN, 2)
