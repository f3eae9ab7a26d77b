"""What keeps a campaign from doing harm: stop, pause, budget, brake, and the comparison with the treasury."""

import asyncio
from typing import Any
from uuid import uuid4

from activities.departments import behave
from activities.departments.behaviour import Failing, Instant
from activities.ledger import payments
from client import Campaign, CampaignOrder, CampaignStage
from tests.campaigning import CODE, PREPARED_BY, RELEASED_BY, assert_right, halted, prepared
from tests.parts import Parts
from tests.town import allowances, paid, query


async def test_a_campaign_that_is_stopped_leaves_nobody_forgotten(town: Parts) -> None:
    """What a stopped campaign has paid stays paid; the rest is found and paid by the next one."""
    due = allowances(town.ledger, year=2025, quarter=3)
    first = await prepared(town, "2025-Q3", page=20)
    await first.release(RELEASED_BY)
    async for now in first.watch():
        if now.files >= 2:
            break
    await first.stop("officer-3", "核对名单")
    report = await first.report()
    assert not report.completed
    assert report.stopped_by == "officer-3"
    assert 0 < report.ledger_fen < sum(due.values())
    second = await prepared(town, "2025-Q3")
    await second.release(RELEASED_BY)
    await second.report()
    assert_right(paid(town.ledger, CODE, "2025-Q3"), due)


async def test_pause_and_resume(town: Parts) -> None:
    """While it is paused nothing more is paid; afterwards it goes on where it was."""
    campaign = await prepared(town, "2025-Q2", page=20)
    await campaign.release(RELEASED_BY)
    async for now in campaign.watch():
        if now.files >= 2:
            break
    await campaign.pause("officer-3", "午休")
    settled = await _at_rest(campaign)
    assert settled.stage is CampaignStage.PAYING
    assert "午休" in settled.halted
    await campaign.resume("officer-3")
    await campaign.report()
    due = allowances(town.ledger, year=2025, quarter=2)
    assert_right(paid(town.ledger, CODE, "2025-Q2"), due)


async def _at_rest(campaign: Campaign) -> Any:
    """Its progress when nothing has changed between two looks, and all that is filed is settled."""
    before = None
    async for now in campaign.watch():
        if before == now.counts.filed == now.counts.settled:
            return now
        before = now.counts.filed
        await asyncio.sleep(0.3)
    raise AssertionError("the campaign has ended")


async def test_the_budget_cannot_be_overdrawn(town: Parts) -> None:
    """Two campaigns that pay at once stop at the budget; with more of it they pay the rest."""
    due = allowances(town.ledger, year=2025, quarter=1)
    with town.ledger.transaction() as books:
        payments.set_budget(books, policy=CODE, period="2025-Q1", total=sum(due.values()) // 2)
    pair = await asyncio.gather(*(prepared(town, "2025-Q1", page=20) for _ in range(2)))
    await asyncio.gather(*(campaign.release(RELEASED_BY) for campaign in pair))
    reasons = await asyncio.gather(*(_end_or_halt(campaign) for campaign in pair))
    assert any("预算" in reason for reason in reasons)
    ((bound, total),) = query(
        town.ledger, "SELECT bound, total FROM budgets WHERE policy = :p AND period = '2025-Q1'", p=CODE
    )
    assert 0 < bound <= total
    with town.ledger.transaction() as books:
        payments.set_budget(books, policy=CODE, period="2025-Q1", total=sum(due.values()))
    for campaign, reason in zip(pair, reasons, strict=True):
        if reason:
            await campaign.resume("officer-3")
    await asyncio.gather(*(campaign.report() for campaign in pair))
    assert_right(paid(town.ledger, CODE, "2025-Q1"), due)


async def _end_or_halt(campaign: Campaign) -> str:
    async for now in campaign.watch():
        if now.halted:
            return now.halted
    return ""


async def test_the_brake_trips_on_returns(town: Parts) -> None:
    """Too many payments come back: the campaign stops by itself, until an officer lets it go on."""
    query(
        town.ledger,
        "INSERT INTO bank_faults (account, fault) SELECT account, '银行系统更换' FROM persons "
        "WHERE account LIKE '%5' ON CONFLICT (account) DO NOTHING",
    )
    try:
        campaign = await prepared(town, "2024-Q4", page=30, canary=210)
        await campaign.release(RELEASED_BY)
        reason = await halted(campaign)
        assert "退回" in reason
        stopped = await campaign.progress()
        assert stopped.counts.filed == 210
        assert stopped.counts.returned > 0.02 * 210
    finally:
        query(town.ledger, "DELETE FROM bank_faults WHERE fault = '银行系统更换'")
    await campaign.resume("officer-3")
    report = await campaign.report()
    assert report.reconciled
    due = allowances(town.ledger, year=2024, quarter=4)
    assert_right(paid(town.ledger, CODE, "2024-Q4"), due)


async def test_the_treasury_fails_and_is_asked_again(town: Parts) -> None:
    """A file that the treasury did not take is handed over again; no payment is made twice."""
    campaign_id = str(uuid4())
    behave(town.ledger, Failing(times=2), matter="treasury", case=f"{campaign_id}/1")
    order = CampaignOrder(policy=CODE, period="2024-Q3", prepared_by=PREPARED_BY, canary=10, page=200)
    campaign = await town.office.prepare(order, campaign=campaign_id)
    await campaign.until(CampaignStage.PREVIEW)
    await campaign.release(RELEASED_BY)
    report = await campaign.report()
    assert report.reconciled
    behave(town.ledger, Instant(), matter="treasury", case=f"{campaign_id}/1")
    due = allowances(town.ledger, year=2024, quarter=3)
    assert_right(paid(town.ledger, CODE, "2024-Q3"), due)


async def test_a_difference_with_the_treasury_stops_it(town: Parts) -> None:
    """A payment of which the treasury knows another sum is not entered as paid, and the campaign halts."""
    campaign_id = str(uuid4())
    order = CampaignOrder(policy=CODE, period="2024-Q2", prepared_by=PREPARED_BY, canary=10, page=200)
    campaign = await town.office.prepare(order, campaign=campaign_id)
    await campaign.until(CampaignStage.PREVIEW)
    ((reference,),) = query(
        town.ledger,
        "SELECT reference FROM grants WHERE campaign = :c AND opens_as = 'granted' "
        "ORDER BY reference LIMIT 1",
        c=campaign_id,
    )
    query(
        town.ledger,
        "INSERT INTO treasury_payments (id, file, account, fen) VALUES (:id, :file, '1', 1)",
        id=f"{reference}/1",
        file=f"{campaign_id}/1",
    )
    await campaign.release(RELEASED_BY)
    assert "对账" in await halted(campaign)
    await campaign.stop("officer-3", "查账")
    report = await campaign.report()
    assert report.counts.differences == 1
    assert not report.reconciled
    assert query(town.ledger, "SELECT state FROM payments WHERE id = :id", id=f"{reference}/1") == [
        ("disputed",)
    ]
