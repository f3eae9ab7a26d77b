"""Why somebody has a grant or not, rule by rule, for the person or an officer to read."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ..language import Amount, Period, Rule, RuleKind, yuan
from ..markdown import bullets, heading, page, table
from .entitlement import Entitlement

ANSWERS = ("规则", "类别", "结论", "内容", "依据")
SAYS = {
    RuleKind.CONDITION: {True: "符合", False: "不符合"},
    RuleKind.EXCLUSION: {True: "有此情形", False: "无此情形"},
    RuleKind.BY_APPLICATION: {True: "有此情形", False: "无此情形"},
    RuleKind.BY_AN_OFFICER: {True: "有此情形", False: "无此情形"},
}


def reasons(entitlement: Entitlement, *, period: Period, on: date) -> str:
    """Verdict, what is still asked for, amount with its calculation, and every rule with its answer."""
    grant = entitlement.grant
    return page(
        heading(f"{grant.name}：{on} 核定", level=1),
        bullets(_face(entitlement, period)),
        _amount(entitlement.amount) if entitlement.amount else "",
        heading("逐条核对", level=2),
        table(ANSWERS, rows=(_row(rule, answer) for rule, answer in entitlement.reasons)),
    )


def _face(entitlement: Entitlement, period: Period) -> Iterator[str]:
    yield f"结论：{entitlement.verdict}"
    yield f"期间：{period.label}（{period.first} 至 {period.last}）"
    yield f"享受方式：{entitlement.mode}"
    if rule := entitlement.left_to_officers:
        yield f"不自动发放，由工作人员核定：{rule.says}"
    for datum in entitlement.missing:
        yield f"待补：{datum.asks}（{datum.field}）"


def _amount(amount: Amount) -> str:
    lines = (f"{line.says}：{yuan(line.fen)}" for line in amount.lines)
    return page(heading("金额", level=2), bullets((*lines, f"合计：{yuan(amount.fen)}")))


def _row(rule: Rule[Any], answer: bool | None) -> tuple[str, ...]:  # noqa: FBT001 # the answer is the value shown
    verdict = "待补信息" if answer is None else SAYS[rule.kind][answer]
    return rule.id, rule.kind, verdict, rule.says, str(rule.basis)
