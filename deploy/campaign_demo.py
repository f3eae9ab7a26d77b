"""One campaign of the demonstration: an allowance for everybody of 20,000 people to whom it is due."""

from typing import Final

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from activities.stand_ins.population import generate
from client import CampaignOrder, CampaignProgress, Campaigns, CampaignStage, Report, names
from client.labels import CAMPAIGN_STAGES, GRANT_STATES
from client.messages.campaigns.campaign import Preview
from deploy.demonstration import ALLOWANCE, DAY, PERIOD
from deploy.engine import Engine

PEOPLE: Final = 20_000
YUAN: Final = 100
"""Fen."""


async def demonstrate_campaign(running: Engine, console: Console) -> Report:
    """Fill the registers, prepare, preview, release by a second person, pay, and tell how it went."""
    _settle(running, console)
    office = await Campaigns.connect(running.server.address, keys=running.keys)
    campaign = await office.prepare(CampaignOrder(policy=ALLOWANCE, period=PERIOD, prepared_by="经办人"))
    with Progress(console=console) as bar:
        task = bar.add_task("", total=None)
        async for now in campaign.watch():
            description = f"{now.name} {now.period} {CAMPAIGN_STAGES[now.stage]}"
            bar.update(task, description=description, completed=now.counts.settled, total=_payable(now))
            if now.stage is CampaignStage.PREVIEW and now.preview and not now.released_by:
                bar.console.print(_preview(now.preview))
                await campaign.release("复核人")
    report = await campaign.report()
    console.print(_report(report))
    console.print(f"  {running.server.page(names.campaign_id(campaign.id))}", soft_wrap=True)
    return report


def _settle(running: Engine, console: Console) -> None:
    with Progress(console=console) as bar:
        task = bar.add_task(f"生成 {PEOPLE:,} 名虚构居民", total=PEOPLE)
        for done in generate(running.ledger, count=PEOPLE, seed=1, on=DAY):
            bar.update(task, completed=done)


def _payable(now: CampaignProgress) -> int | None:
    """How many payments there will be, as far as the preview says."""
    groups = now.preview.opens_as if now.preview else ()
    return sum(group.grants for group in groups if group.label == "granted") or None


def _preview(preview: Preview) -> Table:
    table = Table("预览", "人数", "金额（元）", title="放行前的预览（仅汇总数）", title_style="bold")
    for group in preview.opens_as:
        table.add_row(GRANT_STATES[group.label], f"{group.grants:,}", _yuan(group.fen))
    table.add_section()
    for group in (*preview.by_amount, *preview.by_region):
        table.add_row(group.label, f"{group.grants:,}", _yuan(group.fen))
    table.add_section()
    if last := preview.last_period:
        table.add_row(f"上期 {last.label}", f"{last.grants:,}", _yuan(last.fen))
    table.add_row("其他批次已有", f"{preview.already:,}", "")
    table.add_row("剩余预算", "", _yuan(preview.budget_left))
    return table


def _report(report: Report) -> Table:
    title = f"{report.policy} {report.period} 结项"
    table = Table("结果", "人数", "金额（元）", title=title, title_style="bold")
    for group in report.states:
        table.add_row(GRANT_STATES[group.label], f"{group.grants:,}", _yuan(group.fen))
    table.add_section()
    table.add_row(f"支付批次 {report.files}", f"{report.counts.settled:,}", "")
    table.add_row("台账已付", "", _yuan(report.ledger_fen))
    table.add_row("国库已付", "", _yuan(report.treasury_fen))
    table.add_row("对账", "", "一致" if report.reconciled else "不一致")
    return table


def _yuan(fen: int) -> str:
    return f"{fen / YUAN:,.2f}"
