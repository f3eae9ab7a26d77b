"""One campaign of the demonstration: an allowance for everybody of 20,000 people to whom it is due."""

from typing import Final

from rich.console import Console
from rich.progress import Progress

from activities.stand_ins.population import generate
from client import CampaignOrder, CampaignProgress, Campaigns, CampaignStage, Report, names
from client.cli.tables import campaign as tables
from client.labels import CAMPAIGN_STAGES
from deploy.demonstration import ALLOWANCE, DAY, PERIOD
from deploy.engine import Engine

PEOPLE: Final = 20_000


async def demonstrate_campaign(running: Engine, console: Console) -> Report:
    """Fill the registers, prepare, preview, release by a second person, pay, and tell how it went."""
    _settle(running, console)
    office = await Campaigns.connect(running.server.address, keys=running.keys, identities=running.identities)
    campaign = await office.prepare(CampaignOrder(policy=ALLOWANCE, period=PERIOD, prepared_by="经办人"))
    with Progress(console=console) as bar:
        task = bar.add_task("", total=None)
        async for now in campaign.watch():
            description = f"{now.name} {now.period} {CAMPAIGN_STAGES[now.stage]}"
            bar.update(task, description=description, completed=now.counts.settled, total=_payable(now))
            if now.stage is CampaignStage.PREVIEW and now.preview and not now.released_by:
                bar.console.print(tables.preview(now.preview))
                await campaign.release("复核人")
    report = await campaign.report()
    console.print(tables.report(report))
    console.print(f"  {running.server.page(names.campaign_id(campaign.id))}", soft_wrap=True)
    return report


def _settle(running: Engine, console: Console) -> None:
    with Progress(console=console) as bar:
        task = bar.add_task(f"生成 {PEOPLE:,} 名虚构居民", total=PEOPLE)
        for done in generate(running.district, count=PEOPLE, seed=1, on=DAY):
            bar.update(task, completed=done)


def _payable(now: CampaignProgress) -> int | None:
    """How many payments there will be, as far as the preview says."""
    groups = now.preview.opens_as if now.preview else ()
    return sum(group.grants for group in groups if group.label == "granted") or None
