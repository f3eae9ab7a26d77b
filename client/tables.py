"""Messages of the engine as tables for a terminal."""

from collections.abc import Iterable, Iterator
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table

from .findings import Finding
from .messages import ItemProgress, OneMatterEntry, Outcome, Progress, Receipt
from .words import NOT_RUNNING, OUTCOMES, SEVERITIES, STAGES, STATES


def receipt(answer: Receipt) -> RenderableType:
    """The receipt of an accepted case, or what must be mended first."""
    heading = [f"案件 {answer.case}"]
    if not answer.accepted:
        return Group(*heading, "未受理，请按下表补正后重新提交", findings(answer.findings))
    heading += [f"受理编号 {answer.acceptance_number}", f"承诺办结日 {answer.due_on}"]
    shown: list[RenderableType] = [*heading, _receipt_items(answer)]
    if answer.findings:
        shown.append(findings(answer.findings))
    return Group(*shown)


def progress(now: Progress) -> RenderableType:
    """Where a case stands, item by item."""
    stage = OUTCOMES[now.outcome] if now.outcome else STAGES[now.stage]
    heading = f"案件 {now.case}  {now.acceptance_number}  {stage}"
    return Group(heading, _items(now.items), *_remarks(now.items))


def outcome(end: Outcome) -> RenderableType:
    """How a case ended, and why where it was refused."""
    shown: list[RenderableType] = [f"案件 {end.case}  {OUTCOMES[end.kind]}  {end.closed_at:%F %R} UTC"]
    if end.items:
        shown.append(_items(end.items))
    if end.findings:
        shown.append(findings(end.findings))
    return Group(*shown, *_remarks(end.items))


def catalogue(entries: Iterable[OneMatterEntry]) -> RenderableType:
    """The one-matters that can be applied for."""
    rows = ((entry.code, entry.edition, entry.name) for entry in entries)
    return table(("代码", "版本", "一件事"), rows)


def line(item: ItemProgress) -> str:
    """An item in one line, for logs and pipes."""
    return "  ".join(filter(None, _row(item)))


def _row(item: ItemProgress) -> tuple[str, ...]:
    licence = item.licence.identifier if item.licence else ""
    return item.name, item.department, STATES[item.state], str(item.due_on or NOT_RUNNING), licence


def _items(items: Iterable[ItemProgress]) -> Table:
    return table(("事项", "部门", "状态", "承诺办结日", "电子证照标识"), map(_row, items))


def _receipt_items(answer: Receipt) -> Table:
    names = {item.code: item.name for item in answer.items}
    rows = (
        (
            item.name,
            item.department,
            item.number,
            _due(item.due_on, provisional=item.provisional),
            "、".join(names.get(code, code) for code in item.after),
        )
        for item in answer.items
    )
    return table(("事项", "部门", "办件编号", "承诺办结日", "前置事项"), rows)


def _due(on: date, *, provisional: bool) -> str:
    """Provisional: the holidays of that year are not announced yet."""
    return f"{on}（暂定）" if provisional else str(on)


def findings(found_all: Iterable[Finding]) -> Table:
    """What is wrong, where, and how to mend it."""
    rows = (
        (SEVERITIES.get(found.severity, found.severity), found.path, found.says, _mend(found), found.basis)
        for found in found_all
    )
    return table(("", "位置", "问题", "怎么办", "依据"), rows)


def _mend(found: Finding) -> str:
    return f"{found.mend}（{found.competent}）" if found.competent else found.mend


def _remarks(items: Iterable[ItemProgress]) -> Iterator[str]:
    """What departments want, and why they refuse."""
    for item in items:
        if item.points or item.refusal:
            yield f"{item.name} {STATES[item.state]}"
        yield from (f"  需补正：{point.says}（{point.mend}）" for point in item.points)
        if item.refusal:
            yield from (f"  理由：{reason}" for reason in item.refusal.reasons)
            yield f"  依据：{item.refusal.basis}"
            yield f"  救济途径：{item.refusal.remedies}"


def table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    """Rows under headings, nothing cut off."""
    drawn = Table()
    for heading in headings:
        drawn.add_column(heading, overflow="fold")  # an identifier that is cut off is of no use
    for row in rows:
        drawn.add_row(*row)
    return drawn
