"""Where items of a case stand, and what was found about them."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ...labels import COLOURS, NO_LIMIT, OUTSIDE_FIRST, PLACES, SEVERITIES, STATES, WAITING_FOR_ITEMS
from ...messages.cases.findings import Finding
from ...messages.cases.notices import PartyService, Recourse
from ...messages.cases.places import QuotaPlace
from ...messages.cases.progress import ItemProgress, PartyTerm, Progress, StandingClock, State, StepProgress
from ...messages.officers.docket import Sheet
from .layout import coloured, day, table


def line(item: ItemProgress) -> str:
    """An item in one line, for logs and pipes."""
    licence = item.licence.identifier if item.licence else ""
    words = (item.name, item.department, _state(item), COLOURS[item.colour])
    return "  ".join(filter(None, (*words, day(item.due_on), licence)))


def on_file(seen: Progress | Sheet) -> Iterator[str]:
    """Whoever reads it is told where nobody is at work on it."""
    if seen.on_file:
        yield "以下为台账所载：该办件目前无人办理（其运行停滞，或者被外部终止、顶替）"
        yield "恢复办法：其平台再次提交同一申请，或者由运维人员处置"


def items(shown: Iterable[ItemProgress]) -> Table:
    """Where items stand, with both of their limits."""
    rows = (
        (
            item.name,
            item.department,
            coloured(_state(item), item.colour),
            day(item.due_on),
            _statutory_day(item) if item.lodged_at else "",
            item.licence.identifier if item.licence else "",
        )
        for item in shown
    )
    return table(("事项", "部门", "状态", "承诺办结日", "法定办结日", "电子证照标识"), rows)


def _state(item: ItemProgress) -> str:
    """With what one waits for that has not begun."""
    if item.state is State.WAITING and item.waiting_for:
        return WAITING_FOR_ITEMS
    outside = item.state is State.WAITING and any(one.under_way for one in item.procedures)
    return OUTSIDE_FIRST if outside else STATES[item.state]


def findings(found: Iterable[Finding]) -> Table:
    """What pre-review found, and how to mend it."""
    rows = (
        (
            SEVERITIES.get(one.severity, one.severity),
            place(one.path, one.called),
            one.says,
            _mend(one),
            one.rule,
            one.basis,
        )
        for one in found
    )
    return table(("", "位置", "问题", "怎么办", "规则编号", "依据"), rows)


def place(path: str, called: str = "") -> str:
    """By its name, with the path by which a supplement says it."""
    return f"{called}\n{path}" if called else path


def procedures(shown: Iterable[ItemProgress]) -> Iterator[RenderableType]:
    """The procedures about items, step by step, their places, and decisions on their way."""
    for item in shown:
        for one in item.procedures:
            stands = "已失效" if one.lapsed else "进行中" if one.under_way else "已结束"
            yield f"{item.name}：{one.name}（{one.code}）{stands}，{one.basis}"
            yield table(("环节", "代码", "由谁", "最迟", "已办", "内容"), map(_step, one.steps))
            yield from (_party(party, step) for step in one.steps for party in step.parties)
        yield from (f"{item.name}：{_stands(one)}" for one in item.stands)
        if item.place:
            yield f"{item.name}：{_place(item.place)}"
        if item.deliver_by:
            yield f"{item.name}：决定待送达，最迟 {item.deliver_by}"


def _party(one: PartyTerm, step: StepProgress) -> str:
    until = f"最迟 {one.due_on}（{one.told_on} 送达）" if one.due_on else "待送达，期限尚未起算"
    return f"  利害关系人〔{one.party}〕{step.name}：{until}"


def _stands(one: StandingClock) -> str:
    end = f"，预计至 {one.expected_end}" if one.expected_end else ""
    return f"期限自 {one.since} 起中止，因{one.because}（{one.notice}）{end}，{one.basis}"


def _place(place: QuotaPlace) -> str:
    stands = f"名额{place.says}，受理顺序第{place.order}位，{PLACES[place.standing]}"
    waits = f"，轮候至 {place.waits_until}" if place.waits_until else ""
    return f"{stands}（在先未决定{place.ahead}件，已准予{place.given}件）{waits}，{place.basis}"


def _step(one: StepProgress) -> tuple[str | Text, ...]:
    fixed = f"定于 {one.day}" if one.day else ""
    return (
        one.name,
        one.code,
        one.owner,
        coloured(str(one.due_on or ""), one.colour),
        str(one.taken_on or ""),
        one.says or fixed,
    )


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
        yield from map(recourse, item.recourses if item.refusal else ())
        if item.parties:
            yield f"{item.name} 告知利害关系人"
            yield from served_on(item.parties)


def served_on(parties: Iterable[PartyService]) -> Iterator[str]:
    """Whom else it was told, each with his own day and last days."""
    for one in parties:
        yield f"  利害关系人〔{one.party}〕{f'于 {one.served_on} 送达' if one.served_on else '待送达'}"
        yield from map(recourse, one.recourses)


def recourse(one: Recourse) -> str:
    """What may be done against a decision, until when."""
    until = f"，最迟 {one.until}{'（暂定）' * one.provisional}" if one.until else ""
    after = f"；{one.after_review}" * bool(one.after_review)
    return f"    {one.name}：自送达之日起{one.within}，向{one.body}{until}，{one.basis}{after}"


def _mend(found: Finding) -> str:
    return f"{found.mend}（{found.competent}）" if found.competent else found.mend


def _statutory_day(item: ItemProgress) -> str:
    """A clock that runs, and has no such day, has no such limit."""
    return NO_LIMIT if item.due_on and not item.statutory_due_on else day(item.statutory_due_on)
