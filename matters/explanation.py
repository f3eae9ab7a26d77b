"""What one form would lead to, for the author of a definition to read."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from .application import Application
from .clock import Due
from .language import Finding, Severity, WrongField
from .markdown import NONE, bullets, heading, page, table
from .plan import LeftOut, Plan, PlannedItem, PlannedPaper, Source

ITEMS = ("事项", "办理", "原因", "部门", "前置事项", "最迟办结", "材料")
SOURCES = {
    Source.EARLIER_ITEM: "前置事项",
    Source.LICENCE_LIBRARY: "电子证照库",
    Source.APPLICANT: "申请人提交",
}


def explanation(application: Application[Any]) -> str:
    """Findings and plan, as if the library held every licence that it is asked for."""
    held = {wanted: wanted[0] for wanted in application.wanted_licences()}
    supplied = replace(application, held=held)
    plan = supplied.plan()
    return page(
        heading(f"{plan.name}：{supplied.facts.on} 受理时的办理计划", level=1),
        heading("预审", level=2),
        bullets(map(_finding, supplied.review())),
        heading("事项", level=2),
        table(ITEMS, rows=(*map(_item_row, plan.items), *map(_left_out_row, plan.left_out))),
        f"全部事项最迟办结：{_due(plan.due)}",
        _notes(plan),
    )


def complaint(wrong: Iterable[WrongField], *, of: str) -> str:
    """All that keeps `of`, a form or a register's row, from being read."""
    return page(f"{of}有误：", bullets(f"{field.path}：{field.says}" for field in wrong))


def _finding(finding: Finding) -> str:
    kind = "提示" if finding.severity is Severity.WARNING else "须补正"
    basis = f"；依据：{finding.basis}" if finding.basis else ""
    return f"〔{kind}〕{finding.matter} {finding.path}：{finding.says}。{finding.mend}{basis}"


def _item_row(item: PlannedItem) -> tuple[str, ...]:
    return (
        f"{item.name} {item.code}",
        "是",
        item.because,
        item.department_name,
        "、".join(item.after),
        _due(item.due),
        "；".join(map(_paper, item.papers)),
    )


def _left_out_row(item: LeftOut) -> tuple[str, ...]:
    return f"{item.name} {item.code}", "否", f"不符合：{item.because}", NONE, NONE, NONE, NONE


def _paper(paper: PlannedPaper) -> str:
    giver = f" {paper.reference}" if paper.source is Source.EARLIER_ITEM else ""
    return f"{paper.name}（{SOURCES[paper.source]}{giver}）"


def _due(due: Due) -> str:
    return f"{due.on}（暂定）" if due.provisional else str(due.on)


def _notes(plan: Plan) -> str:
    provisional = plan.due.provisional or any(item.due.provisional for item in plan.items)
    notes = ["电子证照库中的材料，以查到为前提；查无时由申请人提交。"]
    if provisional:
        notes.append("“暂定”：该年节假日安排尚未公布，仅按周末推算。")
    return bullets(notes)
