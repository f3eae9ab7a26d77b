"""Officers and supervisors at a terminal, on a real server."""

import asyncio
import json
from datetime import timedelta
from uuid import uuid4

import pytest

from client import ItemProgress, Progress, Sheet, State
from deploy.demonstration import CASES
from tests.support.cases.submissions import SMALL_SHOP
from tests.support.parts import LOOK, SECOND_SUPERVISOR, Parts
from tests.support.states import on_one_ledger
from tests.support.terminal import (
    ELSEWHERE,
    FOOD,
    INSPECTED,
    OFFICER,
    REFUSAL,
    SECOND,
    STORES,
    Terminal,
    environment,
    filed,
    reaches,
)

pytestmark = on_one_ledger

PERSONAL = ("经营者丁", "13900000004")


async def test_two_officers_and_a_correction(parts: Parts, terminal: Terminal) -> None:
    """What waits is listed and shown, mended by a supplement, proposed by one and granted by another."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    assert str(case) in await terminal.done("desk", "inbox", *OFFICER)
    shown = await terminal.done("desk", "show", case, FOOD, *OFFICER)
    assert all(word in shown for word in (*PERSONAL, "由两名经办人", "layout-plan", "SHA-256"))

    await terminal.done("desk", "ask", case, FOOD, "--defective", *STORES, *OFFICER)
    notice = await terminal.done("case", "progress", case)
    assert "补正告知 1：1 处，请在" in notice
    assert all(word in notice for word in ("食品经营许可新办", *STORES))
    assert "第 2 版方案" in await terminal.done("case", "supplement", case, CASES / "supplement.json")
    await reaches(parts, case, FOOD, State.IN_REVIEW)
    assert "补正告知 1：1 处，已了结" in await terminal.done("case", "progress", case)

    said = await terminal("desk", "grant", case, FOOD, *OFFICER)
    assert (said.code, "现场核查" in said.err) == (2, True)
    for step, says in INSPECTED:
        shown = await terminal.done("desk", "step", case, FOOD, "inspection", step, *OFFICER, *says)
    assert all(words in shown for words in ("现场核查（inspection）已结束", "核查1号"))
    assert "另一名经办人" in await terminal.done("desk", "grant", case, FOOD, *OFFICER)
    assert "拟同意（officer-1）" in await terminal.done("desk", "show", case, FOOD, *SECOND)
    granted = await terminal.done("desk", "grant", case, FOOD, *SECOND)
    assert "已办结" in granted
    assert "另一名经办人" not in granted
    assert "全部办结" in await terminal.done("case", "outcome", case)
    assert str(case) not in await terminal.done("desk", "inbox", *OFFICER)


async def test_a_department_that_there_is_not(terminal: Terminal) -> None:
    """A misspelt one has no empty inbox: it is told, with those that there are."""
    said = await terminal("desk", "inbox", "--department", "market-regulations", "--officer", "officer-1")
    assert (said.code, said.out) == (2, "")
    assert "（没有部门 'market-regulations'；可以选择：" in said.err
    assert "market-regulation（市场监督管理局）" in said.err


async def test_clock(parts: Parts, terminal: Terminal) -> None:
    """Suspension, resumption, extension and handing over are seen on the item, and explained day by day."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    item = (case, FOOD, *OFFICER)
    procedure = ("--procedure", "testing", "--expected-end", "2027-03-01", "--notice", "检告1号")
    assert "特别程序中" in await terminal.done("desk", "suspend", *item, *procedure)
    await parts.forward(case, timedelta(days=10))
    assert "审查中" in await terminal.done("desk", "resume", *item)
    explained = await terminal.done("case", "explain", case)
    assert "食品经营许可新办（法定时限）：10个工作日" in explained
    assert "检测（书面告知：检告1号）所需时间" in explained
    assert "行政许可法》第四十五条" in explained

    before = Progress.model_validate_json(await terminal.done("case", "progress", case, "--json")).items[0]
    extension = ("--approver", "head-1", "--reason", "案情复杂", "--reason", "需要论证")
    put = ItemProgress.model_validate_json(await terminal.done("desk", "extend", *item, *extension, "--json"))
    head = (*item[:2], *OFFICER[:2], "--officer", "head-1")
    after = ItemProgress.model_validate_json(await terminal.done("desk", "approve", *head, "--json"))
    assert put.due_on == before.due_on
    assert before.due_on
    assert after.due_on
    assert before.due_on < after.due_on
    given = ("--to", "officer-2", "--until", "2099-12-31", "--reason", "休假")
    await terminal.done("desk", "return", *item, *given)
    shown = await terminal.done("desk", "show", *item)
    assert all(word in shown for word in ("officer-2", "2099-12-31", "休假"))
    said = await terminal("desk", "grant", *item)
    assert (said.code, said.err.split(":")[0]) == (2, "NotYours")


async def test_same_command_once(parts: Parts, terminal: Terminal) -> None:
    """A command that is sent again under its id gets the same answer, and is carried out once."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    await parts.inspect(case, FOOD, "market-regulation")
    grant = ("desk", "grant", case, FOOD, *OFFICER, "--command", uuid4(), "--json")
    assert await terminal.done(*grant) == await terminal.done(*grant)
    sheet = Sheet.model_validate_json(await terminal.done("desk", "show", case, FOOD, *OFFICER, "--json"))
    assert sheet.proposed_by == ("officer-1",)
    said = await terminal(*grant[:-3], "--command", uuid4())
    assert (said.code, said.err.split(":")[0]) == (2, "SamePerson")


async def test_what_is_refused_to_an_officer(parts: Parts, terminal: Terminal) -> None:
    """Each has exit code 2, its name, and not a word about the applicant; nothing has changed."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    before = await terminal.done("case", "progress", case, "--json")
    procedure = ("--expected-end", "2027-03-01", "--notice", "1号")
    expected = {
        ("desk", "show", case, FOOD, *ELSEWHERE): "WrongDepartment",
        ("desk", "grant", case, FOOD, *ELSEWHERE): "WrongDepartment",
        ("desk", "grant", case, "fire-check", *OFFICER): "UnknownItem",
        ("desk", "resume", case, FOOD, *OFFICER): "NotPending",
        ("desk", "begin", case, FOOD, "party", *OFFICER): "OutsideTheList",
        ("desk", "step", case, FOOD, "hearing", "held", *OFFICER): "NotPending",
        ("desk", "step", case, FOOD, "inspection", "sent", *OFFICER): "Unreasoned",
        ("desk", "step", case, FOOD, "inspection", "record", *OFFICER): "NotPending",
        ("case", "ask-for", case, FOOD, "hearing"): "NotPending",
        ("desk", "ask", case, FOOD, *OFFICER): "Unreasoned",
        ("desk", "refuse", case, FOOD, *OFFICER, *REFUSAL, "--reason", " "): "Unreasoned",
        ("desk", "suspend", case, FOOD, *OFFICER, "--procedure", "leave", *procedure): "OutsideTheList",
        ("desk", "extend", case, FOOD, *OFFICER, "--approver", "officer-1", "--reason", "忙"): "SamePerson",
        ("case", "supplement", case, CASES / "supplement.json"): "NotAsked",
        ("case", "choose", case, "go-on"): "NotAsked",
        ("case", "pay", case, "100", "--key", "k"): "NotAsked",
        ("case", "pay", case, "0.5", "--key", "k"): "InvalidForm",
        ("desk", "grant", uuid4(), FOOD, *OFFICER): "CaseNotFound",
    }
    for arguments, error in expected.items():
        said = await terminal(*arguments)
        assert (said.code, said.out, said.err.split(":")[0]) == (2, "", error), arguments
        assert not any(word in said.err for word in PERSONAL)
    assert await terminal.done("case", "progress", case, "--json") == before


async def test_supervision(parts: Parts, terminal: Terminal) -> None:
    """What is overdue is listed with its department; an order moves the deadline of one case, or of all."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    before = (await (await parts.platform.case(case)).progress()).items[0].due_on
    assert before
    order = ("supervise", "amend-calendar", case, "--by", "办公室", "--reason", "调休")
    one = ("--number", uuid4(), "--holiday", before)
    assert "待另一督办人员" in await terminal.done(*order, *one)
    moved = await terminal.done(*order, *one, "--account", SECOND_SUPERVISOR)
    assert "1 件" in moved
    after = (await (await parts.platform.case(case)).progress()).items[0].due_on
    assert after
    assert before < after
    said = await terminal(*order, "--number", "2号")
    assert (said.code, said.err.split(":")[0]) == (2, "Unreasoned")

    await parts.forward(case, timedelta(days=60))
    await parts.written(case)
    overdue = await terminal.done("ops", "stuck")
    assert str(case) in overdue
    assert "已逾期" in overdue
    assert "市场监督管理局" in overdue
    told = await terminal.done("case", "progress", case)
    assert "审查中 已逾期" in told


@pytest.mark.usefixtures("no_order_stays")
async def test_order_for_every_open_case(
    forgetful: Parts, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a case an order reaches all that are open, and says how many."""
    for name, value in environment(forgetful).items():  # other tests' cases have other clocks
        monkeypatch.setenv(name, value)
    case = await filed(forgetful, terminal, SMALL_SHOP, FOOD)
    query = f"WorkflowId='case/{case}' AND ExecutionStatus='Running'"
    while not (await forgetful.client.count_workflows(query)).count:  # noqa: ASYNC110 (its lists are behind)
        await asyncio.sleep(LOOK)
    number = str(uuid4())
    order = ("--number", number, "--by", "办公室", "--reason", "调休", "--until", "2030-12-31")
    assert json.loads(await terminal.done("supervise", "amend-calendar", *order, "--json"))["waits"]
    second = (*order, "--account", SECOND_SUPERVISOR)
    said = json.loads(await terminal.done("supervise", "amend-calendar", *second, "--json"))
    assert said["number"] == number
    assert said["cases"] >= 1
    assert "工作日（暂定" not in await terminal.done("case", "explain", case)
