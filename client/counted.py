"""What a campaign has counted, and where it stands, in the words in which people read it wherever they do."""

from collections.abc import Iterator, Mapping
from typing import Final

from .labels import CAMPAIGN_STAGES, yuan
from .messages.campaigns.campaign import CampaignStage, Counts


def counted(counts: Counts) -> Iterator[tuple[str, str, str]]:
    """What it is, of how many, and of how much where it is of money."""
    yield "已比对", f"{counts.matched:,}", ""
    yield "规则出错", f"{counts.faults:,}", ""
    yield "已确定待遇", f"{counts.opened:,}", ""
    yield "异议", f"{counts.objections:,}", ""
    yield "已移交国库", f"{counts.filed:,}", yuan(counts.filed_fen)
    yield "已发放", f"{counts.settled - counts.returned:,}", yuan(counts.paid_fen)
    yield "已退回", f"{counts.returned:,}", yuan(counts.returned_fen)
    yield "已终止", f"{counts.stopped:,}", ""
    yield "与国库不符", f"{counts.differences:,}", ""


_ENDED: Final[Mapping[str, str]] = {"nobody": "逾期无人放行，自动终止", "operator": "由运行人员终止"}


def campaign_stage(stage: CampaignStage, *, stopped_by: str) -> str:
    """Where a campaign stands, or who has ended it before its time."""
    return _ENDED.get(stopped_by, f"由 {stopped_by} 终止") if stopped_by else CAMPAIGN_STAGES[stage]


def campaign_period(label: str) -> str:
    """Which is paid, as people call it: all others are dates."""
    return "一次性" if label == "once" else label
