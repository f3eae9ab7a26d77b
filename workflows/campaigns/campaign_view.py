"""What operators see of a campaign: numbers and sums, never a person."""

from collections.abc import Iterator
from typing import Final

from client.labels import CAMPAIGN_STAGES, GRANT_STATES
from client.messages.campaigns.campaign import CampaignProgress, CampaignStage, Group, Preview
from workflows import visibility

YUAN: Final = 100


def attributes(policy: str, progress: CampaignProgress) -> visibility.Attributes:
    """By which a campaign is found; its clock stands still while it is halted."""
    going = not progress.halted and progress.stage is not CampaignStage.CLOSED
    shown: dict[visibility.Key, object] = {
        visibility.ONE_MATTER: policy,
        visibility.STAGE: progress.stage,
        visibility.CLOCK: visibility.RUNNING if going else visibility.STOPPED,
    }
    if progress.stage is CampaignStage.CLOSED:
        shown[visibility.OUTCOME] = "stopped" if progress.stopped_by else "completed"
    return shown


def details(progress: CampaignProgress) -> str:
    """The campaign as Markdown; brought up to date whenever a number changes."""
    return "\n".join(
        (
            f"**{progress.name} {progress.period}** {CAMPAIGN_STAGES[progress.stage]}",
            *(f"**{line}**" for line in (progress.halted,) if line),
            "",
            "| 已比对 | 已确定 | 已编批 | 已支付（元） | 退回 | 终止 | 异议 | 出错 |",
            "|---|---|---|---|---|---|---|---|",
            _counted(progress),
            *(_preview(progress.preview) if progress.preview else ()),
        )
    )


def _counted(progress: CampaignProgress) -> str:
    counts = progress.counts
    numbers = (counts.matched, counts.opened, counts.filed)
    rest = (counts.returned, counts.stopped, counts.objections, counts.faults)
    cells = (*map(str, numbers), _yuan(counts.paid_fen), *map(str, rest))
    return f"| {' | '.join(cells)} |"


def _preview(preview: Preview) -> Iterator[str]:
    yield from ("", "| 预览 | 人（户）数 | 金额（元） |", "|---|---|---|")
    for group in preview.opens_as:
        yield _row(group, GRANT_STATES.get(group.label, group.label))
    for group in (*preview.by_amount, *preview.by_region):
        yield _row(group, group.label)
    if preview.last_period:
        yield _row(preview.last_period, f"上期 {preview.last_period.label}")
    yield f"| 其他批次已有 | {preview.already} | |"
    yield f"| 剩余预算 | | {_yuan(preview.budget_left)} |"


def _row(group: Group, label: str) -> str:
    return f"| {label} | {group.grants} | {_yuan(group.fen)} |"


def _yuan(fen: int) -> str:
    return f"{fen / YUAN:,.2f}"
