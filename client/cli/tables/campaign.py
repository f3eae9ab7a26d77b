"""What an office sees of campaigns: numbers and sums, and where a single grant stands."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table

from ...counted import campaign_period, campaign_stage, counted
from ...labels import GRANT_STATES, yuan
from ...messages.campaigns.campaign import CampaignProgress, CampaignStage, Counts, Hand, Preview, Report
from ...messages.campaigns.campaign import Group as Grants
from ...messages.grants.offers import Standing
from ...messages.money.budget import BudgetState, Settlement
from ...messages.money.payment_release import ProposedPayment
from .layout import moment, table


def progress(now: CampaignProgress) -> RenderableType:
    """Where a campaign stands, why it waits, and the preview once there is one."""
    heading = (now.name, campaign_period(now.period), campaign_stage(now.stage, stopped_by=now.stopped_by))
    shown: list[RenderableType] = ["  ".join(filter(None, heading))]
    if now.halted:
        shown.append(f"等待经办人处理：{now.halted}")
    if now.publicity_until:
        shown.append(f"公示至 {now.publicity_until}")
    if now.preview:
        shown.append(preview(now.preview))
    return Group(*shown, _counts(now.counts), *([_hands(now.hands)] if now.hands else []))


def _hands(hands: Iterable[Hand]) -> Table:
    drawn = Table("经手人", "做了什么", "时间", "理由")
    for hand in hands:
        drawn.add_row(hand.by, hand.does, moment(hand.at), hand.because)
    return drawn


def preview(seen: Preview) -> RenderableType:
    """What a release would set going: a table for each question, since each has the same people in it."""
    ways = [group.model_copy(update={"label": GRANT_STATES[group.label]}) for group in seen.opens_as]
    before = [last.model_copy(update={"label": f"上期 {last.label}"})] if (last := seen.last_period) else []
    asked = {"如何发放": ways, "每笔金额": seen.by_amount, "按地区": seen.by_region, "与上期比较": before}
    return Group(
        "放行前的预览（仅汇总数，各表为同一批人）",
        *(_groups(heading, groups) for heading, groups in asked.items() if groups),
        f"其他批次已有 {seen.already:,} 人；剩余预算 {yuan(seen.budget_left)} 元",
    )


def _groups(heading: str, groups: Iterable[Grants]) -> Table:
    drawn = Table(heading, "人数", "金额（元）")
    for group in groups:
        drawn.add_row(group.label, f"{group.grants:,}", yuan(group.fen))
    return drawn


def report(ended: Report) -> Table:
    """How it ended, and whether ledger and treasury agree."""
    how = campaign_stage(CampaignStage.CLOSED, stopped_by=ended.stopped_by) if ended.stopped_by else "结项"
    title = f"{ended.name or ended.policy} {campaign_period(ended.period)} {how}"
    drawn = Table("结果", "人数", "金额（元）", title=title, title_style="bold")
    for group in ended.states:
        drawn.add_row(GRANT_STATES[group.label], f"{group.grants:,}", yuan(group.fen))
    drawn.add_section()
    drawn.add_row(f"支付批次 {ended.files}", f"{ended.counts.settled:,}", "")
    drawn.add_row("台账已付", "", yuan(ended.ledger_fen))
    drawn.add_row("国库已付", "", yuan(ended.treasury_fen))
    drawn.add_row("对账", "", "一致" if ended.reconciled else "不一致")
    return drawn


def budget(state: BudgetState) -> RenderableType:
    """What may be paid, and what of it is bound."""
    sums = f"预算 {yuan(state.total)} 元，已占用 {yuan(state.bound)} 元"
    says = f"{state.name or state.policy} {campaign_period(state.period)} {sums}"
    return f"{says}\n调整令 {state.order} 待另一人以 --order 下达后生效" if state.waits else says


def payments(waiting: Sequence[ProposedPayment]) -> RenderableType:
    """Those that wait, and how many persons have let them go so far."""
    rows = (
        (one.payment, yuan(one.fen), one.payee, one.account, str(one.proposed_on), f"{one.persons} 人")
        for one in waiting
    )
    headings = ("支付", "金额（元）", "收款人", "账户尾号", "提出", "已放行")
    return table(headings, rows) if waiting else "没有待放行的支付"


def settlement(of: Settlement) -> RenderableType:
    """What became of payments that were in doubt."""
    return (
        f"已发放 {of.paid:,} 笔 {yuan(of.paid_fen)} 元，退回 {of.returned:,} 笔 {yuan(of.returned_fen)} 元，"
        f"与国库不一致 {of.differences:,} 笔"
    )


def standing(now: Standing) -> RenderableType:
    """Where a grant stands after an officer's word."""
    shown = [f"{now.reference}  {GRANT_STATES[now.state]}  {yuan(now.fen)} 元"]
    if now.because:
        shown.append(f"原因：{now.because}")
    if now.payable_from:
        shown.append(f"最早 {now.payable_from} 发放")
    if now.overpaid:
        shown.append(f"多发 {yuan(now.overpaid)} 元，依法追回")
    return Group(*shown)


def _counts(counts: Counts) -> Table:
    drawn = Table("进度", "人数", "金额（元）")
    for row in counted(counts):
        drawn.add_row(*row)
    return drawn
