"""What is printed of a leaf, and what whoever checks its code is shown: the same, from what is signed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from ..labels import SEVERITIES
from ..messages.cases.progress import ItemProgress, State
from ..messages.cases.receipt import Receipt
from ..messages.message import Message, reading_on
from ..names import TIME_ZONE
from .leaf_proof import ProvedLeaf
from .verify import Broken

RECEIPT: Final = "receipt"
DECISION: Final = "decision"
_NO_PAGE: Final = "签名有效，但不是回执，也不是证照凭证"
_ITEMS: Final = ("事项、办件编号", "部门", "承诺办结日")
_FINDINGS: Final = ("意见", "如何补正", "依据")
_RECEIPT_REMARK: Final = "本回执以二维码内经签名的内容为准；签发后的进展，请凭案件编号查询。"
_LICENCE_REMARK: Final = (
    "本凭证以二维码内经签名的内容为准，不载明持证人；证照的持证人、现在是否有效，以电子证照库的查询结果为准。"
)


class PrintedPage(Message):
    """A table of `rows` under its `head`, where there is one; `signed_at` is when the engine signed it."""

    title: str
    lines: tuple[tuple[str, str], ...]
    head: tuple[str, str, str] | None = None
    rows: tuple[tuple[str, str, str], ...] = ()
    remark: str
    signed_at: datetime

    @classmethod
    def of(cls, proved: ProvedLeaf) -> "PrintedPage":
        """Raises `Broken` for a leaf of which nothing is printed."""
        content, at = proved.leaf.get("content"), datetime.fromtimestamp(proved.at, ZoneInfo(TIME_ZONE))
        try:
            with reading_on():
                if proved.leaf.get("kind") == RECEIPT:
                    return _receipt(Receipt.model_validate(content), at)
                if proved.leaf.get("kind") == DECISION:
                    return _licence(content, at)
        except ValueError:
            pass
        raise Broken(_NO_PAGE)


def _receipt(receipt: Receipt, at: datetime) -> PrintedPage:
    items = tuple(
        (f"{item.name}\n{item.number}", item.department, _due(str(item.due_on), provisional=item.provisional))
        for item in receipt.items
    )
    found = tuple(
        (f"{SEVERITIES.get(one.severity, '')}：{one.says}", one.mend, one.basis) for one in receipt.findings
    )
    return PrintedPage(
        title="受理回执" if receipt.accepted else "收件回执",
        lines=tuple(_about(receipt)),
        head=_ITEMS if receipt.accepted else _FINDINGS,
        rows=items if receipt.accepted else found,
        remark=_RECEIPT_REMARK,
        signed_at=at,
    )


def _about(receipt: Receipt) -> Iterator[tuple[str, str]]:
    yield "一件事", receipt.one_matter
    yield "案件编号", str(receipt.case)
    yield "收到时间", _moment(receipt.received_at)
    if receipt.accepted:
        yield "受理编号", receipt.acceptance_number
        yield "承诺办结日", str(receipt.due_on)
    elif receipt.answer_by:
        yield "结论", f"尚未受理，请在 {receipt.answer_by} 前补正"
    else:
        yield "结论", "不予受理"


def _licence(content: Any, at: datetime) -> PrintedPage:
    item = ItemProgress.model_validate(content)
    if item.licence is None or item.decided_at is None or item.state is not State.GRANTED:
        raise Broken(_NO_PAGE)
    lines = (
        ("证照名称", item.licence.name),
        ("证照标识", item.licence.identifier),
        ("办理事项", item.name),
        ("决定部门", item.department),
        ("办件编号", item.number),
        ("决定时间", _moment(item.decided_at)),
        *((("为谁办理", item.about),) if item.about else ()),
    )
    return PrintedPage(title="电子证照凭证", lines=lines, remark=_LICENCE_REMARK, signed_at=at)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(TIME_ZONE)):%Y-%m-%d %H:%M}"


def _due(on: str, *, provisional: bool) -> str:
    return f"{on}（暂定）" if provisional else on
