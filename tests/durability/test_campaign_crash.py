"""Processes killed in the middle of a campaign (SIGKILL): no one is paid twice, no one is forgotten."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from activities.stand_ins.behaviour import Failing
from activities.stand_ins.departments import behave
from client import Campaign, CampaignOrder, CampaignProgress, Campaigns, CampaignStage
from client.errors import Again
from deploy import engine, process, server
from deploy.engine import Engine
from tests.support.campaigns import CODE, PREPARED_BY, RELEASED_BY, assert_right
from tests.support.town import allowances, paid, settle_town

pytestmark = pytest.mark.slow

PERIOD = "2026-Q3"


async def _office(running: Engine) -> Campaigns:
    return await Campaigns.connect(running.server.address, keys=running.keys)


async def _progress(campaign: Campaign) -> CampaignProgress:
    """Asked until somebody answers: a killed worker does not."""
    while True:
        try:
            return await campaign.progress()
        except Again:
            await asyncio.sleep(0.1)


async def _until(campaign: Campaign, *, files: int) -> CampaignProgress:
    """Until so many files are made, or it waits for release, or has ended."""
    while True:
        now = await _progress(campaign)
        waits = now.stage is CampaignStage.PREVIEW and not now.released_by
        if waits or now.files >= files or now.stage is CampaignStage.CLOSED:
            return now
        await asyncio.sleep(0.02)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("seed", [1])
async def test_worker_killed_again_and_again(folder: Path, seed: int) -> None:
    """Killed while it matches and pays, with a treasury that fails now and then: the sums are right."""
    rng = Random(seed)  # noqa: S311
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(engine.running(folder))
        settle_town(running.district)
        id_ = str(uuid4())
        for file in rng.sample(range(1, 25), 4):
            behave(running.district, Failing(times=1), matter="treasury", case=f"{id_}/{file}")
        office = await _office(running)
        order = CampaignOrder(policy=CODE, period=PERIOD, prepared_by=PREPARED_BY, canary=5, page=20)
        campaign = await office.prepare(order, campaign=id_)
        await asyncio.sleep(rng.random())
        worker = running.worker
        for files in (0, rng.randrange(1, 8), rng.randrange(8, 20)):
            process.kill(worker)
            worker = await stack.enter_async_context(running.another_worker())
            now = await _until(campaign, files=files)
            if now.stage is CampaignStage.PREVIEW:
                await campaign.release(RELEASED_BY)
                await _until(campaign, files=files)
        report = await campaign.report()
        due = allowances(running.district, year=2026, quarter=3)
        found = paid(running.ledger, running.district, CODE, PERIOD)
    assert report.reconciled
    assert report.ledger_fen == sum(found.paid.values())
    assert_right(found, due)


@pytest.mark.timeout(240)
async def test_everything_killed(folder: Path) -> None:
    """Server and worker die together while payments are made; started again, the campaign is finished."""
    port, ui_port = server.free_port(), server.free_port()
    order = CampaignOrder(policy=CODE, period=PERIOD, prepared_by=PREPARED_BY, canary=5, page=20)
    async with engine.running(folder, port=port, ui_port=ui_port) as running:
        settle_town(running.district)
        campaign = await (await _office(running)).prepare(order)
        await campaign.until(CampaignStage.PREVIEW)
        await campaign.release(RELEASED_BY)
        await _until(campaign, files=5)
        process.kill(running.server.process)
        process.kill(running.worker)
    async with engine.running(folder, port=port, ui_port=ui_port) as again:
        campaign = (await _office(again)).campaign(campaign.id)
        report = await campaign.report()
        found = paid(again.ledger, again.district, CODE, PERIOD)
        due = allowances(again.district, year=2026, quarter=3)
    assert report.reconciled
    assert_right(found, due)
