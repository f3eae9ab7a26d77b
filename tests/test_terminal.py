"""Applicants, officers, supervisors and the payment system at a terminal, on a real server."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from rich.cells import cell_len

from activities.departments.behaviour import Reviewing
from client import ItemProgress, OnRefusal, Progress, Reckonings, Sheet, State, Supplemented
from client.docket import Inbox
from deploy.demonstration import CASES
from tests.parts import LARGE_SHOP, SIGN_SHOP, SMALL_SHOP, Parts, until
from tests.terminal import WIDTH, Screen, Terminal, plain

FOOD, SIGN = "food-licence", "sign-permit"
OFFICER = ("--department", "market-regulation", "--officer", "officer-1")
SECOND = ("--department", "market-regulation", "--officer", "officer-2")
ELSEWHERE = ("--department", "urban-management", "--officer", "officer-3")
STORES = ("papers.layout-plan", "未标明原料库房", "请标明后重新上传", "示范规范第三条")
REFUSAL = ("--reason", "突出外立面", "--basis", "示范规范", "--remedies", "六十日内申请行政复议")
PERSONAL = ("经营者丁", "99010119880909007X", "13900000004")


async def _filed(parts: Parts, terminal: Terminal, name: str, *in_review: str) -> UUID:
    """A case filed at a terminal, with these items in officers' hands."""
    case = uuid4()
    for item in in_review:
        parts.behave(case, item, Reviewing())
    assert "受理编号" in await terminal.done("submit", CASES / f"{name}.json", "--id", case)
    for item in in_review:
        await _until(parts, case, item, State.IN_REVIEW)
    return case


def _written(folder: Path, *, papers: tuple[str, ...], **answers: object) -> Path:
    """A case with these papers alone, and some answers changed."""
    content = json.loads((CASES / f"{SMALL_SHOP}.json").read_text(encoding="utf-8"))
    content["form"] |= answers
    content["papers"] = [_paper(code) for code in papers]
    file = folder / "case.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def _paper(code: str) -> dict[str, str]:
    return {"code": code, "file": str(CASES / "papers" / f"{code}.txt")}


async def _until(parts: Parts, case: UUID, item: str, state: State) -> None:
    await until(await parts.platform.case(case), item, state)


async def test_two_officers_and_a_correction(parts: Parts, terminal: Terminal) -> None:
    """What waits is listed and shown, mended by a supplement, proposed by one and granted by another."""
    case = await _filed(parts, terminal, SMALL_SHOP, FOOD)
    assert str(case) in await terminal.done("desk", "inbox", *OFFICER)
    shown = await terminal.done("desk", "show", case, FOOD, *OFFICER)
    assert all(word in shown for word in (*PERSONAL, "由两名经办人", "layout-plan", "SHA-256"))

    await terminal.done("desk", "ask", case, FOOD, "--defective", *STORES, *OFFICER)
    notice = await terminal.done("progress", case)
    assert "补正告知 1：1 处，请在" in notice
    assert all(word in notice for word in ("食品经营许可新办", *STORES))
    assert "第 2 版方案" in await terminal.done("supplement", case, CASES / "supplement.json")
    await _until(parts, case, FOOD, State.IN_REVIEW)
    assert "补正告知 1：1 处，已了结" in await terminal.done("progress", case)

    assert "另一名经办人" in await terminal.done("desk", "grant", case, FOOD, *OFFICER)
    assert "拟同意（officer-1）" in await terminal.done("desk", "show", case, FOOD, *SECOND)
    granted = await terminal.done("desk", "grant", case, FOOD, *SECOND)
    assert "已办结" in granted
    assert "另一名经办人" not in granted
    assert "全部办结" in await terminal.done("outcome", case)
    assert str(case) not in await terminal.done("desk", "inbox", *OFFICER)


async def test_clock(parts: Parts, terminal: Terminal) -> None:
    """Suspension, resumption, extension and handing over are seen on the item, and explained day by day."""
    case = await _filed(parts, terminal, SMALL_SHOP, FOOD)
    item = (case, FOOD, *OFFICER)
    procedure = ("--procedure", "testing", "--expected-end", "2027-03-01", "--notice", "检告1号")
    assert "特别程序中" in await terminal.done("desk", "suspend", *item, *procedure)
    await parts.forward(case, timedelta(days=10))
    assert "审查中" in await terminal.done("desk", "resume", *item)
    explained = await terminal.done("explain", case)
    assert "食品经营许可新办（法定时限）：20个工作日" in explained
    assert "检测（书面告知：检告1号）所需时间" in explained
    assert "行政许可法》第四十五条" in explained

    before = Progress.model_validate_json(await terminal.done("progress", case, "--json")).items[0]
    extension = ("--approver", "head-1", "--reason", "案情复杂", "--reason", "需要论证")
    after = ItemProgress.model_validate_json(
        await terminal.done("desk", "extend", *item, *extension, "--json")
    )
    assert before.due_on
    assert after.due_on
    assert before.due_on < after.due_on
    given = ("--to", "officer-2", "--until", "2099-12-31", "--reason", "休假")
    await terminal.done("desk", "return", *item, *given)
    shown = await terminal.done("desk", "show", *item)
    assert all(word in shown for word in ("officer-2", "2099-12-31", "休假"))
    said = await terminal("desk", "grant", *item)
    assert (said.code, said.err.split(":")[0]) == (2, "NotYours")


async def test_fee_refusal_and_choice(parts: Parts, terminal: Terminal) -> None:
    """A bill is shown until it is paid, a refusal with its remedies, and a choice about the rest."""
    case = await _filed(parts, terminal, SIGN_SHOP, FOOD)
    parts.behave(case, SIGN, Reviewing())
    bill = await terminal.done("progress", case)
    assert "缴费 200.00 元" in bill
    assert "990101-urban-management" in bill
    assert "100.01 元" in await terminal.done("pay", case, "10001", "--key", "first")
    await terminal.done("pay", case, "10001", "--key", "first")
    assert "缴费 99.99 元" in await terminal.done("progress", case)
    await terminal.done("pay", case, "9999", "--key", "second")
    await _until(parts, case, SIGN, State.IN_REVIEW)
    assert "费用已缴清" in await terminal.done("progress", case)

    refused = await terminal.done("desk", "refuse", case, SIGN, *ELSEWHERE, *REFUSAL)
    assert all(word in refused for word in ("突出外立面", "示范规范", "六十日内申请行政复议"))
    choice = await terminal.done("progress", case)
    assert "撤回其余事项（withdraw-rest）；逾期视为继续办理其余事项" in choice
    await terminal.done("choose", case, OnRefusal.WITHDRAW_REST)
    ended = await terminal.done("outcome", case)
    assert "已撤回" in ended
    assert "申请人撤回其余事项" in ended


async def test_supervision(parts: Parts, terminal: Terminal) -> None:
    """What is overdue is listed with its department; an order moves the deadline of one case, or of all."""
    case = await _filed(parts, terminal, SMALL_SHOP, FOOD)
    before = (await (await parts.platform.case(case)).progress()).items[0].due_on
    assert before
    order = ("supervise", "amend-calendar", case, "--by", "办公室", "--reason", "调休")
    moved = await terminal.done(*order, "--number", "1号", "--holiday", before)
    assert "1 件" in moved
    after = (await (await parts.platform.case(case)).progress()).items[0].due_on
    assert after
    assert before < after
    said = await terminal(*order, "--number", "2号")
    assert (said.code, said.err.split(":")[0]) == (2, "Unreasoned")

    await parts.forward(case, timedelta(days=60))
    overdue = await terminal.done("supervise", "stuck")
    assert str(case) in overdue
    assert "已逾期" in overdue
    assert "market-regulation" in overdue
    told = await terminal.done("progress", case)
    assert "审查中 已逾期" in told


async def test_order_for_every_open_case(parts: Parts, terminal: Terminal) -> None:
    """Without a case an order reaches all that are open, and says how many."""
    case = await _filed(parts, terminal, SMALL_SHOP, FOOD)
    query = f"WorkflowId='case/{case}' AND ExecutionStatus='Running'"
    for _ in range(100):  # the server's lists are a moment behind
        if (await parts.client.count_workflows(query)).count:
            break
        await asyncio.sleep(0.1)
    order = ("--number", "3号", "--by", "办公室", "--reason", "调休", "--until", "2030-12-31")
    said = json.loads(await terminal.done("supervise", "amend-calendar", *order, "--json"))
    assert said["number"] == "3号"
    assert said["cases"] >= 1
    assert "工作日（暂定" not in await terminal.done("explain", case)


async def test_not_accepted(terminal: Terminal, tmp_path: Path) -> None:
    """What pre-review found is told item by item; a supplement that leaves some of it is not accepted."""
    bare = _written(tmp_path, papers=("safety-rules",), staff_certified=False)
    case = uuid4()
    said = await terminal("submit", bare, "--id", case)
    assert said.code == 1
    assert "前按下表补正" in said.out
    notice = await terminal.done("progress", case)
    assert "补正告知 1：2 处" in notice
    assert "食品经营许可新办" in notice

    half = await terminal("supplement", case, CASES / "supplement.json", "--json")
    assert half.code == 1
    left = Supplemented.model_validate_json(half.out)
    assert [finding.path for finding in left.findings] == ["form.staff_certified"]
    rest = tmp_path / "rest.json"
    rest.write_text('{"form": {"staff_certified": true}}')
    assert Supplemented.model_validate_json(await terminal.done("supplement", case, rest, "--json")).accepted
    assert "全部办结" in await terminal.done("outcome", case)


async def test_a_paper_that_may_follow(parts: Parts, terminal: Terminal, tmp_path: Path) -> None:
    """It is told with its last day, until it comes."""
    case = uuid4()
    parts.behave(case, FOOD, Reviewing())
    await terminal.done("submit", _written(tmp_path, papers=("layout-plan",)), "--id", case)
    await _until(parts, case, FOOD, State.IN_REVIEW)
    told = "材料“食品安全管理制度与人员”（papers.safety-rules）可容缺，请在"
    assert told in await terminal.done("progress", case)
    assert "容缺，" in await terminal.done("desk", "show", case, FOOD, *OFFICER)
    rules = _paper("safety-rules")
    (tmp_path / "rules.json").write_text(json.dumps({"papers": [rules]}))
    await terminal.done("supplement", case, tmp_path / "rules.json")
    assert told not in await terminal.done("progress", case)


async def test_same_command_once(parts: Parts, terminal: Terminal) -> None:
    """A command that is sent again under its id gets the same answer, and is carried out once."""
    case = await _filed(parts, terminal, SMALL_SHOP, FOOD)
    grant = ("desk", "grant", case, FOOD, *OFFICER, "--command", uuid4(), "--json")
    assert await terminal.done(*grant) == await terminal.done(*grant)
    sheet = Sheet.model_validate_json(await terminal.done("desk", "show", case, FOOD, *OFFICER, "--json"))
    assert sheet.proposed_by == ("officer-1",)
    said = await terminal(*grant[:-3], "--command", uuid4())
    assert (said.code, said.err.split(":")[0]) == (2, "SamePerson")


async def test_messages_as_json(parts: Parts, terminal: Terminal) -> None:
    """Whatever a table shows can be had as the message itself."""
    case = await _filed(parts, terminal, SMALL_SHOP, FOOD)
    inbox = Inbox.model_validate_json(await terminal.done("desk", "inbox", *OFFICER, "--json"))
    assert (case, FOOD) in {(task.case, task.item) for task in inbox.tasks}
    explained = Reckonings.model_validate_json(await terminal.done("explain", case, "--json"))
    assert len(explained.clocks) == 4


async def test_what_is_refused_to_an_officer(parts: Parts, terminal: Terminal) -> None:
    """Each has exit code 2, its name, and not a word about the applicant; nothing has changed."""
    case = await _filed(parts, terminal, SMALL_SHOP, FOOD)
    before = await terminal.done("progress", case, "--json")
    procedure = ("--expected-end", "2027-03-01", "--notice", "1号")
    expected = {
        ("desk", "show", case, FOOD, *ELSEWHERE): "WrongDepartment",
        ("desk", "grant", case, FOOD, *ELSEWHERE): "WrongDepartment",
        ("desk", "grant", case, "fire-check", *OFFICER): "UnknownItem",
        ("desk", "resume", case, FOOD, *OFFICER): "NotPending",
        ("desk", "ask", case, FOOD, *OFFICER): "Unreasoned",
        ("desk", "refuse", case, FOOD, *OFFICER, *REFUSAL, "--reason", " "): "Unreasoned",
        ("desk", "suspend", case, FOOD, *OFFICER, "--procedure", "leave", *procedure): "OutsideTheList",
        ("desk", "extend", case, FOOD, *OFFICER, "--approver", "officer-1", "--reason", "忙"): "SamePerson",
        ("supplement", case, CASES / "supplement.json"): "NotAsked",
        ("choose", case, "go-on"): "NotAsked",
        ("pay", case, "100", "--key", "k"): "NotAsked",
        ("pay", case, "0.5", "--key", "k"): "InvalidForm",
        ("desk", "grant", uuid4(), FOOD, *OFFICER): "CaseNotFound",
    }
    for arguments, error in expected.items():
        said = await terminal(*arguments)
        assert (said.code, said.out, said.err.split(":")[0]) == (2, "", error), arguments
        assert not any(word in said.err for word in PERSONAL)
    assert await terminal.done("progress", case, "--json") == before


async def test_no_answer_of_an_applicant_in_an_error(
    parts: Parts, terminal: Terminal, tmp_path: Path
) -> None:
    """What cannot be read is told by its place, before it is sent and by the engine, never by its value."""
    case = await _filed(parts, terminal, SMALL_SHOP, FOOD)
    await terminal.done("desk", "ask", case, FOOD, "--defective", *STORES, *OFFICER)
    file = tmp_path / "mended.json"
    number = "990101198809090070"  # a wrong check character
    for written, path in (
        ({"form": {"operator_id": number}}, "form.operator_id"),
        ({"operator_id": number}, "operator_id"),
        ({"papers": [{"code": "layout-plan", "filename": number}]}, "papers.0.content"),
    ):
        file.write_text(json.dumps(written))
        said = await terminal("supplement", case, file)
        assert (said.code, said.err.split(":")[0]) == (2, "InvalidForm")
        assert path in said.err
        assert number not in said.err


async def test_on_a_screen(parts: Parts, terminal: Terminal) -> None:
    """Tables fit the screen, cut nothing off, and show what is overdue in red."""
    case = await _filed(parts, terminal, LARGE_SHOP, FOOD)
    await parts.forward(case, timedelta(days=90))
    code, written = await Screen("progress", case).ended()
    assert code == 0
    lines = plain(written)
    assert max(map(cell_len, lines)) <= WIDTH
    granted = (await (await parts.platform.case(case)).progress()).items[0]
    assert granted.licence
    columns = [line.split("│")[-2].strip() for line in lines if line.count("│") > 1]
    assert granted.licence.identifier in "".join(columns)
    [overdue] = [line for line in written.splitlines() if "审查" in line]
    assert "\x1b[31m" in overdue


async def test_watching_on_a_screen(parts: Parts, terminal: Terminal) -> None:
    """The screen follows the case to its end; a pipe gets each change as a line."""
    case = await _filed(parts, terminal, SMALL_SHOP, FOOD)
    screen = Screen("watch", case)
    await screen.shows("审查中")
    for officer in ("officer-1", "officer-2"):
        await parts.desk("market-regulation", officer).grant(case, FOOD)
    code, written = await screen.ended()
    assert code == 0
    assert "全部办结" in written
    assert "已办结" in await terminal.done("watch", case)
