"""Whatever a command tells in a table it can print as JSON; no command that offers it is left out here."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import pytest

from activities.stand_ins.behaviour import Reviewing
from client import State
from client.messages.cases.submission import Paper
from deploy.demonstration import CASES
from matters.catalogue import GRANTS
from tests.cli.commands import with_json
from tests.cli.programs import Programs
from tests.support.cases.sequels import listed, valid
from tests.support.cases.submissions import SIGN_SHOP, SMALL_SHOP, submission
from tests.support.parts import SECOND_SUPERVISOR, Parts, until
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
    filed,
    reaches,
)

pytestmark = on_one_ledger

SIGN: Final = "sign-permit"
SMALL: Final = CASES / f"{SMALL_SHOP}.json"
BENEFICIARY: Final = CASES.parent / "beneficiaries" / "elder.json"

PROCEDURE: Final = ("--procedure", "testing", "--expected-end", "2027-03-01", "--notice", "检告1号")


async def draft_commands(programs: Programs, folder: Path) -> None:
    """Kept twice and looked at; one is filed, the other is dropped."""
    told = submission(SMALL_SHOP)
    file, whose = folder / "draft.json", ("--applicant", told.applicant.identity_number)
    file.write_text(told.model_dump_json(), encoding="utf-8")
    for kept in (told.id, other := uuid4()):
        assert (await programs("case", "draft", "save", file, "--id", kept))["version"] == 1
    assert len((await programs("case", "draft", "list", *whose))["drafts"]) == 2
    plan = folder / "plan.txt"
    plan.write_text("平面图", encoding="utf-8")
    uploaded = await programs("case", "upload", plan, "layout-plan", "--case", told.id, *whose)
    assert Paper.model_validate(uploaded).document
    assert (await programs("case", "draft", "show", told.id, *whose))["form"]
    assert (await programs("case", "draft", "submit", told.id, *whose))["case"] == str(told.id)
    assert (await programs("case", "draft", "drop", other, *whose))["drafts"] == []


async def test_of_cases(parts: Parts, programs: Programs, terminal: Terminal, tmp_path: Path) -> None:
    """Questions before, a case with a bill, a correction, a refusal and a choice, and one taken back."""
    assert (await programs("case", "catalogue"))["one_matters"]
    assert (await programs("case", "guide", "restaurant"))["questions"]
    assert "prefilled" in await programs("case", "prefill", SMALL)
    assert (await programs("case", "pre-review", SMALL))["conclusion"]
    assert (await programs("case", "submit", SMALL, "--id", uuid4()))["acceptance_number"]
    await draft_commands(programs, tmp_path)

    case = await filed(parts, terminal, SIGN_SHOP, FOOD)
    parts.behave(case, SIGN, Reviewing())
    await programs("case", "pay", case, "20000", "--key", f"whole-{case}")
    await reaches(parts, case, SIGN, State.IN_REVIEW)
    await terminal.done("desk", "refuse", case, SIGN, *ELSEWHERE, *REFUSAL)
    assert (await programs("case", "choose", case, "go-on"))["choice"] is None
    await terminal.done("desk", "ask", case, FOOD, "--defective", *STORES, *OFFICER)
    assert (await programs("case", "supplement", case, CASES / "supplement.json"))["accepted"]
    assert (await programs("case", "progress", case))["items"]
    assert (await programs("case", "explain", case))["clocks"]
    await reaches(parts, case, FOOD, State.IN_REVIEW)
    await terminal.done("desk", "begin", case, FOOD, "hearing", *OFFICER)
    assert (await programs("case", "consent", case, "--electronic"))["told"]
    assert (await programs("case", "ask-for", case, FOOD, "hearing", "--says", "请求听证"))["items"]
    await programs("case", "withdraw", case, "--reason", "不办了")
    assert (await programs("case", "outcome", case))["kind"]
    evidence = tmp_path / "case.zip"
    told = await programs("case", "bundle", case, evidence)
    assert told["sha256"] == hashlib.sha256(evidence.read_bytes()).hexdigest()
    nowhere = await terminal("case", "bundle", case, tmp_path / "nowhere" / "case.zip")
    assert (nowhere.code, "cannot be written" in nowhere.err) == (2, True)
    lines = (await terminal.done("case", "watch", case, "--json")).splitlines()
    assert json.loads(lines[-1])["stage"] == "closed"
    assert (await programs("case", "rate", case, SIGN, "1", "--says", "太慢"))["answer_by"]
    mended = ("--outcome", "mended", "--says", "已改进")
    assert (await programs("desk", "answer-rating", case, SIGN, *ELSEWHERE, *mended))["outcome"] == "mended"
    assert programs.called - {"desk answer-rating"} | {
        *("case receipt", "case licence", "case check-page"),  # whose test scans what they write
        *("case credential", "case check-credential"),  # likewise
        "case watch",
        "case renew",
        "case change",
        "case mend",
    } == with_json("case")


async def test_of_desks(parts: Parts, programs: Programs, terminal: Terminal, tmp_path: Path) -> None:
    """All that an officer says to an item; a second look is told where machines are trusted."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    item = (case, FOOD, *OFFICER)
    assert "tasks" in await programs("desk", "inbox", *OFFICER)
    assert (await programs("desk", "show", *item))["progress"]["code"] == FOOD
    await programs("desk", "suspend", *item, *PROCEDURE)
    await programs("desk", "resume", *item)
    await programs("desk", "extend", *item, "--approver", "head-1", "--reason", "案情复杂")
    head = ("--department", "market-regulation", "--officer", "head-1")
    await programs("desk", "approve", case, FOOD, *head)
    await programs("desk", "reassign", case, FOOD, *head, "--to", "officer-1", "--reason", "分办")
    opened = await programs("desk", "open", case, FOOD, "layout-plan", *OFFICER, "--into", tmp_path / "plan")
    assert opened["code"] == "layout-plan"
    assert (tmp_path / "plan").read_bytes()
    await programs("desk", "ask", *item, "--defective", *STORES)
    await terminal.done("case", "supplement", case, CASES / "supplement.json")
    await reaches(parts, case, FOOD, State.IN_REVIEW)
    for step, says in INSPECTED:
        await programs("desk", "step", *item[:2], "inspection", step, *OFFICER, *says)
    await programs("desk", "grant", *item)
    await programs("desk", "return", *item, "--to", "officer-2")
    refused = await programs("desk", "refuse", case, FOOD, *SECOND, *REFUSAL)
    assert refused["code"] == FOOD
    concerned = ("--party", "邻户-1", "--reason", "涉及相邻住户")
    await programs("desk", "begin", *item[:2], "hearing", *SECOND, *concerned)
    await programs("desk", "party-consent", *item[:2], *SECOND, "--party", "邻户-1", "--electronic")
    posted = await _decided_by_post(parts)
    today = str(await parts.today(posted))
    served = await programs(
        "desk", "serve", str(posted), FOOD, *OFFICER, "--mode", "post", "--on", today, "--witness", "XA1"
    )
    assert served["served_on"] == today
    assert programs.called | {"desk review", "desk answer-rating"} == with_json("desk")


async def test_of_sequels(parts: Parts, programs: Programs, terminal: Terminal, tmp_path: Path) -> None:
    """A ruling is entered, confirmed by another person, decided anew and served; inboxes name the command."""
    filed = submission(SMALL_SHOP).model_copy(update={"electronic_service": False})
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.GRANTED)
    await parts.written(case.id)
    day = str(await parts.today(case.id))
    post = ("--mode", "post", "--on", day, "--witness", "XA1")
    for task in await parts.desk("market-regulation").inbox():
        if task.case == case.id:
            await programs("desk", "serve", case.id, task.item, *OFFICER, *post)
    await case.outcome()
    ruled = ("--on", day, "--reason", "事实不清", "--body", "示范区人民政府", "--document", "示复决1号")
    begun = await programs("sequel", "begin", case.id, FOOD, "remade", *OFFICER, *ruled)
    seen = await terminal.done("sequel", "show", begun["id"], *OFFICER)
    assert "officer-1 拟执行，待另一人同样确认" in seen
    await listed(parts, UUID(begun["id"]))
    assert f"onematter sequel show {begun['id']}" in await terminal.done("desk", "inbox", *OFFICER)
    assert (await programs("sequel", "conclude", begun["id"], "carry-out", *SECOND))["state"] == "anew"
    await programs("sequel", "conclude", begun["id"], "grant", *OFFICER)
    granted = await programs("sequel", "conclude", begun["id"], "grant", *SECOND)
    assert granted["granted"]
    assert (await programs("sequel", "show", begun["id"], *OFFICER))["served_on"] is None
    assert (await programs("sequel", "serve", begun["id"], *OFFICER, *post))["served_on"] == day
    valid(parts, granted["licence"]["identifier"], until=await parts.today(case.id) + timedelta(days=60))
    assert (await programs("case", "renew", case.id, FOOD, "--says", "继续经营"))["state"] == "received"
    (tmp_path / "deed.txt").write_text("受让人")
    (sent := tmp_path / "papers.json").write_text('{"papers": [{"code": "deed", "file": "deed.txt"}]}')
    changed = await programs("case", "change", case.id, FOOD, "--says", "换经营者", "--papers", str(sent))
    assert changed["reasons"] == ["换经营者"]
    opened = await programs(
        "sequel", "open", changed["id"], "deed", *OFFICER, "--into", str(tmp_path / "got")
    )
    assert (opened["filename"], (tmp_path / "got").read_text()) == ("deed.txt", "受让人")
    await programs("sequel", "conclude", changed["id"], "ask", *OFFICER, "--reason", "未附转让协议")
    assert (await programs("case", "mend", case.id, changed["id"], "--says", "已附"))["state"] == "begun"
    of_holders = {"case renew", "case change", "case mend"}
    assert programs.called - {"desk serve"} - of_holders == with_json("sequel")


async def _decided_by_post(parts: Parts) -> UUID:
    """A case whose decision waits to be served."""
    filed = submission(SMALL_SHOP).model_copy(update={"electronic_service": False})
    case = await parts.platform.submit(filed)
    await until(case, FOOD, State.GRANTED)
    await parts.written(filed.id)
    return filed.id


async def test_of_supervisors(parts: Parts, programs: Programs, terminal: Terminal) -> None:
    """What is stuck, the rules, and orders about the calendar and about plans."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    assert (await programs("supervise", "rules"))["rules"]
    order = ("--number", str(uuid4()), "--by", "办公室", "--reason", "调休", "--until", "2030-12-31")
    assert (await programs("supervise", "amend-calendar", case, *order))["waits"]
    second = (*order, "--account", SECOND_SUPERVISOR)
    assert (await programs("supervise", "amend-calendar", case, *second))["cases"] == 1
    plan = ("restaurant", "none", *order[:6], "--text", "0" * 64)
    assert (await programs("supervise", "replan", *plan))["waits"]
    assert programs.called == with_json("supervise")


async def test_of_operators(parts: Parts, programs: Programs, terminal: Terminal, tmp_path: Path) -> None:
    """Lists of cases, one of them, what is stuck, what departments have, and the figures of a month."""
    case = await filed(parts, terminal, SMALL_SHOP, FOOD)
    assert (await programs("ops", "cases"))["total"]
    assert (await programs("ops", "case", case))["line"]["case"] == str(case)
    assert "tasks" in await programs("ops", "stuck")
    assert "due" in await programs("ops", "remind", "--reason", "临近到期")
    assert "due" in await programs("ops", "retry", "--number", "1")
    head = ("--department", "market-regulation", "--head", "head-1", "--to", "officer-9", "--reason", "休假")
    assert "due" in await programs("ops", "reassign", *head)
    order = ("--document", "示范〔2026〕9号", "--by", "办公室", "--reason", "调休", "--holiday", "2027-02-05")
    assert "due" in await programs("ops", "amend-calendar", *order)
    assert "orders" in await programs("ops", "bulk")
    assert (await programs("ops", "departments"))["departments"]
    assert (await programs("ops", "delays", "--svg", tmp_path / "delays.svg"))["parts"] is not None
    assert (await programs("ops", "stats", "--by", "department"))["by"] == "department"
    await programs("ops", "variants")
    log = tmp_path / "log.json"
    assert (await programs("ops", "export", log))["cases"] == sum(
        one["type"] == "case" for one in json.loads(log.read_text(encoding="utf-8"))["objects"]
    )
    assert (tmp_path / "delays.svg").read_text(encoding="utf-8").startswith("<svg")
    end = ("ops", "end", case, "--reason", "系统迁移", "--by", "operator-1")
    assert (await programs(*end))["waits"]
    month = f"{await parts.today(case):%Y-%m}"
    await terminal.done("case", "withdraw", case, "--reason", "不办了")
    await terminal.done("case", "outcome", case)
    assert (await programs("ops", "what-if", "market-regulation", month, "--officers", "2"))["jobs"]
    assert programs.called | {"ops links"} == with_json("ops")


@pytest.mark.slow
async def test_of_definitions(programs: Programs, tmp_path: Path) -> None:
    """The catalogue, a plan, a verdict, a reckoned limit, and what the proofs find."""
    facts = tmp_path / "facts.json"
    five_days = {"count": 5, "unit": "working-days", "basis": "示范时限"}
    proceedings = {"received_on": "2026-12-21", "notice_within": five_days}
    facts.write_text(json.dumps({"proceedings": proceedings, "term": five_days}))
    assert len((await programs("matters", "list"))["grants"]) == len(GRANTS)
    assert (await programs("matters", "explain", "restaurant", SMALL))["plan"]["items"]
    assert (await programs("matters", "try", "restaurant", SMALL))["outcome"] == "granted"
    assert (await programs("matters", "entitled", "old-age-allowance", BENEFICIARY))["rules"]
    assert (await programs("matters", "clock", facts))["spans"]
    assert (await programs("matters", "check"))["faults"] == []
    assert all(it["basis"] for it in (await programs("matters", "basis", "restaurant"))["provisions"])
    assert programs.called == with_json("matters")
