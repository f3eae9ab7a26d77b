"""What keeps a campaign from doing harm: stop, pause, budget and brake."""

import asyncio
import re
from dataclasses import replace
from uuid import uuid4

import pytest

from client import BudgetOrder, Campaign, CampaignOrder, CampaignProgress, CampaignStage, names
from client.errors import InvalidOrder
from matters import catalogue
from matters.catalogue import find_grant
from matters.language import yuan
from tests.support.campaigns import (
    CODE,
    PREPARED_BY,
    RELEASED_BY,
    assert_right,
    halted,
    handle_of,
    ordered_by_two,
    prepared,
)
from tests.support.parts import Parts
from tests.support.ports import accounts
from tests.support.states import on_one_ledger, on_the_other_ledger
from tests.support.town import allowances, paid, query


@on_the_other_ledger
async def test_a_campaign_that_is_stopped_leaves_nobody_forgotten(town: Parts) -> None:
    """What a stopped campaign has paid stays paid; the rest is found and paid by the next one."""
    due = allowances(town.district, year=2025, quarter=3)
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
    assert_right(paid(town.ledger, town.district, CODE, "2025-Q3"), due)


@pytest.mark.slow
@on_the_other_ledger
async def test_one_of_two_policies_that_exclude_each_other(
    town: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found for both before either is paid, everybody is paid by one of them, and only by one."""
    codes = [f"test-{uuid4()}" for _ in range(2)]
    pair = tuple(
        replace(find_grant(CODE), code=code, once=replace(find_grant(CODE).once, among=(other,)))
        for code, other in (codes, reversed(codes))
    )
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, *pair))
    campaigns = [await prepared(town, "2026-Q1", policy=code, page=30) for code in codes]
    await asyncio.gather(*(campaign.release(RELEASED_BY) for campaign in campaigns))
    await asyncio.gather(*(campaign.report() for campaign in campaigns))
    first, second = (paid(town.ledger, town.district, code, "2026-Q1") for code in codes)
    assert first.paid
    assert not first.at_treasury.keys() & second.at_treasury.keys()
    due = allowances(town.district, year=2026, quarter=1)
    either = {**first.waiting, **second.waiting, **first.paid, **second.paid}
    assert either.keys() == due.keys()
    stopped = {key for found in (first, second) for key, state in found.waiting.items() if state == "stopped"}
    had = first.paid.keys() | second.paid.keys()
    had |= {key for found in (first, second) for key, state in found.waiting.items() if state == "returned"}
    assert stopped <= had


@on_one_ledger
async def test_a_terminated_campaign_goes_on_under_its_id(town: Parts) -> None:
    """Terminated in the middle of its files, prepared again it pays the rest and nothing twice."""
    first = await prepared(town, "2023-Q3", page=20)
    await first.release(RELEASED_BY)
    async for now in first.watch():
        if now.files >= 2:
            break
    handle = town.client.get_workflow_handle(names.campaign_id(first.id))
    await handle.terminate()
    order = CampaignOrder(policy=CODE, period="2023-Q3", prepared_by=PREPARED_BY, canary=10, page=20)
    again = await town.office.prepare(order, campaign=first.id)
    await again.until(CampaignStage.PREVIEW)
    await again.release(RELEASED_BY)
    report = await again.report()
    assert report.reconciled
    assert_right(
        paid(town.ledger, town.district, CODE, "2023-Q3"), allowances(town.district, year=2023, quarter=3)
    )


@on_the_other_ledger
async def test_pause_and_resume(town: Parts) -> None:
    """While it is paused nothing more is paid; afterwards it goes on where it was.

    Whoever cancels it at the server is not heard, and it goes on to its end.
    """
    campaign = await prepared(town, "2025-Q2", page=20)
    await handle_of(town, campaign).cancel()
    await campaign.release(RELEASED_BY)
    async for now in campaign.watch():
        if now.files >= 2:
            break
    await campaign.pause("officer-3", "午休")
    settled = await _at_rest(campaign)
    assert settled.stage is CampaignStage.PAYING
    assert "午休" in settled.halted
    await campaign.pause("officer-4", "名单须核对")
    assert "午休；officer-4 暂停：名单须核对" in (await campaign.progress()).halted
    await campaign.resume("officer-3")
    assert (await campaign.report()).completed
    hands = [(hand.does, hand.by, hand.because) for hand in (await campaign.progress()).hands]
    assert [does for does, _, _ in hands] == ["编制", "放行", "暂停", "暂停", "恢复"]
    assert hands[2:4] == [("暂停", "officer-3", "午休"), ("暂停", "officer-4", "名单须核对")]
    due = allowances(town.district, year=2025, quarter=2)
    assert_right(paid(town.ledger, town.district, CODE, "2025-Q2"), due)


async def _at_rest(campaign: Campaign) -> CampaignProgress:
    """Its progress when all that is filed is settled, and a second later nothing more is filed."""
    async with asyncio.timeout(60):
        while True:
            before = await campaign.progress()
            await asyncio.sleep(1)
            now = await campaign.progress()
            if now == before and now.counts.filed == now.counts.settled:
                return now


@pytest.mark.slow
async def test_the_budget_cannot_be_overdrawn(town: Parts) -> None:
    """Two campaigns that pay at once stop at the budget; with more of it they pay the rest."""
    due = allowances(town.district, year=2025, quarter=1)
    half = BudgetOrder(policy=CODE, period="2025-Q1", fen=sum(due.values()) // 2, by="officer-4")
    assert (await ordered_by_two(town, half)).bound == 0
    with pytest.raises(InvalidOrder, match="已经登记"):
        await town.office.set_budget(half.model_copy(update={"fen": half.fen + 1}))
    pair = await asyncio.gather(*(prepared(town, "2025-Q1", page=20) for _ in range(2)))
    await asyncio.gather(*(campaign.release(RELEASED_BY) for campaign in pair))
    reasons = await asyncio.gather(*(_end_or_halt(campaign) for campaign in pair))
    assert any("请调高2025-Q1预算（budget 命令）" in reason for reason in reasons)
    ((bound, total),) = query(
        town.ledger, "SELECT bound, total FROM budgets WHERE policy = :p AND period = '2025-Q1'", p=CODE
    )
    assert 0 < bound <= total
    less = BudgetOrder(policy=CODE, period="2025-Q1", fen=bound - 1, by="officer-4")
    with pytest.raises(InvalidOrder, match=re.escape(f"{CODE} 2025-Q1 已有 {yuan(bound)} 用于支付")):
        await ordered_by_two(town, less)
    more = BudgetOrder(policy=CODE, period="2025-Q1", fen=sum(due.values()), by="officer-4")
    for _ in range(2):
        assert (await ordered_by_two(town, more)).total == more.fen
    assert query(
        town.ledger,
        "SELECT total, ordered_by FROM budget_orders WHERE policy = :p AND period = '2025-Q1' ORDER BY total",
        p=CODE,
    ) == [(half.fen, "officer-5"), (more.fen, "officer-5")]
    for campaign, reason in zip(pair, reasons, strict=True):
        if reason:
            await campaign.resume("officer-3")
    await asyncio.gather(*(campaign.report() for campaign in pair))
    assert_right(paid(town.ledger, town.district, CODE, "2025-Q1"), due)


async def _end_or_halt(campaign: Campaign) -> str:
    async for now in campaign.watch():
        if now.halted:
            return now.halted
    return ""


@on_the_other_ledger
async def test_the_brake_trips_on_returns(town: Parts) -> None:
    """Too many payments come back: the campaign stops by itself, until an officer lets it go on."""
    accounts.close_ending(town.district, "5", fault="银行系统更换")
    try:
        campaign = await prepared(town, "2024-Q4", page=30, canary=210)
        await campaign.release(RELEASED_BY)
        reason = await halted(campaign)
        assert "退回" in reason
        stopped = await campaign.progress()
        assert stopped.counts.filed == 210
        assert stopped.counts.returned > 0.02 * 210
    finally:
        query(town.district, "DELETE FROM bank_faults WHERE fault = '银行系统更换'")
    await campaign.resume("officer-3")
    report = await campaign.report()
    assert report.reconciled
    due = allowances(town.district, year=2024, quarter=4)
    assert_right(paid(town.ledger, town.district, CODE, "2024-Q4"), due)
