"""What a terminal shows."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from pydantic import JsonValue
from rich.console import Console

from client import Outcome, OutcomeKind, Progress
from client.cli.operators import history, stuck
from client.cli.tables import bulk, campaign, desk, item, lists, receipt
from client.cli.tables import case as tables
from client.cli.tables.layout import moment, said
from client.messages.campaigns.campaign import Group, Preview
from client.messages.cases.notices import PartyService, ToldNotice
from client.messages.cases.progress import Colour, Stage, State
from client.messages.lists.bulk_order import BulkReport, BulkStep
from client.messages.lists.case_line import CaseLine, Holder, ItemLine
from client.messages.lists.figures import CaseHistory, Delays, FailingCall, HeldTime, SilentItem
from client.messages.lists.search import CaseList
from client.messages.officers.docket import Task
from client.messages.officers.stalled_run import REPLACED, FailingRun, StalledRun, StuckList

NOW = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "says", "mend"),
    [
        (0, "尚无 worker 领取", "python -m worker desk.health"),
        (15, "已试 15 次 没有应答（DepartmentSilent）", "ops retry"),
    ],
)
def test_what_mends_a_silence(attempts: int, says: str, mend: str) -> None:
    """A worker, where none has taken the call; else it is tried again at once by whoever has mended it."""
    fault = FailingCall(call="lodge", department="health", since=NOW, attempts=attempts)
    fault = fault.model_copy(update={"failure": "DepartmentSilent"} if attempts else {})
    line = ItemLine(code="a", name="事项", department="health", number="1", state=State.LODGED)
    silent = SilentItem(line=line, case=uuid4(), region="990101", fault=fault)
    [row] = stuck.stuck(StuckList(tasks=(), stalled=(), silent=(silent,)), {"health": "卫生健康局"}).rows
    assert says in str(row[1])
    assert mend in str(row[-1])


@pytest.mark.parametrize(
    ("department", "attempts", "cells"),
    [
        ("", 3, ("本系统步骤 登记：已试 3 次", "本系统", "该系统恢复后：onematter ops retry sequel/1")),
        (
            "",
            0,
            ("本系统步骤 登记：尚无 worker 领取", "本系统", f"{stuck.ENGINE}：python -m worker one-matter"),
        ),
        (
            "health",
            3,
            ("部门系统 登记：已试 3 次", "卫生健康局", "该系统恢复后：onematter ops retry sequel/1"),
        ),
        (
            "health",
            0,
            (
                "部门系统 登记：尚无 worker 领取",
                "卫生健康局",
                f"{stuck.NOT_TAKEN}：python -m worker desk.health",
            ),
        ),
    ],
)
def test_what_mends_a_run(department: str, attempts: int, cells: tuple[str, str, str]) -> None:
    """Whose call it is, how often it was made, and the command: a worker where none has taken it."""
    call = FailingCall(call="登记", department=department, since=NOW, attempts=attempts)
    failing = FailingRun(workflow="sequel/1", calls=(call,))
    [row] = stuck.stuck(StuckList(tasks=(), stalled=(), failing=(failing,)), {"health": "卫生健康局"}).rows
    assert (row[1], row[3], row[5]) == cells


def test_closed_cases() -> None:
    """Of what has ended, the list says when, and nobody has it."""
    line = case_line(stage=Stage.CLOSED, outcome=OutcomeKind.GRANTED, closed_at=NOW)
    shown = lists.cases(CaseList(cases=(line,), total=1), {})
    assert dict(zip(shown.headings, shown.rows[0], strict=True))["办结"] == "2026-11-30 09:00"
    assert "当前责任方" not in shown.headings


def case_line(**changes: Any) -> CaseLine:
    """An open case of two items, of which the second needs the first."""
    items = (
        ItemLine(code="first", name="先办", department="health", number="1-1", state=State.LODGED),
        ItemLine(code="second", name="后办", department="health", number="1-2", state=State.WAITING),
    )
    line = CaseLine(
        case=uuid4(),
        one_matter="restaurant",
        edition="1",
        platform="portal",
        region="990101",
        channel="portal",
        number="1",
        stage=Stage.HANDLING,
        received_at=NOW,
        holders=(Holder.OUTSIDE,),
        items=items,
    )
    return line.model_copy(update=changes)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "卫生健康局的系统"),
        ({"outside": ("公告平台", "卫生健康局的系统")}, "公告平台、卫生健康局的系统"),
        ({"items": ()}, "外部（部门系统、公告、登记平台）"),
    ],
)
def test_whose_system_it_is(changes: dict[str, Any], says: str) -> None:
    """Where the engine tells it, or an item is with a department's system."""
    shown = lists.cases(CaseList(cases=(case_line(**changes),), total=1), {"health": "卫生健康局"})
    assert dict(zip(shown.headings, shown.rows[0], strict=True))["当前责任方"] == says


def test_what_an_item_waits_for() -> None:
    """The word is that of the Temporal UI; before anything has begun it is not known."""
    line = case_line()
    for begun, says in ((True, "等待前置事项"), (False, "尚未开始")):
        of = line if begun else line.model_copy(update={"items": line.items[1:]})
        delays = Delays(seconds=0, cases=1, parts=())
        found = CaseHistory(line=of, holds=(), delays=delays, notices=())
        assert history.events(found, {}).rows[-1][3] == says


def test_shares_of_time() -> None:
    """An engine that took no time is no holder; who had the ball out of hours is one."""
    parts = (HeldTime(holder=Holder.ENGINE, seconds=0), HeldTime(holder="health", seconds=0))
    rows = lists.delays(Delays(seconds=0, cases=1, parts=parts), {"health": "卫生健康局"}).rows
    assert [row[0] for row in rows] == ["卫生健康局", "合计"]


def test_a_bulk_order_of_whole_cases() -> None:
    """It has no department and nothing to say, so there is no column for that."""
    step = BulkStep(case=uuid4(), name="开办餐饮店一件事")
    console = Console(width=200)
    with console.capture() as shown:
        console.print(
            bulk.report(BulkReport(id=uuid4(), kind="retry", due=1, done=0, left_out=0, steps=(step,)))
        )
    assert "开办餐饮店一件事" in shown.get()
    assert not any(heading in shown.get() for heading in ("部门", "说明"))


@pytest.mark.parametrize(
    ("many", "says"), [(0, "0.0"), (0.001, "<0.01"), (0.04, "0.04"), (0.999, "1.00"), (12.34, "12.3")]
)
def test_hours(many: float, says: str) -> None:
    """A little is not nothing."""
    assert lists.hours(many) == says


def test_a_preview() -> None:
    """The same people stand once in each table, and no column adds them up twice."""
    preview = Preview(
        opens_as=(Group(label="granted", grants=2, fen=20_000),),
        by_amount=(Group(label="100.00 元", grants=2, fen=20_000),),
        by_region=(Group(label="990101", grants=2, fen=20_000),),
    )
    console = Console(width=100)
    with console.capture() as shown:
        console.print(campaign.preview(preview))
    assert shown.get().count("200.00") == 3
    assert all(heading in shown.get() for heading in ("如何发放", "每笔金额", "按地区"))


def test_a_day_is_one_in_china() -> None:
    """What was told before eight in the morning there was not told the day before."""
    told_at = datetime(2026, 11, 28, 19, 21, tzinfo=UTC)
    now = Progress(
        case=uuid4(),
        one_matter="restaurant",
        acceptance_number="",
        stage=Stage.HANDLING,
        outcome=None,
        items=(),
        told=(ToldNotice(key="a", kind="warning", says="", told_at=told_at),),
    )
    console = Console(width=200)
    with console.capture() as shown:
        console.print(tables.progress(now))
    assert "2026-11-29" in shown.get()
    assert "2026-11-28" not in shown.get()


def test_whom_else_it_concerns() -> None:
    """Each is named as his department refers to him, with the day on which it was served on him."""
    served = PartyService(party="邻户-1", served_on=date(2026, 12, 1))
    says = list(item.served_on((served, PartyService(party="邻户-2"))))
    assert says == ["  利害关系人〔邻户-1〕于 2026-12-01 送达", "  利害关系人〔邻户-2〕待送达"]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (True, "是"),
        (False, "否"),
        (None, "未填"),
        (["甲", "乙"], "甲；乙"),
        ({"姓名": "甲", "成年": True}, "姓名 甲，成年 是"),
        (3, "3"),
    ],
)
def test_answers_as_people_say_them(value: JsonValue, says: str) -> None:
    """Nobody reads JSON."""
    assert said(value) == says


def test_nothing_is_said_in_words() -> None:
    """Where there is nothing, a line says so; a spreadsheet gets headings alone."""
    rows = stuck.stuck(StuckList(tasks=(), stalled=(), silent=()), {})
    assert rows.table() == "没有停滞、2 分钟以上未应答或者逾期的事项"
    assert len(rows.csv().splitlines()) == 1


def test_a_run_that_was_ended() -> None:
    """Nothing of the engine has failed: the list says what has come about, and the command that mends it."""
    mend = "temporal workflow reset --workflow-id case/1 --run-id 2"
    run = StalledRun(workflow="case/1", since=NOW, attempts=0, cause=REPLACED, failure="", mend=mend)
    [row] = stuck.stuck(StuckList(tasks=(), stalled=(run,), silent=()), {}).rows
    assert (row[1], row[-1]) == ("在办案件的运行被外部终止或者顶替", mend)


def test_a_department_by_its_name() -> None:
    """Officers read what it is called."""
    task = Task(
        case=uuid4(),
        item="food-licence",
        name="食品经营许可新办",
        one_matter="开办餐饮店一件事",
        number="1",
        department="market-regulation",
        department_name="市场监督管理局",
        state=State.IN_REVIEW,
        since=datetime(2026, 11, 28, tzinfo=UTC),
        due_on=None,
        colour=Colour.GREEN,
    )
    console = Console(width=200)
    with console.capture() as shown:
        console.print(desk.tasks((task,)))
    assert "市场监督管理局" in shown.get()
    assert "market-regulation" not in shown.get()


def test_an_instant_is_one_in_china() -> None:
    """As the clock there shows it, also where a case has ended."""
    end = Outcome(
        case=uuid4(), kind=OutcomeKind.WITHDRAWN, closed_at=datetime(2026, 11, 28, 19, 21, tzinfo=UTC)
    )
    console = Console(width=200)
    with console.capture() as shown:
        console.print(receipt.outcome(end))
    assert "2026-11-29 03:21" in shown.get()
    assert moment(None) == ""
