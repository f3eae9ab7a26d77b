"""What a campaign has counted, in the words in which people read it wherever they do."""

from collections.abc import Iterator

from .labels import yuan
from .messages.campaigns.campaign import Counts


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
