"""A campaign whose run the server takes back: who has released it, and what is paid, is in the ledger."""

import pytest

from activities.ledger.campaigns import mandates
from client import BudgetOrder, Campaign, CampaignStage
from tests.durability.renewal.test_resets import taken_back
from tests.support.campaigns import (
    CODE,
    RELEASED_BY,
    assert_right,
    halted,
    handle_of,
    ordered_by_two,
    prepared,
)
from tests.support.parts import Parts
from tests.support.states import on_one_ledger, on_the_other_ledger
from tests.support.town import allowances, paid

# Periods that no other test pays on that ledger: what it has paid would not be due any more.


async def _short(town: Parts, period: str, *, due: int) -> Campaign:
    """In the middle of its files: the budget does not do for all."""
    await ordered_by_two(town, BudgetOrder(policy=CODE, period=period, fen=due // 2, by="officer-4"))
    campaign = await prepared(town, period, page=20)
    await campaign.release(RELEASED_BY)
    await halted(campaign)
    return campaign


@pytest.mark.slow
@pytest.mark.parametrize(("place", "period"), [(0, "2024-Q2"), (0.6, "2024-Q3")])
@on_one_ledger
async def test_a_campaign_that_pays(town: Parts, place: float, period: str) -> None:
    """It waits for an officer: somebody may have stopped it. Then it pays the rest, and nothing twice."""
    due = allowances(town.district, year=int(period[:4]), quarter=int(period[-1]))
    total = sum(due.values())
    campaign = await _short(town, period, due=total)
    await taken_back(town, handle_of(town, campaign).id, place=place)
    assert "退回到先前的步骤" in await halted(campaign)
    with town.ledger.reading() as books:
        known = mandates.find(books, campaign.id)
    assert known
    assert known.released_by
    await ordered_by_two(town, BudgetOrder(policy=CODE, period=period, fen=total, by="officer-4"))
    await campaign.resume("officer-3")
    report = await campaign.report()
    assert (report.completed, report.reconciled, report.released_by) == (True, True, RELEASED_BY)
    assert_right(paid(town.ledger, town.district, CODE, period), due)


@pytest.mark.parametrize(("place", "period"), [(0, "2023-Q2"), (0.5, "2023-Q3")])
@on_the_other_ledger
async def test_a_campaign_that_has_ended(town: Parts, place: float, period: str) -> None:
    """It is over, as is on file: nobody is asked, and nothing is paid."""
    campaign = await prepared(town, period)
    await campaign.release(RELEASED_BY)
    report, before = await campaign.report(), paid(town.ledger, town.district, CODE, period)
    await taken_back(town, handle_of(town, campaign).id, place=place)
    assert await campaign.report() == report
    assert (await campaign.progress()).stage is CampaignStage.CLOSED
    assert paid(town.ledger, town.district, CODE, period) == before


@pytest.mark.parametrize(("place", "period"), [(0, "2024-Q1"), (1, "2024-Q4")])
@on_one_ledger
async def test_a_campaign_that_is_paused(town: Parts, place: float, period: str) -> None:
    """A pause that it has forgotten stays one; a second person releases it as ever."""
    campaign = await prepared(town, period)
    await campaign.pause("officer-3", "核实名单")
    await taken_back(town, handle_of(town, campaign).id, place=place)
    assert "退回到先前的步骤" in await halted(campaign)
    await campaign.resume("officer-3")
    await campaign.until(CampaignStage.PREVIEW)
    await campaign.release(RELEASED_BY)
    assert (await campaign.report()).reconciled
