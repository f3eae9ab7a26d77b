"""Where a case stands, and what it asks of its applicant: corrections, a choice, an answer, money."""

from collections.abc import Iterator, Mapping
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from ...labels import CHOICES, NOTICES, OUTCOMES, RATING_OUTCOMES, SERVICE_MODES, STAGES, STARS, yuan
from ...messages.cases.choice import AskedQuestion, Choice
from ...messages.cases.correction import CorrectionNotice, Supplemented
from ...messages.cases.notices import ToldNotice
from ...messages.cases.progress import Progress, State
from ...messages.cases.rating import Rated
from ...messages.money.payment import Payment, PaymentDue
from .item import findings, items, line, on_file, place, procedures, recourse, remarks
from .layout import CHINA, coloured, table


def progress(now: Progress) -> RenderableType:
    """Where a case stands, item by item, and what it waits for from the applicant."""
    shown: list[RenderableType] = [_heading(now), *on_file(now)]
    if now.items:
        shown += [items(now.items), *procedures(now.items), *remarks(now.items), *_late_papers(now)]
    shown += _gathering(now)
    for notice in now.notices:
        shown += [_told(notice), _points(notice, now.called)] if notice.open else [_told(notice)]
    if now.told:
        shown.append(table(("告知日期", "种类", "内容", "送达"), map(_letter, now.told)))
        shown += [recourse(one) for told in now.told for one in told.recourses]
    if now.choice:
        shown.append(_choice(now, now.choice))
    shown += map(_question, now.questions)
    if now.bill:
        shown += [_due(now.bill), _lines(now.bill)]
    return Group(*shown)


def lines(now: Progress) -> Iterator[str]:
    """The same in lines, for logs and pipes."""
    yield from on_file(now)
    yield from map(line, now.items)
    yield from _late_papers(now)
    yield from _gathering(now)
    yield from map(_told, now.notices)
    if now.choice:
        yield _choice(now, now.choice)
    yield from map(_question, now.questions)
    if now.bill:
        yield _due(now.bill)


def supplemented(answer: Supplemented) -> RenderableType:
    """What became of a supplement."""
    says = f"已收到补正，按第 {answer.plan} 版方案办理" if answer.accepted else "仍须按下表补正"
    return Group(says, findings(answer.findings)) if answer.findings else says


def payment(received: Payment) -> RenderableType:
    """Money that has come in."""
    return f"已登记缴费 {yuan(received.fen)} 元，流水号 {received.key}"


def rated(now: Rated) -> RenderableType:
    """What is on record, and what comes of it."""
    says = f"{now.item}：{STARS[now.stars - 1]}（{now.stars} 星）"
    if now.outcome:
        return f"{says}，{RATING_OUTCOMES[now.outcome]}，已回复申请人"
    return f"{says}，部门将于 {now.answer_by} 前回访" if now.answer_by else says


def _heading(now: Progress) -> Text:
    stage = OUTCOMES[now.outcome] if now.outcome else STAGES[now.stage]
    acts_as = f"申请人身份：{now.acts_as}" if now.acts_as else ""
    words = (f"案件 {now.case}", now.acceptance_number, stage, _promised(now.due_on), acts_as)
    return coloured("  ".join(filter(None, words)), now.colour)


def _promised(due_on: date | None) -> str:
    return f"承诺办结日 {due_on}" if due_on else ""


def _late_papers(now: Progress) -> Iterator[str]:
    for item in now.items:
        for paper in item.late_papers:
            yield f"{item.name}：材料“{paper.name}”（papers.{paper.code}）可容缺，请在 {paper.by} 前补交"


def _gathering(now: Progress) -> Iterator[str]:
    """One notice is sent for all departments, so it may not be there at once."""
    told = {code for notice in now.notices if notice.open for point in notice.points for code in point.items}
    if any(item.state is State.CORRECTION and item.code not in told for item in now.items):
        yield "正在汇集各部门的补正要求，将一次性告知"


def _letter(told: ToldNotice) -> tuple[str, ...]:
    how = SERVICE_MODES.get(told.served_by, told.served_by)
    served = f"{told.served_on} {how}" if told.served_on else f"{how}，在途"
    told_on = told.told_at.astimezone(CHINA).date()
    return str(told_on), NOTICES.get(told.kind, told.kind), told.says, served


def _told(notice: CorrectionNotice) -> str:
    marks = "，已催告" * notice.reminded + "，本可更早告知" * notice.late
    stands = f"请在 {notice.answer_by} 前补正" if notice.open else "已了结"
    if notice.open and notice.on_its_way:
        stands = f"待送达，期限尚未起算，最早 {notice.answer_by} 届满"
    return f"补正告知 {notice.number}：{len(notice.points)} 处，{stands}{marks}"


def _points(notice: CorrectionNotice, called: Mapping[str, str]) -> RenderableType:
    rows = (
        (
            "、".join(point.names or point.items),
            place(point.path, called.get(point.path, "")),
            point.says,
            point.mend,
            point.rule,
            point.basis,
        )
        for point in notice.points
    )
    return table(("事项", "位置", "问题", "怎么办", "规则编号", "依据"), rows)


def _choice(now: Progress, choice: Choice) -> str:
    refused = next((item.name for item in now.items if item.code == choice.refused), choice.refused)
    offered = "或".join(f"{word}（{kind}）" for kind, word in CHOICES.items())
    return f"{refused}不予办理，请在 {choice.by} 前选择{offered}；逾期视为{CHOICES[choice.if_silent]}"


def _question(asked: AskedQuestion) -> str:
    offered = f"（{'、'.join(asked.answers)}）" if asked.answers else ""
    return f"请在 {asked.by} 前补充 form.{asked.field}：{asked.asks}{offered}；逾期视为“{asked.if_silent}”"


def _due(bill: PaymentDue) -> str:
    if not bill.due:
        return "费用已缴清"
    reminded = "，已催告" * bill.reminded
    return f"请在 {bill.pay_by} 前缴费 {yuan(bill.due)} 元{reminded}"


def _lines(bill: PaymentDue) -> RenderableType:
    rows = (
        (one.name, one.account, yuan(one.fen), yuan(one.paid), yuan(one.refunded), one.basis)
        for one in bill.lines
    )
    return table(("事项", "收款账户", "应缴（元）", "已缴", "已退", "依据"), rows)
