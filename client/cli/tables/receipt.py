"""The two ends of a case: its receipt, and its outcome."""

from rich.console import Group, RenderableType
from rich.table import Table

from ...errors import AnswerPending
from ...labels import OUTCOMES
from ...messages.cases.progress import Outcome
from ...messages.cases.receipt import Receipt
from .item import findings, items, remarks
from .layout import due, moment, table


def receipt(answer: Receipt) -> RenderableType:
    """The receipt of an accepted case, what must be mended first, or why it is not accepted at all."""
    heading = [f"案件 {answer.case}"]
    if not answer.accepted:
        by = answer.answer_by
        says = f"尚未受理，请在 {by} 前按下表补正" if by else "不予受理"
        return Group(*heading, says, findings(answer.findings))
    heading += [f"受理编号 {answer.acceptance_number}", f"承诺办结日 {answer.due_on}"]
    shown: list[RenderableType] = [*heading, _items(answer)]
    if answer.findings:
        shown.append(findings(answer.findings))
    return Group(*shown)


def pending(told: AnswerPending) -> str:
    """That an application is received, where no receipt could be written yet."""
    return f"案件 {told.case}  {moment(told.received_at)} 收到申请，尚未答复；不必另行申请，稍后凭此编号查询"


def outcome(end: Outcome) -> RenderableType:
    """How a case ended, and why where it was refused."""
    shown: list[RenderableType] = [f"案件 {end.case}  {OUTCOMES[end.kind]}  {moment(end.closed_at)}"]
    if end.items:
        shown.append(items(end.items))
    if end.findings:
        shown.append(findings(end.findings))
    return Group(*shown, *remarks(end.items))


def _items(answer: Receipt) -> Table:
    names = {item.code: item.name for item in answer.items}
    rows = (
        (
            item.name,
            item.department,
            item.number,
            due(item.due_on, provisional=item.provisional),
            "、".join(names.get(code, code) for code in item.after),
        )
        for item in answer.items
    )
    return table(("事项", "部门", "办件编号", "承诺办结日", "前置事项"), rows)
