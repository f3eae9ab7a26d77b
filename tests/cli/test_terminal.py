"""Applicants and the payment system at a terminal, on a real server."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from rich.cells import cell_len

from activities.stand_ins.behaviour import Reviewing
from client import OnRefusal, Reckonings, State, Supplemented
from client.messages.officers.docket import Inbox
from deploy.demonstration import CASES
from tests.support.cases.submissions import LARGE_SHOP, SIGN_SHOP, SMALL_SHOP, case_file
from tests.support.parts import Parts
from tests.support.states import on_one_ledger
from tests.support.terminal import (
    ELSEWHERE,
    FOOD,
    OFFICER,
    REFUSAL,
    STORES,
    WIDTH,
    Screen,
    Terminal,
    filed,
    plain,
    reaches,
)

pytestmark = on_one_ledger

SIGN = "sign-permit"


def _written(folder: Path, *, papers: tuple[str, ...], **answers: object) -> Path:
    """A case with these papers alone, and some answers changed."""
    content = case_file(SMALL_SHOP)
    content["form"] |= answers
    content["papers"] = [_paper(code, folder) for code in papers]
    file = folder / "case.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def _paper(code: str, folder: Path) -> dict[str, str]:
    """A paper beside what is sent."""
    shutil.copy(CASES / "papers" / f"{code}.txt", folder)
    return {"code": code, "file": f"{code}.txt"}


async def test_fee_refusal_and_choice(parts: Parts, terminal: Terminal) -> None:
    """A bill is shown until it is paid, a refusal with its remedies, and a choice about the rest."""
    case = await filed(parts, terminal, SIGN_SHOP, FOOD)
    parts.behave(case, SIGN, Reviewing())
    bill = await terminal.done("case", "progress", case)
    assert "缴费 200.00 元" in bill
    assert "990101-urban-management" in bill
    assert "100.01 元" in await terminal.done("case", "pay", case, "10001", "--key", f"first-{case}")
    await terminal.done("case", "pay", case, "10001", "--key", f"first-{case}")
    assert "缴费 99.99 元" in await terminal.done("case", "progress", case)
    await terminal.done("case", "pay", case, "9999", "--key", f"second-{case}")
    await reaches(parts, case, SIGN, State.IN_REVIEW)
    assert "费用已缴清" in await terminal.done("case", "progress", case)

    refused = await terminal.done("desk", "refuse", case, SIGN, *ELSEWHERE, *REFUSAL)
    assert all(word in refused for word in ("突出外立面", "示范规范", "行政复议", "60日"))
    choice = await terminal.done("case", "progress", case)
    assert "撤回其余事项（withdraw-rest）；逾期视为继续办理其余事项" in choice
    await terminal.done("case", "choose", case, OnRefusal.WITHDRAW_REST)
    ended = await terminal.done("case", "outcome", case)
    assert "已撤回" in ended
    assert "申请人撤回其余事项" in ended


async def test_not_accepted(terminal: Terminal, tmp_path: Path) -> None:
    """What pre-review found is told item by item; a supplement that leaves some of it is not accepted."""
    bare = _written(tmp_path, papers=("safety-rules",), staff_certified=False)
    case = uuid4()
    said = await terminal("case", "submit", bare, "--id", case)
    assert said.code == 1
    assert "前按下表补正" in said.out
    notice = await terminal.done("case", "progress", case)
    assert "补正告知 1：2 处" in notice
    assert "食品经营许可新办" in notice

    half = await terminal("case", "supplement", case, CASES / "supplement.json", "--json")
    assert half.code == 1
    left = Supplemented.model_validate_json(half.out)
    assert [finding.path for finding in left.findings] == ["form.staff_certified"]
    rest = tmp_path / "rest.json"
    rest.write_text('{"form": {"staff_certified": true}}')
    assert Supplemented.model_validate_json(
        await terminal.done("case", "supplement", case, rest, "--json")
    ).accepted
    assert "全部办结" in await terminal.done("case", "outcome", case)


async def test_a_paper_that_may_follow(parts: Parts, terminal: Terminal, tmp_path: Path) -> None:
    """It is told with its last day, until it comes."""
    case = uuid4()
    parts.behave(case, FOOD, Reviewing())
    await terminal.done("case", "submit", _written(tmp_path, papers=("layout-plan",)), "--id", case)
    await reaches(parts, case, FOOD, State.IN_REVIEW)
    told = "材料“食品安全管理制度与人员”（papers.safety-rules）可容缺，请在"
    assert told in await terminal.done("case", "progress", case)
    assert "容缺，" in await terminal.done("desk", "show", case, FOOD, *OFFICER)
    rules = _paper("safety-rules", tmp_path)
    (tmp_path / "rules.json").write_text(json.dumps({"papers": [rules]}))
    await terminal.done("case", "supplement", case, tmp_path / "rules.json")
    assert told not in await terminal.done("case", "progress", case)


async def test_messages_as_json(parts: Parts, terminal: Terminal) -> None:
    """Whatever a table shows can be had as the message itself."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    inbox = Inbox.model_validate_json(await terminal.done("desk", "inbox", *OFFICER, "--json"))
    assert (case, FOOD) in {(task.case, task.item) for task in inbox.tasks}
    explained = Reckonings.model_validate_json(await terminal.done("case", "explain", case, "--json"))
    assert len(explained.clocks) == 4


async def test_no_answer_of_an_applicant_in_an_error(
    parts: Parts, terminal: Terminal, tmp_path: Path
) -> None:
    """What cannot be read is told by its place, before it is sent and by the engine, never by its value."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    await terminal.done("desk", "ask", case, FOOD, "--defective", *STORES, *OFFICER)
    file = tmp_path / "mended.json"
    number = "990101198809090070"  # a wrong check character
    for written, path in (
        ({"form": {"operator_id": number}}, "form.operator_id"),
        ({"operator_id": number}, "operator_id"),
        ({"papers": [{"code": "layout-plan", "filename": number}]}, "papers.0.content"),
    ):
        file.write_text(json.dumps(written))
        said = await terminal("case", "supplement", case, file)
        assert (said.code, said.err.split(":")[0]) == (2, "InvalidForm")
        assert path in said.err
        assert number not in said.err


async def test_questions_before_filing(terminal: Terminal) -> None:
    """What there is, what to answer, what is held and what would be found, without a case."""
    assert "restaurant" in await terminal.done("case", "catalogue")
    assert "户外招牌" in await terminal.done(
        "case", "guide", "restaurant", "hangs_a_sign=true", "sign_area=20"
    )
    said = await terminal("case", "guide", "restaurant", "floor_area=much")
    assert (said.code, said.err) == (2, "")
    file = CASES / f"{SMALL_SHOP}.json"
    assert "business-licence" in await terminal.done("case", "prefill", file, "--json")
    assert "可以" in await terminal.done("case", "pre-review", file)


async def test_on_a_screen(parts: Parts, terminal: Terminal) -> None:
    """Tables fit the screen, cut nothing off, and show what is overdue in red."""
    case = await filed(parts, terminal, LARGE_SHOP, FOOD)
    await parts.forward(case, timedelta(days=90))
    code, written = await Screen("case", "progress", case).ended()
    assert code == 0
    lines = plain(written)
    assert max(map(cell_len, lines)) <= WIDTH
    granted = (await (await parts.platform.case(case)).progress()).items[0]
    assert granted.licence
    columns = [line.split("│")[-2].strip() for line in lines if line.count("│") > 1]
    assert granted.licence.identifier in "".join(columns)
    [overdue] = [line for line in written.splitlines() if "审查" in line]
    assert "\x1b[31m" in overdue


async def test_ids_can_be_copied_from_a_screen(parts: Parts, terminal: Terminal) -> None:
    """In a list of tasks case and item stand whole, however narrow the screen."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    code, written = await Screen("desk", "inbox", *OFFICER).ended()
    assert code == 0
    lines = plain(written)
    assert max(map(cell_len, lines)) <= WIDTH
    assert any(str(case) in line for line in lines)
    assert any(FOOD in line for line in lines)


async def test_points_are_gathered(parts: Parts, terminal: Terminal) -> None:
    """As long as another department may still ask, the applicant is told that a notice is being made."""
    case = await filed(parts, terminal, SIGN_SHOP, FOOD)
    parts.behave(case, SIGN, Reviewing())
    await terminal.done("case", "pay", case, "20000", "--key", f"whole-{case}")
    await reaches(parts, case, SIGN, State.IN_REVIEW)
    await terminal.done("desk", "ask", case, FOOD, "--defective", *STORES, *OFFICER)
    assert "正在汇集各部门的补正要求" in await terminal.done("case", "progress", case)
    await parts.forward(case, timedelta(days=4))
    told = await terminal.done("case", "progress", case)
    assert "正在汇集" not in told
    assert "补正告知 1：1 处，请在" in told


async def test_watching_on_a_screen(parts: Parts, terminal: Terminal) -> None:
    """The screen follows the case to its end; a pipe gets each change as a line."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    screen = Screen("case", "watch", case)
    await screen.shows("审查中")
    await parts.inspect(case, FOOD, "market-regulation")
    for officer in ("officer-1", "officer-2"):
        await parts.desk("market-regulation", officer).grant(case, FOOD)
    code, written = await screen.ended()
    assert code == 0
    assert "全部办结" in written
    assert "已办结" in await terminal.done("case", "watch", case)
