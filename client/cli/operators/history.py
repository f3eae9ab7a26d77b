"""One case, as a supervisor looks it up: on one page, or as one list for a spreadsheet."""

from collections.abc import Iterator, Mapping
from typing import Final

from rich.console import Group, RenderableType

from ...labels import NOTICES, OUTSIDE_FIRST, STATES, WAITING_FOR_ITEMS
from ...messages.cases.progress import State
from ...messages.lists.case_line import CaseLine, Hold, Holder, ItemLine
from ...messages.lists.figures import CaseHistory
from ..tables.layout import coloured, day, moment
from ..tables.lists import Named, delays, holder, region, standing
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


_WHY: Final = {True: "不予受理", False: "不予办理"}
"""Who is turned away is so by a rule; only people refuse."""

ASKED: Final = "办理并答复"
"""What a department's system does."""

HELD: Final = ("责任方", "应做", "事项", "自", "结束", "最迟")


def history(of: CaseHistory, named: Named) -> RenderableType:
    """One case on one page."""
    line, items = of.line, {item.code: item.name for item in of.line.items}
    words = (
        f"案件 {line.case}",
        line.number,
        line.name or line.one_matter,
        region(line.region, named),
        CHANNELS.get(line.channel, line.channel),
        f"提交平台 {line.platform}" if line.platform else "",
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
        _days(line),
        *(
            shown.table()
            for shown in (
                faults(of, named),
                _items(of, named),
                _grounds(of, items),
                Rows(HELD, tuple(_hold(one, named, of) for one in of.holds)),
                delays(of.delays, named) if of.delays.seconds else Rows((), ()),
                told,
            )
            if shown.rows
        ),
    )


def _days(line: CaseLine) -> str:
    """Of a case that has ended without a limit, none is told."""
    due = f"  办结期限 {day(line.due_on)}" if line.due_on or not line.closed_at else ""
    ended = f"  办结 {moment(line.closed_at)}" if line.closed_at else ""
    return f"{standing(line)}  收件 {moment(line.received_at)}{due}{ended}"


def events(of: CaseHistory, named: Named) -> Rows:
    """The same as one list for a spreadsheet: items, who had the ball, and what was told."""
    return Rows(("类别", "事项", "对象", "内容", "自", "至"), tuple(_events(of, named)))


def _events(of: CaseHistory, named: Named) -> Iterator[tuple[object, ...]]:
    items = {item.code: item.name for item in of.line.items}
    for one in of.line.items:
        department = named.get(one.department, one.department)
        yield "事项", one.name, department, _state(one, of), moment(one.lodged_at), moment(one.decided_at)
    for hold in of.holds:
        who, does, item, since, until, _ = _hold(hold, named, of)
        yield "责任", item, who, does, since, until
    for told in of.notices:
        whom = ADDRESSEES.get(told.addressee, told.addressee)
        what = _TOLD.get(told.kind, told.kind)
        yield "告知", items.get(told.item, told.item), whom, what, moment(told.told_at), ""


def _items(of: CaseHistory, named: Named) -> Rows:
    headings = ("事项", "部门", "状态", "经办人", "期限", "决定", "办件编号")
    return Rows(headings, tuple(_item(item, named, _state(item, of)) for item in of.line.items))


def _state(item: ItemLine, of: CaseHistory) -> str:
    """What has not begun waits for something outside; else for other items, once one of them has begun."""
    if item.state is not State.WAITING:
        return STATES[item.state]
    outside = {hold.item for hold in of.holds if hold.holder == Holder.OUTSIDE and not hold.until}
    if item.code in outside:
        return OUTSIDE_FIRST
    begun = outside or any(other.state is not State.WAITING for other in of.line.items)
    return WAITING_FOR_ITEMS if begun else STATES[item.state]


def _item(item: ItemLine, named: Named, state: str) -> tuple[object, ...]:
    return (
        f"{item.name} {item.code}",
        named.get(item.department, item.department),
        coloured(state, item.colour),
        "规则自动通过" if item.automatic else item.officer,
        item.due_on,
        moment(item.decided_at),
        item.number,
    )


def _grounds(of: CaseHistory, items: Named) -> Rows:
    """What rule it was, and which article; the words of it are for the applicant."""
    rows = (
        (
            items.get(one.item, one.name or one.item),
            _WHY[bool(one.rule)],
            f"{one.says} {one.rule}".strip(),
            one.basis,
        )
        for one in of.grounds
    )
    return Rows(("事项", "结论", "规则", "依据"), tuple(rows))


def _hold(hold: Hold, named: Named, of: CaseHistory) -> tuple[object, ...]:
    items = {item.code: item for item in of.line.items}
    who, what = _said(hold, named, items.get(hold.item))
    return (
        who,
        f"{hold.does}（{what}）" if what else hold.does,
        items[hold.item].name if hold.item in items else hold.item,
        moment(hold.since),
        moment(hold.until) or "至今",
        "" if hold.until else day(hold.due_on),
    )


def _said(hold: Hold, named: Named, item: ItemLine | None) -> tuple[str, str]:
    """Who had it, and what exactly he had to do; outside, whose system or register it is.

    What is over says no more than that; a system that was asked is that of the item's department.
    """
    if hold.does == ASKED and item and not hold.says:
        return f"{holder(item.department, named)}的系统", ""
    if hold.holder != Holder.OUTSIDE or not hold.says:
        return holder(hold.holder, named), hold.says
    who, _, what = hold.says.partition("：")
    return who, what
