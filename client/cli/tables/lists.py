"""What supervisors look up, as rows and pages."""

from collections.abc import Iterator, Mapping

from ...courses.variants import Variants
from ...labels import HOLDERS, OUTCOMES, STAGES
from ...messages.cases.progress import State
from ...messages.lists.case_line import CaseLine, Holder
from ...messages.lists.figures import SILENCE, Delays, DepartmentLine, HeldTime, Tally
from ...messages.lists.search import CaseList
from .layout import coloured, moment
from .rows import Rows

HOUR = 3600
"""In seconds."""

LEAST = 0.01
"""Hours that are told as a number."""


Named = Mapping[str, str]
"""Departments and divisions by their codes."""


def cases(page: CaseList, named: Named) -> Rows:
    """A line for each case; of those that have ended, when, and nobody has them."""
    is_closed = any(line.closed_at for line in page.cases)
    now = (
        ("办理结果", "收件", "办结", "办结期限")
        if is_closed
        else ("办理阶段", "当前责任方", "收件", "办结期限")
    )
    headings = ("案件", "受理编号", "一件事", "区划", *now)
    rows = (_case(line, named, is_closed=is_closed) for line in page.cases)
    return Rows(headings, tuple(rows), "没有符合条件的案件")


def _case(line: CaseLine, named: Named, *, is_closed: bool) -> tuple[object, ...]:
    received, due = moment(line.received_at), line.due_on
    holders = "、".join(_holders(line, named))
    now = (received, moment(line.closed_at), due) if is_closed else (holders, received, due)
    place = region(line.region, named)
    return line.case, line.number, line.name or line.one_matter, place, standing(line), *now


def standing(line: CaseLine) -> str:
    return OUTCOMES[line.outcome] if line.outcome else str(coloured(STAGES[line.stage], line.colour))


def _holders(line: CaseLine, named: Named) -> Iterator[str]:
    """Departments' systems and others outside by name; an engine of before tells of those asked alone."""
    asked = (item.department for item in line.items if item.state is State.LODGED)
    systems = [f"{holder(code, named)}的系统" for code in dict.fromkeys(asked)]
    outside = line.outside or systems or (holder(Holder.OUTSIDE, named),)
    for code in line.holders:
        yield from outside if code == Holder.OUTSIDE else (holder(code, named),)


def holder(code: str, named: Named) -> str:
    """Who has the ball, as people say it."""
    return HOLDERS.get(code) or named.get(code, code)


def region(code: str, named: Named) -> str:
    """A division by its name, and by its code, by which it is searched."""
    return f"{named[code]} {code}" if code in named else code


def delays(of: Delays, named: Named) -> Rows:
    """Whose the working time was, the longest first, and the whole: a case may be with several."""
    parts = sorted(shares(of), key=lambda part: -part.seconds)
    rows = [(holder(part.holder, named), *_time(part.seconds, of.seconds), part.cases) for part in parts]
    whole = [("合计", *_time(of.seconds, of.seconds), of.cases)] if rows or of.cases else []
    headings = ("责任方", "工作小时", "占比", "占用时间的案件（合计为全部办结案件）")
    return Rows(headings, (*rows, *whole), "没有可统计的工作时间")


def shares(of: Delays) -> tuple[HeldTime, ...]:
    """Of everybody; the engine has one only where it took any time, for nothing is ever put to it."""
    return tuple(part for part in of.parts if part.seconds or part.holder != Holder.ENGINE)


def _time(seconds: int, whole: int) -> tuple[str, str]:
    return hours(seconds / HOUR), f"{seconds / whole:.1%}" if whole else ""


def hours(many: float) -> str:
    """With as many decimals as tell a little from nothing."""
    if 0 < many < LEAST:
        return f"<{LEAST}"
    return f"{many:.1f}" if not many or many >= 1 else f"{many:.2f}"


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
    return Rows(
        (
            "部门",
            "在办事项",
            "逾期",
            f"系统未应答（{SILENCE.seconds // 60} 分钟以上）",
            "最早一件自",
            "最近一次决定",
        ),
        tuple(rows),
    )


def figures(found: tuple[Tally, ...]) -> Rows:
    """How it went, group by group."""
    rates, counts = ("按期率", "自动办理率", "补正率"), ("不予办理", "未受理", "免交材料")
    headings = ("分组", "办结", *rates, *counts, "好差评（件）")
    return Rows(headings, tuple(map(_figure, found)), "当月没有办结的案件")


def _figure(one: Tally) -> tuple[object, ...]:
    return (
        one.name or one.group,
        one.ended,
        _share(one.on_time, one.ended - one.not_accepted),
        _share(one.automatic, one.granted),
        _share(one.corrected, one.ended),
        one.refused,
        one.not_accepted,
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
            hours(one.median_hours),
            " → ".join(one.steps),
            "；".join(one.differs),
        )
        for one in found.variants
    )
    return Rows(headings, tuple(rows), "当月收件的案件尚无办结的")
