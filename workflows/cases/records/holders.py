"""Who has the ball: whom a case waits for, for what, since when and until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Final

from activities.cases.arrivals import Received
from client.messages.cases.progress import State
from matters import clock
from workflows.cases.records import accounts, demands, procedures, prospects, questions, service
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord

APPLICANT: Final = "申请人"
WINDOW: Final = "综合窗口"


class Does(StrEnum):
    """What somebody has to do."""

    MEND = "补正"
    PAY = "缴费"
    CHOOSE = "选择其余事项去留"
    REPLY = "答复办理中的询问"
    BRING = "补交容缺材料"
    GATHER = "汇集补正要求并告知"
    REVIEW_FIRST = "初审并上报"
    HAPPEN = "公告期满或登记结果"
    ANSWER = "办理并答复"
    DECIDE = "审查并决定"
    AGREE = "第二人复核"
    GO_THROUGH = "办理特别程序"
    APPROVE = "批准延长期限"
    SERVE = "送达决定"
    TELL = "送达补正告知"


@dataclass(frozen=True, kw_only=True)
class Ball:
    """`holder` is a department, the window or the applicant, never a person; `item` is what it is about.

    It has been there since a day in China, and should be gone by another one, where these are known. It is
    `outside`, where no department and nobody of the case has it; `department` is which one has, if it is not
    the item's own. `step` is that of a procedure.
    """

    holder: str
    does: Does
    item: ItemRecord | None = None
    outside: bool = False
    department: str = ""
    step: str = ""
    since: date | None = None
    until: date | None = None


def balls(file: CaseFile) -> Iterator[Ball]:
    """Everything that somebody has to do now, the applicant first."""
    if file.outcome or not file.is_open:
        return
    yield from _of_applicant(file)
    for item in file.items.values():
        yield from _of_department(item, file)


def at_work(item: ItemRecord, file: CaseFile) -> str:
    """Who has an item in hand, as the timeline shows it; cases from before it did have no such bars."""
    received = file.reception
    if not (isinstance(received, Received) and received.shows_holders):
        return ""
    if item.state not in {State.IN_REVIEW, State.SUSPENDED}:
        return ""
    doing = Does.GO_THROUGH if item.state is State.SUSPENDED else Does.DECIDE
    who = "，".join(filter(None, (item.planned.department_name, item.holder(file.today))))
    return f"{doing}：{item.planned.name}（{who}）"


def _of_applicant(file: CaseFile) -> Iterator[Ball]:
    mine = partial(Ball, holder=APPLICANT)
    unmended = demands.unmended(file)
    if coming := [notice for notice in unmended if file.is_on_its_way(notice.letter)]:
        yield Ball(holder=WINDOW, does=Does.TELL, since=_day(coming[0].told_at))
    if wanted := [notice for notice in unmended if not file.is_on_its_way(notice.letter)]:
        since = _day(max(notice.told_at for notice in wanted))
        yield mine(does=Does.MEND, since=since, until=min(notice.answer_by for notice in wanted))
    if file.bill.pay_by and any(accounts.due(file)):
        yield mine(does=Does.PAY, since=_day(file.bill.asked_at), until=file.bill.pay_by.on)
    if file.choice.open:
        yield mine(does=Does.CHOOSE, until=file.choice.open.by)
    for asked in questions.asked(file):
        put_on = file.questions.put_on[asked.field]
        yield mine(does=Does.REPLY, item=file.items[asked.asked_after], since=put_on, until=asked.by)
    for item in file.items.values():
        days = [paper.follows_by for paper in prospects.lacking(item, file) if paper.follows_by]
        if days:
            yield mine(does=Does.BRING, item=item, until=min(days))


def _of_department(item: ItemRecord, file: CaseFile) -> Iterator[Ball]:
    its = partial(Ball, holder=item.planned.department_name, item=item)
    due = item.clock and item.clock.due(file.calendar_of(item))
    until = due.on if due else None
    if item.clock and item.clock.put_to:
        yield its(does=Does.APPROVE, until=until)
    if item.state is State.SUSPENDED and item.clock:
        procedure = item.clock.proceedings.suspensions[-1]
        yield its(does=Does.GO_THROUGH, since=procedure.since, until=procedure.expected_end)
    elif any(procedures.coming_first(item, file)):
        yield from _of_whoever_comes_first(item, file)
    elif item.state is State.LODGED:
        yield its(does=Does.ANSWER, outside=True, since=_day(item.lodged_at), until=until)
    elif item.state is State.IN_REVIEW:
        second = item.proposal and item.proposal.officers
        yield its(does=Does.AGREE if second else Does.DECIDE, since=_day(item.lodged_at), until=until)
    elif prospects.asks(item, file) and file.correction.rounds.get(item.planned.code) != item.round:
        yield Ball(holder=WINDOW, does=Does.GATHER, item=item, since=_day(item.lodged_at))
    elif service.on_its_way(item, file):
        by = service.due(item, file)
        yield its(does=Does.SERVE, since=_day(item.decided_at), until=by.on if by else None)


def _of_whoever_comes_first(item: ItemRecord, file: CaseFile) -> Iterator[Ball]:
    for duty in procedures.duties(item, file):
        until = duty.due.on if duty.due else None
        yield Ball(
            holder=duty.owner,
            does=Does.REVIEW_FIRST if duty.department else Does.HAPPEN,
            item=item,
            outside=not duty.department,
            department=duty.department,
            step=duty.name,
            since=duty.since,
            until=until,
        )


def _day(at: datetime | None) -> date | None:
    return clock.day_in_china(at) if at else None
