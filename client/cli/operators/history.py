"""One case, as a supervisor looks it up: on one page, or as one list for a spreadsheet."""

from collections.abc import Iterator, Mapping
from typing import Final

from rich.console import Group, RenderableType

from ...labels import NOTICES, STATES
from ...messages.lists.case_line import CaseLine, Hold, ItemLine
from ...messages.lists.figures import CaseHistory
from ..tables.layout import coloured, day, moment
from ..tables.lists import Named, delays, holder, standing
from ..tables.rows import Rows
from .stuck import faults

ADDRESSEES: Final[Mapping[str, str]] = {
    "applicant": "申请人",
    "department": "部门",
    "supervisor": "督办机构",
    "interested-party": "利害关系人",
    "payee": "收款人",
}

CHANNELS: Final[Mapping[str, str]] = {
    "portal": "网上大厅",
    "app": "移动端",
    "terminal": "自助终端",
    "counter": "综合窗口",
}

_TOLD: Final[Mapping[str, str]] = {
    **NOTICES,
    "warning": "临期提醒",
    "overdue": "逾期告知",
    "late-demand": "未一次性告知提示",
    "second-look": "抽查复核通知",
    "difference": "差额告知",
    "account": "收款账户告知",
}


def history(of: CaseHistory, named: Named) -> RenderableType:
    """One case on one page."""
    line, items = of.line, {item.code: item.name for item in of.line.items}
    words = (
        f"案件 {line.case}",
        line.number,
        line.name or line.one_matter,
        line.region,
        CHANNELS.get(line.channel, line.channel),
        line.platform,
    )
    told = Rows(
        ("告知时间", "对象", "种类", "事项"),
        tuple(
            (
                moment(one.told_at),
                ADDRESSEES.get(one.addressee, one.addressee),
                _TOLD.get(one.kind, one.kind),
                items.get(one.item, one.item),
            )
            for one in of.notices
        ),
    )
    return Group(
        "  ".join(filter(None, words)),
        f"{standing(line)}  收件 {moment(line.received_at)}  办结期限 {day(line.due_on)}"
        + (f"  办结 {moment(line.closed_at)}" if line.closed_at else ""),
        *([faults(of, named).table()] if of.faults else []),
        _items(line, named).table(),
        Rows(
            ("责任方", "应做", "事项", "自", "至"), tuple(_hold(one, named, items) for one in of.holds)
        ).table(),
        delays(of.delays, named).table(),
        *([told.table()] if of.notices else []),
    )


def events(of: CaseHistory, named: Named) -> Rows:
    """The same as one list for a spreadsheet: items, who had the ball, and what was told."""
    return Rows(("类别", "事项", "对象", "内容", "自", "至"), tuple(_events(of, named)))


def _events(of: CaseHistory, named: Named) -> Iterator[tuple[object, ...]]:
    items = {item.code: item.name for item in of.line.items}
    for item in of.line.items:
        department = named.get(item.department, item.department)
        times = moment(item.lodged_at), moment(item.decided_at)
        yield "事项", item.name, department, STATES[item.state], *times
    for hold in of.holds:
        who, item_name = holder(hold.holder, named), items.get(hold.item, hold.item)
        yield "责任", item_name, who, hold.does, moment(hold.since), moment(hold.until)
    for told in of.notices:
        whom = ADDRESSEES.get(told.addressee, told.addressee)
        what = _TOLD.get(told.kind, told.kind)
        yield "告知", items.get(told.item, told.item), whom, what, moment(told.told_at), ""


def _items(line: CaseLine, named: Named) -> Rows:
    headings = ("事项", "部门", "状态", "经办人", "期限", "决定", "办件编号")
    return Rows(headings, tuple(_item(item, named) for item in line.items))


def _item(item: ItemLine, named: Named) -> tuple[object, ...]:
    return (
        f"{item.name} {item.code}",
        named.get(item.department, item.department),
        coloured(STATES[item.state], item.colour),
        "规则自动通过" if item.automatic else item.officer,
        item.due_on,
        moment(item.decided_at),
        item.number,
    )


def _hold(hold: Hold, named: Named, items: Named) -> tuple[object, ...]:
    return (
        holder(hold.holder, named),
        hold.does,
        items.get(hold.item, hold.item),
        moment(hold.since),
        moment(hold.until) or "至今",
    )
