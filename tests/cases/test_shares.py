"""Who has said as much as a case can bear of one speaker is told so; the others are heard."""

import asyncio
from typing import Final
from uuid import uuid4

import pytest

from activities.stand_ins.behaviour import Asking, Reviewing
from client import Case, State, Supplement, TooMuch
from client.messages.cases.answers import Wanting
from tests.support.cases.corrections import noticed
from tests.support.cases.submissions import SIGN_SHOP, SMALL_SHOP, paper, submission
from tests.support.parts import LAYOUT, Parts, until
from tests.support.states import on_one_ledger
from workflows import shares
from workflows.shares import Most

pytestmark = on_one_ledger

FOOD: Final = "food-licence"
OF_FOOD: Final = "market-regulation"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three words of everybody, and of an applicant 10 kB."""
    monkeypatch.setattr(shares, "OF_AN_APPLICANT", Most(words=3, size=10_000))
    monkeypatch.setattr(shares, "OF_ANYBODY_ELSE", Most(words=3, size=10_000))


async def _wanting(parts: Parts) -> Case:
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Asking(wants=Wanting(points=(LAYOUT,)), then="reviewing"))
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.CORRECTION)
    await noticed(case)
    return case


async def test_files_are_taken_up_to_a_size(parts: Parts) -> None:
    """Supplements that mend nothing use up the applicant's share, and no officer's."""
    case = await _wanting(parts)
    small, large = paper("layout-plan", "x" * 100), paper("layout-plan", "x" * 9_000)
    with pytest.raises(TooMuch, match="applicant"):
        await case.supplement(Supplement(papers=(large,)), command=uuid4())
    assert (await case.supplement(Supplement(papers=(small,)))).accepted
    await until(case, FOOD, State.IN_REVIEW)
    for officer in ("officer-1", "officer-2"):
        await parts.desk(OF_FOOD, officer).grant(case.id, FOOD)
    await case.outcome()


async def test_words_of_one_department_are_counted(at_rest: Parts) -> None:
    """Also by the next worker; those that were refused do not count, and others are heard."""
    async with at_rest.working():
        filed = submission(SIGN_SHOP)
        for item in (FOOD, "sign-permit"):
            at_rest.behave(filed.id, item, Reviewing())
        case = await at_rest.platform.submit(filed)
        await until(case, FOOD, State.IN_REVIEW)
        one, other = at_rest.desk(OF_FOOD), at_rest.desk(OF_FOOD, "officer-2")
        await one.return_to(case.id, FOOD, officer="officer-2")
        await other.return_to(case.id, FOOD, officer="officer-1")
        await one.return_to(case.id, FOOD, officer="officer-2")
        with pytest.raises(TooMuch, match=OF_FOOD):
            await other.return_to(case.id, FOOD, officer="officer-1")
    async with at_rest.working():
        with pytest.raises(TooMuch, match=OF_FOOD):
            await other.return_to(case.id, FOOD, officer="officer-1")
        await asyncio.wait_for(case.withdraw("改在外地办理"), 30)
        await case.outcome()
