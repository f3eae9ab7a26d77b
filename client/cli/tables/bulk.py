"""Orders upon many cases: what each would do or has done, and the list of them."""

from collections.abc import Iterable, Mapping
from typing import Final

from rich.console import Group, RenderableType

from ...messages.lists.bulk_order import BulkReport, BulkState, BulkStep
from .layout import moment
from .rows import Rows

ACTS: Final[Mapping[str, str]] = {
    "remind": "催办",
    "retry": "立即重试",
    "reassign": "改派",
    "amend-calendar": "工作日调整",
}
STATES: Final[Mapping[BulkState, str]] = {
    BulkState.DUE: "待执行",
    BulkState.DONE: "已执行",
    BulkState.LEFT_OUT: "不执行",
}


def report(of: BulkReport, *says: str) -> RenderableType:
    """Its first steps, and how many there are of each kind; and what is said of it."""
    headings = ("案件", "事项", "部门", "结果", "说明")
    rows = Rows(headings, tuple(map(_step, of.steps)), "没有符合条件的事项").filled()
    shown = f"，仅列前 {len(of.steps)} 项" if of.due + of.done + of.left_out > len(of.steps) else ""
    moves = (_moves(of).table(),) if of.moved else ()
    return Group(rows.table(), f"{_counts(of)}{shown}", *moves, *filter(None, says))


def _moves(of: BulkReport) -> Rows:
    """From which day to which; a case has a day of its own beside those of its items."""
    rows = ((one.name or "全案", one.before, one.after, one.clocks) for one in of.moved)
    return Rows(("部门", "现办结期限", "调整后", "事项（全案为件）"), tuple(rows))


def _step(step: BulkStep) -> tuple[object, ...]:
    department = step.department_name or step.department
    return step.case, f"{step.name} {step.item}".strip(), department, STATES[step.state], step.says


def _counts(of: BulkReport) -> str:
    act = ACTS.get(of.kind, of.kind)
    return f"{act}：待执行 {of.due} 项，已执行 {of.done} 项，不执行 {of.left_out} 项"


def orders(found: Iterable[BulkReport], named: Mapping[str, str]) -> Rows:
    """A line for each."""
    rows = (
        (
            of.id,
            ACTS.get(of.kind, of.kind),
            moment(of.at),
            " ".join(filter(None, (named.get(of.department, of.department), of.by))),
            of.due,
            of.done,
            of.left_out,
        )
        for of in found
    )
    return Rows(
        ("指令", "内容", "时间", "下达人", "待执行", "已执行", "不执行"), tuple(rows), "尚未下达过批量指令"
    )
