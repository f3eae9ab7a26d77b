"""What supervisors look up, as rows and pages."""

from collections.abc import Iterator, Mapping
from typing import Final

from rich.console import Group, RenderableType

from ... import names
from ...courses.variants import Variants
from ...labels import HOLDERS, NOTICES, OUTCOMES, STAGES, STATES
from ...messages.lists.case_line import CaseLine, Hold, ItemLine
from ...messages.lists.figures import CaseHistory, Delays, DepartmentLine, SilentItem, Tally
from ...messages.lists.search import CaseList
from ...messages.officers.docket import Task
from ...messages.officers.stalled_run import StalledRun, StuckList
from .layout import coloured, day, moment
from .rows import Rows

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

GOES_ON: Final = "部门系统恢复后自行继续，无需重试；其 worker 未运行的，启动即可"
"""An item that was lodged is tried again and again, and by nobody's order: it has not failed."""

HOUR = 3600
HOURS = 8
"""Of a working day."""


Named = Mapping[str, str]
"""Departments by their codes, as the directory calls them."""


def cases(page: CaseList, named: Named) -> Rows:
    """A line for each case."""
    headings = ("案件", "受理编号", "一件事", "区划", "办理阶段", "当前责任方", "收件", "办结期限")
    return Rows(headings, tuple(_case(line, named) for line in page.cases), "没有符合条件的案件")


def _case(line: CaseLine, named: Named) -> tuple[object, ...]:
    return (
        line.case,
        line.number,
        line.name or line.one_matter,
        line.region,
        _standing(line),
        "、".join(holder(code, named) for code in line.holders),
        moment(line.received_at),
        line.due_on,
    )


def _standing(line: CaseLine) -> str:
    return OUTCOMES[line.outcome] if line.outcome else str(coloured(STAGES[line.stage], line.colour))


def holder(code: str, named: Named) -> str:
    """Who has the ball, as people say it."""
    return HOLDERS.get(code) or named.get(code, code)


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
        f"{_standing(line)}  收件 {moment(line.received_at)}  办结期限 {day(line.due_on)}"
        + (f"  办结 {moment(line.closed_at)}" if line.closed_at else ""),
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


def delays(of: Delays, named: Named) -> Rows:
    """Whose the working time was, the longest first, and the whole."""
    parts = sorted(of.parts, key=lambda part: -part.seconds)
    rows = [(holder(part.holder, named), *_time(part.seconds, of.seconds), part.cases) for part in parts]
    whole = [("合计", *_time(of.seconds, of.seconds), of.cases)] if rows or of.cases else []
    return Rows(("责任方", "工作小时", "占比", "案件数"), (*rows, *whole), "没有可统计的工作时间")


def _time(seconds: int, whole: int) -> tuple[str, str]:
    return f"{seconds / HOUR:.1f}", f"{seconds / whole:.1%}" if whole else ""


def departments(lines: tuple[DepartmentLine, ...]) -> Rows:
    """A line for each."""
    rows = (
        (
            line.name or line.department,
            line.undecided,
            line.overdue,
            line.silent,
            moment(line.oldest),
            moment(line.last_decided_at),
        )
        for line in lines
    )
    return Rows(("部门", "在办事项", "逾期", "系统未应答", "最早一件自", "最近一次决定"), tuple(rows))


def figures(found: tuple[Tally, ...]) -> Rows:
    """How it went, group by group."""
    headings = ("分组", "办结", "按期率", "自动办理率", "补正率", "不予办理", "免交材料", "好差评（件）")
    return Rows(headings, tuple(map(_figure, found)), "当月没有办结的案件")


def _figure(one: Tally) -> tuple[object, ...]:
    return (
        one.name or one.group,
        one.ended,
        _share(one.on_time, one.ended),
        _share(one.automatic, one.granted),
        _share(one.corrected, one.ended),
        one.refused,
        one.spared,
        f"{one.stars / one.rated:.1f}（{one.rated}）" if one.rated else "",
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else ""


def variants(found: Variants) -> Rows:
    """The course that most cases took comes first."""
    headings = ("一件事", "件数", "中位小时", "实际办理路径", "与事项定义不同之处")
    rows = (
        (
            one.name or one.one_matter,
            one.cases,
            f"{one.median_hours:.1f}",
            " → ".join(one.steps),
            "；".join(one.differs),
        )
        for one in found.variants
    )
    return Rows(headings, tuple(rows), "当月收件的案件尚无办结的")


def stuck(found: StuckList, named: Named) -> Rows:
    """What stands still, what is silent, and what is overdue, each with the command that mends it."""
    headings = ("自", "原因", "区划", "部门", "案件与事项", "处置命令")
    return Rows(headings, tuple(_stuck(found, named)), "没有停滞、未应答或者逾期的事项")


def _stuck(found: StuckList, named: Named) -> Iterator[tuple[object, ...]]:
    yield from map(_stalled, found.stalled)
    yield from (_silent(item, named) for item in found.silent)
    yield from (_overdue(task, named) for task in found.tasks)


def _stalled(run: StalledRun) -> tuple[object, ...]:
    why = f"引擎故障：{run.cause} {run.failure}".strip()
    return moment(run.since), why, "", "", run.workflow, run.mend


def _silent(item: SilentItem, named: Named) -> tuple[object, ...]:
    line = item.line
    mend = f"{GOES_ON}：python -m worker {names.desk_queue(line.department)}"
    since = moment(line.lodged_at)
    return (
        since,
        "部门系统未应答",
        item.region,
        holder(line.department, named),
        f"{line.name} {item.case} {line.code}",
        mend,
    )


def _overdue(task: Task, named: Named) -> tuple[object, ...]:
    about = f"{task.name} {task.case} {task.item}"
    why = f"已逾期，应于 {task.due_on} 前{task.step or '决定'}"
    mend = f"onematter ops remind --number {task.number} --reason 已逾期 --yes"
    return moment(task.since), why, task.region, holder(task.department, named), about, mend
