"""The applicant takes a case back before everything is decided."""

import pytest

from activities.stand_ins.behaviour import Silent, Slow
from client import OutcomeKind, State, TooLate, Unreasoned
from tests.support.cases.submissions import LARGE_SHOP, MARRIED, SMALL_SHOP, submission
from tests.support.parts import Parts, until
from tests.support.states import on_one_ledger, on_the_other_ledger


@on_the_other_ledger
async def test_withdrawal(parts: Parts) -> None:
    """What waits is never lodged, what a department has is dropped, what is granted stays if so defined."""
    filed = submission(MARRIED)
    parts.behave(filed.id, "household-registration", Slow(seconds=60))
    case = await parts.platform.submit(filed)
    await until(case, "birth-certificate", State.GRANTED)
    await case.withdraw("改在外地办理")
    outcome = await case.outcome()
    states = {item.code: item.state for item in outcome.items}
    assert outcome.kind is OutcomeKind.WITHDRAWN
    assert states["birth-certificate"] is State.GRANTED
    assert states["household-registration"] is State.WITHDRAWN
    assert states["social-security-card"] is State.WITHDRAWN
    with pytest.raises(TooLate):
        await case.withdraw("再撤一次")


@on_the_other_ledger
async def test_withdrawal_undoes_what_the_definition_says(parts: Parts) -> None:
    """A sign permit goes back with its shop, and its licence is revoked; the business licence stays."""
    filed = submission(LARGE_SHOP)
    parts.behave(filed.id, "fire-check", Slow(seconds=60))
    case = await parts.platform.submit(filed)
    await until(case, "sign-permit", State.GRANTED)
    await case.withdraw("不再开店")
    outcome = await case.outcome()
    states = {item.code: item.state for item in outcome.items}
    assert states["business-registration"] is State.GRANTED
    assert states["sign-permit"] is State.WITHDRAWN
    assert next(item for item in outcome.items if item.code == "sign-permit").licence is None


@on_one_ledger
async def test_a_silent_department_can_be_withdrawn_from(parts: Parts) -> None:
    """A department that leaves calls unanswered, but takes a retraction, lets the applicant go."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, "food-licence", Silent())
    case = await parts.platform.submit(filed)
    await case.withdraw("等不及了")
    assert (await case.outcome()).kind is OutcomeKind.WITHDRAWN


@on_one_ledger
async def test_ended_by_two_operators(parts: Parts) -> None:
    """Not by whoever cancels it at the server, nor by one of them; applicant and supervisor are told."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, "food-licence", Slow(seconds=60))
    case = await parts.platform.submit(filed)
    await parts.handle(filed.id).cancel()
    first, other = parts.operator(), parts.operator("operator-2")
    assert not await first.end(case.id, "系统迁移")
    assert not await first.end(case.id, "系统迁移")
    assert not await parts.operator("Operator-1").end(case.id, "系统迁移")  # the same person
    with pytest.raises(Unreasoned):
        await other.end(case.id, " ")
    assert (await case.progress()).outcome is None
    assert await other.end(case.id, "系统迁移")
    outcome = await case.outcome()
    assert outcome.kind is OutcomeKind.TERMINATED
    assert {item.state for item in outcome.items if item.code == "food-licence"} == {State.TERMINATED}
    told = [(told.addressee, told.kind) for told in await parts.told(case)]
    assert told == [("applicant", "terminated"), ("supervisor", "terminated")]
