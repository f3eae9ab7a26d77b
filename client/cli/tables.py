"""Messages of the engine as tables for a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..labels import COLOURS, NO_LIMIT, NOT_RUNNING, OUTCOMES, SEVERITIES, STATES
from ..messages.cases.findings import Finding
from ..messages.cases.progress import Colour, ItemProgress, OneMatterEntry, Outcome, Receipt

Cell = str | Text

STYLES: Final[Mapping[Colour, str]] = {Colour.GREEN: "", Colour.YELLOW: "yellow", Colour.RED: "red"}


def receipt(answer: Receipt) -> RenderableType:
    """The receipt of an accepted case, what must be mended first, or why it is not accepted at all."""
    heading = [f"案件 {answer.case}"]
    if not answer.accepted:
        by = answer.answer_by
        says = f"尚未受理，请在 {by} 前按下表补正" if by else "不予受理"
        return Group(*heading, says, findings(answer.findings))
    heading += [f"受理编号 {answer.acceptance_number}", f"承诺办结日 {answer.due_on}"]
    shown: list[RenderableType] = [*heading, _receipt_items(answer)]
    if answer.findings:
        shown.append(findings(answer.findings))
    return Group(*shown)


def outcome(end: Outcome) -> RenderableType:
    """How a case ended, and why where it was refused."""
    shown: list[RenderableType] = [f"案件 {end.case}  {OUTCOMES[end.kind]}  {end.closed_at:%F %R} UTC"]
    if end.items:
        shown.append(items(end.items))
    if end.findings:
        shown.append(findings(end.findings))
    return Group(*shown, *remarks(end.items))


def catalogue(entries: Iterable[OneMatterEntry]) -> RenderableType:
    """The one-matters that can be applied for."""
    rows = ((entry.code, entry.edition, entry.name) for entry in entries)
    return table(("代码", "版本", "一件事"), rows)


def line(item: ItemProgress) -> str:
    """An item in one line, for logs and pipes."""
    licence = item.licence.identifier if item.licence else ""
    words = (item.name, item.department, STATES[item.state], COLOURS[item.colour])
    return "  ".join(filter(None, (*words, _day(item.due_on), licence)))


def items(shown: Iterable[ItemProgress]) -> Table:
    """Where items stand, with both of their limits."""
    rows = (
        (
            item.name,
            item.department,
            coloured(STATES[item.state], item.colour),
            _day(item.due_on),
            _statutory_day(item) if item.lodged_at else "",
            item.licence.identifier if item.licence else "",
        )
        for item in shown
    )
    return table(("事项", "部门", "状态", "承诺办结日", "法定办结日", "电子证照标识"), rows)


def findings(found: Iterable[Finding]) -> Table:
    """What pre-review found, and how to mend it."""
    rows = (
        (SEVERITIES.get(one.severity, one.severity), one.path, one.says, _mend(one), one.rule, one.basis)
        for one in found
    )
    return table(("", "位置", "问题", "怎么办", "规则", "依据"), rows)


def remarks(shown: Iterable[ItemProgress]) -> Iterator[str]:
    """What is noted of items, and why departments refuse."""
    for item in shown:
        if item.remarks or item.refusal:
            yield f"{item.name} {STATES[item.state]}"
        yield from (f"  备注：{remark}" for remark in item.remarks)
        if item.refusal:
            yield from (f"  理由：{reason}" for reason in item.refusal.reasons)
            yield f"  依据：{item.refusal.basis}"
            yield f"  救济途径：{item.refusal.remedies}"


def coloured(words: str, colour: Colour) -> Text:
    """With the word of the clock's colour, and in that colour where the terminal has it."""
    return Text(" ".join(filter(None, (words, COLOURS[colour]))), style=STYLES[colour])


def due(on: date, *, provisional: bool) -> str:
    """Provisional: the holidays of that year are not announced yet."""
    return f"{on}（暂定）" if provisional else str(on)


def table(headings: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Rows under headings, nothing cut off."""
    drawn = Table()
    for heading in headings:
        drawn.add_column(heading, overflow="fold")  # an identifier that is cut off is of no use
    for row in rows:
        drawn.add_row(*row)
    return drawn


def _receipt_items(answer: Receipt) -> Table:
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


def _mend(found: Finding) -> str:
    return f"{found.mend}（{found.competent}）" if found.competent else found.mend


def _statutory_day(item: ItemProgress) -> str:
    """A clock that runs, and has no such day, has no such limit."""
    return NO_LIMIT if item.due_on and not item.statutory_due_on else _day(item.statutory_due_on)


def _day(on: date | None) -> str:
    return str(on or NOT_RUNNING)
