"""What becomes of a decision, as its officers see it."""

from collections.abc import Iterator

from rich.console import Group, RenderableType

from ...labels import SEQUEL_STATES, SEQUEL_WORDS, yuan
from ...messages.cases.sequel import SequelProgress
from .item import recourse, served_on


def progress(of: SequelProgress) -> RenderableType:
    """How far it is, whom it waits for, and what is in force then."""
    return Group(*_lines(of))


def _lines(of: SequelProgress) -> Iterator[str]:
    overdue = "，已逾期" if of.overdue else ""
    yield f"{of.name}（{of.sequel}）  {of.id}  {SEQUEL_STATES[of.state]}{overdue}"
    yield f"原案件 {of.case}  事项 {_item(of)}  {of.begun_on} 登记"
    if of.reasons:
        yield f"理由：{'；'.join(of.reasons)}"
    if of.papers:
        yield f"所附材料：{'；'.join(f'{paper.name}（{paper.code}）' for paper in of.papers)}"
    yield from _receipt(of)
    yield from (f"情况有变：{doubt.path} {doubt.says}，依据{doubt.basis}" for doubt in of.doubts)
    if of.heard_until:
        yield f"持证人可陈述、申辩至 {of.heard_until}"
    if of.due_on:
        yield f"最迟作出决定 {of.due_on}"
    if of.proposes:
        yield f"{of.proposed_by} 拟{SEQUEL_WORDS[of.proposes]}，待另一人同样确认"
    if of.compensation is not None:
        yield f"{of.compensated or '补偿（赔偿）'}{yuan(of.compensation)} 元"
    if of.decided_on:
        deemed = "，逾期未作决定，视为准予" if of.deemed else ""
        served = f"，{of.served_on} 送达" if of.served_on else "，待送达"
        yield f"{of.decided_on} 决定{deemed}{served}，{'现为准予' if of.granted else '现没有有效的准予'}"
    if of.licence:
        yield f"证照 {of.licence.name} {of.licence.identifier}"
    yield from map(recourse, of.recourses)
    yield from served_on(of.parties)


def _item(of: SequelProgress) -> str:
    return f"{of.item_name}（{of.item}）" if of.item_name else of.item


def _receipt(of: SequelProgress) -> Iterator[str]:
    """Of what a holder has applied for."""
    if of.ask_by:
        yield f"最迟 {of.ask_by} 受理或者一次性告知补正；逾期未告知的，自收到之日起即为受理"
    if of.wants:
        yield f"补正：{'；'.join(of.wants)}，" + (of.answer or _by(of))
    if of.accepted_on:
        yield f"{of.accepted_on} 受理"


def _by(of: SequelProgress) -> str:
    return f"请在 {of.answer_by} 前答复" if of.answer_by else "告知送达后起算答复期限"
