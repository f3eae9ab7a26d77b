"""What operators read of a case in the Temporal UI: what it is, whom it waits for, what is to be done.

Made from its file when somebody looks. Nobody is named, and nothing is shown that people have typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from activities.cases.arrivals import Received
from client import labels, names
from client.labels import CHOICES, COLOURS, OUTCOMES, STAGES, STATES
from client.messages.cases.progress import Colour, State
from matters import clock
from matters.language.form import PAPERS, RULES
from workflows import markdown, visibility
from workflows.cases.records import accounts, demands, holders, procedures, prospects
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.holders import Ball, Does
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.records.procedures import Duty
from workflows.troubles import Troubles

BY_A_DEPARTMENT: Final = "部门要求（内容见办件）"
Called = Callable[[Iterable[str]], Mapping[str, str]]
"""What people call what is at some paths, by the definition."""


def page(file: CaseFile, troubles: Troubles, called: Called) -> str:
    """The whole page; nothing, before it is received."""
    if not (file.is_open and isinstance(file.reception, Received)):
        return ""
    return markdown.page(
        _title(file),
        _standing(file, file.reception),
        markdown.section("现在等谁", _balls(file)),
        markdown.section("技术故障", markdown.bullets(_faults(file, troubles))),
        markdown.section("事项", _items(file)),
        markdown.section("法定程序", _procedures(file)),
        markdown.section("待补正", _corrections(file, called)),
        markdown.section("费用", _bill(file)),
        markdown.section("相关", _links(file, file.reception)),
    )


def _title(file: CaseFile) -> str:
    state = OUTCOMES[file.outcome.kind] if file.outcome else STAGES[file.stage]
    return f"## {file.plan.name} · {state}"


def _standing(file: CaseFile, received: Received) -> str:
    number = received.receipt.acceptance_number
    due = None if file.outcome else file.clock.due(file.plan.calendar)
    words = (
        f"受理编号 `{number}`" if number else "尚未受理",
        f"收件 {markdown.day(clock.day_in_china(file.received_at))}",
        f"承诺办结 {markdown.day(due.on)}（{_counted_from_today(due.on, file)}）" if due else "",
        f"申请人身份 {file.plan.acts_as}" if file.plan.acts_as else "",
    )
    return "，".join(filter(None, words))


def _counted_from_today(day: date, file: CaseFile) -> str:
    """Whoever looks may have had the page open for long."""
    return f"自 {markdown.day(file.today)} 起剩余 {_left(day, file, file.colour)}"


def _left(day: date, file: CaseFile, colour: Colour) -> str:
    """In working days, today not counted; or that it is over."""
    if colour is Colour.RED:
        return COLOURS[colour]
    left = f"{clock.working_days_left(file.today, day, file.plan.calendar)}\N{NO-BREAK SPACE}工作日"
    return f"{left}，{COLOURS[colour]}" if COLOURS[colour] else left


def _balls(file: CaseFile) -> str:
    rows = (
        (ball.holder, _task(ball, file), markdown.day(ball.since), markdown.day(ball.until))
        for ball in holders.balls(file)
    )
    return markdown.table(("等谁", "做什么", "自", "至"), rows)


def _task(ball: Ball, file: CaseFile) -> str:
    if ball.does is Does.PAY:
        return f"{ball.does} {labels.yuan(accounts.owed(file))} 元"
    if ball.does is Does.CHOOSE and file.choice.open:
        return f"{ball.does}（逾期视为{CHOICES[file.choice.open.if_silent]}）"
    if ball.item is None:
        return ball.does
    return f"{ball.does}：{ball.item.planned.name}{_more(ball, ball.item, file)}"


def _more(ball: Ball, item: ItemRecord, file: CaseFile) -> str:
    """Which procedure, which officer."""
    if ball.does is Does.GO_THROUGH and item.clock:
        return f"（{item.clock.proceedings.suspensions[-1].procedure.word}）"
    if ball.does is Does.APPROVE and item.clock and item.clock.put_to:
        return f"（{item.clock.put_to.approver}）"
    holder = item.holder(file.today)
    return f"（{holder}）" if holder and ball.does in {Does.DECIDE, Does.AGREE} else ""


def _faults(file: CaseFile, troubles: Troubles) -> Iterator[str]:
    """What keeps failing, and whose system has not answered yet: the server alone knows of its tries."""
    again = f"`onematter ops retry {file.id}`"
    for line in troubles.lines():
        yield f"{line}；恢复后可立即重试：{again}"
    for item in file.items.values():
        if item.state is State.LODGED and item.lodged_at:
            since = markdown.moment(item.lodged_at)
            yield (
                f"{item.planned.department_name}的系统尚未应答{item.planned.name}，自 {since} 起；"
                f"会自动再试，已试次数和原因见 Pending Activities；恢复后可立即重试：{again}"
            )


def _items(file: CaseFile) -> str:
    rows = (
        (
            item.planned.name,
            markdown.in_two(item.planned.department_name),
            _state(item, file),
            *_days(item, file),
        )
        for item in file.items.values()
    )
    return markdown.table(("事项", "部门", "状态", "日期", "剩余"), rows)


def _state(item: ItemRecord, file: CaseFile) -> str:
    if item.state is State.WAITING:
        outside = labels.OUTSIDE_FIRST if any(procedures.coming_first(item, file)) else STATES[item.state]
        return labels.WAITING_FOR_ITEMS if prospects.waiting_for(item, file) else outside
    state = markdown.unbroken(STATES[item.state])
    return f"{state}（{'；'.join(item.remarks)}）" if item.remarks else state


def _days(item: ItemRecord, file: CaseFile) -> tuple[str, str]:
    """Of one that is decided, the day on which it was; its clock, else the day that was planned."""
    if item.decided_at:
        return markdown.day(clock.day_in_china(item.decided_at)), markdown.unbroken("已决定")
    due = item.clock.due(file.calendar_of(item)) if item.clock else None
    if due:
        return markdown.day(due.on), markdown.unbroken(_left(due.on, file, item.colour))
    if item.clock and (stands := item.clock.standing):
        return (
            f"自 {markdown.day(stands[0].since)} 起",
            f"中止（{'、'.join(one.procedure.word for one in stands)}）",
        )
    return markdown.day(item.planned.due.on), markdown.unbroken("未起算")


def _procedures(file: CaseFile) -> str:
    """What comes next of each, whose it is, and until when."""
    rows = (
        (duty.owner, f"{item.planned.name}：{duty.name}", *_until(duty, item, file))
        for item in file.items.values()
        for duty in procedures.duties(item, file)
    )
    return markdown.table(("由谁", "环节", "最迟", "剩余"), rows)


def _until(duty: Duty, item: ItemRecord, file: CaseFile) -> tuple[str, str]:
    if duty.due is None:
        return "", ""
    colour = item.alarms.get(duty.code, Colour.GREEN)
    return markdown.day(duty.due.on), markdown.unbroken(_left(duty.due.on, file, colour))


def _corrections(file: CaseFile, called: Called) -> str:
    """Where something is to be mended; what officers have written of it may tell of somebody."""
    points = [
        (notice, point) for notice in demands.unmended(file) for point in demands.unanswered(notice, file)
    ]
    if not points:
        return ""
    known = called(path for _, point in points for path in (point.path, f"{RULES}{point.rule}"))
    rows = (
        (
            f"{notice.number}{'（已催告）' if notice.reminded else ''}",
            _place(point.path, known),
            known.get(f"{RULES}{point.rule}", BY_A_DEPARTMENT),
        )
        for notice, point in points
    )
    return markdown.table(("通知", "须补正", "不符之处"), rows)


def _place(path: str, known: Mapping[str, str]) -> str:
    """A paper by its name, an answer by its question's."""
    if path not in known:
        return f"`{path}`"
    return f"材料：{known[path]}" if path.startswith(PAPERS) else known[path]


def _bill(file: CaseFile) -> str:
    bill = accounts.bill(file)
    lines = bill.lines if bill else ()
    rows = ((line.name, *map(labels.yuan, (line.fen, line.paid, line.refunded))) for line in lines)
    return markdown.table(("事项", "应缴（元）", "已缴", "已退"), rows)


def _links(file: CaseFile, received: Received) -> str:
    return markdown.bullets(
        (
            _link("同一申请人的案件", f"{visibility.APPLICANT_KEY.name} = '{received.applicant_key}'"),
            *(_link(f"等{holder}的案件", _waiting_on(holder)) for holder in _holders(file)),
            f"办事指南：`onematter matters show {file.plan.one_matter}`",
            f"期限逐日说明：`onematter case explain {file.id}`",
        )
    )


def _holders(file: CaseFile) -> Iterator[str]:
    yield from dict.fromkeys(ball.holder for ball in holders.balls(file))


def _waiting_on(holder: str) -> str:
    return f"{visibility.WAITING_ON.name} = '{holder}'"


def _link(says: str, query: str) -> str:
    """To a list of the Temporal UI; it opens in a page of its own."""
    return f"[{says}]({visibility.listed(query, namespace=names.NAMESPACE)})"
