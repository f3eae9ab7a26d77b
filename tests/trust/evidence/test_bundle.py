"""A case as evidence: whole for its applicant, in part for a department."""

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Final

import pytest

from activities.stand_ins.behaviour import Reviewing
from client import Case, State, names
from client.errors import NotAllowed, NotPossible, OneMatterError, UnknownItem, WrongDepartment
from client.evidence.credential import check
from client.messages.cases.evidence import CaseBundle
from client.trust import identity
from client.trust.actor import Role
from tests.support.cases.bundles import ENGINE, hashes_of, leaves_of, verified, with_hashes
from tests.support.cases.submissions import MARRIED, SMALL_SHOP, submission
from tests.support.parts import KEYS, Parts
from tests.support.speakers import identity_of, line_of
from tests.support.states import on_one_ledger, reaches
from tests.support.terminal import Terminal

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"
HOUSEHOLD: Final = "household-registration"
POLICE: Final = "public-security"


@on_one_ledger
async def test_a_whole_case(closed: Case, tmp_path: Path) -> None:
    """Its applicant has all that was said, planned and decided, and by which text, engine and day."""
    bundle = await closed.bundle()
    code, said = verified(bundle, tmp_path, ENGINE)
    assert code == 0, said
    kinds = {leaf["kind"] for leaf in leaves_of(bundle)}
    assert kinds >= {
        "submission",
        "receipt",
        "plan",
        "planned",
        "word",
        "request",
        "decision",
        "clock",
        "key",
    }
    assert "officer officer-1" in said
    assert "officer officer-2" in said
    assert f"department {identity_of(Role.DEPARTMENT, department=MARKET).speaker.actor}" in said
    (plan,) = [leaf["content"] for leaf in leaves_of(bundle) if leaf["kind"] == "plan"]
    assert len(plan["definition"]) == len(plan["engine"]) == 64
    assert hashes_of(await closed.bundle()) == hashes_of(bundle)


@on_one_ledger
async def test_what_an_assistant_has_prepared(parts: Parts, tmp_path: Path) -> None:
    """Who lets one draft his words says so: the next officer sees it, and it stands in the evidence."""
    filed = submission(SMALL_SHOP)
    parts.behave(filed.id, FOOD, Reviewing())
    case = await parts.platform.via("小程序 3.1").submit(filed)
    await reaches(case, FOOD, State.IN_REVIEW)
    await parts.desk(MARKET).via("审批助手 2.0").grant(case.id, FOOD)
    await parts.written(case.id)
    sheet = await parts.desk(MARKET, "officer-2").show(case.id, FOOD)
    seen = [(one.message, one.actor, one.via) for one in sheet.prepared]
    assert seen == [("submission", "platform", "小程序 3.1"), (names.GRANT, "officer-1", "审批助手 2.0")]
    code, said = verified(await parts.desk(MARKET).bundle(case.id, FOOD), tmp_path, ENGINE)
    assert (code, "officer officer-1, prepared with '审批助手 2.0'" in said) == (0, True), said


@on_one_ledger
async def test_by_what_its_operator_publishes(closed: Case, terminal: Terminal, tmp_path: Path) -> None:
    """A stranger takes the file of the key that signs; that of those that seal makes nothing a forgery."""
    bundle = await closed.bundle()
    (tmp_path / "engine.json").write_text(
        await terminal.done("keys", "public", os.environ[identity.ENVIRONMENT])
    )
    (tmp_path / "engine.public").write_text(KEYS.public.text())
    assert verified(bundle, tmp_path, "engine.json")[0] == 0
    for none in ("engine.public", "elsewhere.json"):
        code, said = verified(bundle, tmp_path, none)
        assert (code, f"{none} is no key by which an engine signs" in said) == (2, True)


@on_one_ledger
async def test_what_can_be_done_against_it_has_a_last_day(closed: Case) -> None:
    """A decision tells its remedies as dates, as the progress does."""
    progress = {item.code: item for item in (await closed.progress()).items}
    decisions = [leaf["content"] for leaf in leaves_of(await closed.bundle()) if leaf["kind"] == "decision"]
    assert decisions
    for decision in decisions:
        recourses = progress[decision["code"]].recourses
        assert decision["recourses"] == [one.model_dump(mode="json") for one in recourses] != []


@on_one_ledger
async def test_a_department_has_its_part(parts: Parts, tmp_path: Path) -> None:
    """It reads its own items and proves them; of others', and of the submission, it has hashes alone."""
    case = await parts.platform.submit(submission(MARRIED))
    await case.outcome()
    bundle = await parts.desk(POLICE).bundle(case.id, HOUSEHOLD)
    assert verified(bundle, tmp_path, ENGINE)[0] == 0
    whole = await case.bundle()
    assert hashes_of(bundle) == hashes_of(whole)
    shown = {leaf["name"] for leaf in leaves_of(bundle)}
    assert {f"decision {HOUSEHOLD}", f"request {HOUSEHOLD}"} <= shown
    others = {leaf["name"] for leaf in leaves_of(whole)} - shown
    assert others >= {"submission", "receipt", "outcome"}
    planned = [leaf["content"] for leaf in leaves_of(whole) if leaf["kind"] == "planned"]
    foreign = {item["code"] for item in planned if item["department"] != POLICE}
    assert len(foreign) > 1
    assert {f"request {code}" for code in foreign} <= others


@on_one_ledger
async def test_another_has_nothing(parts: Parts, closed: Case) -> None:
    """Neither another platform nor department, nor one that asks for no item, or for one there is not."""
    other = line_of(parts, identity_of(Role.PLATFORM, actor="other"))
    with pytest.raises(NotAllowed):
        await Case(other, closed.receipt).bundle()
    with pytest.raises(OneMatterError):
        await parts.desk("tobacco").bundle(closed.id, FOOD)
    for item in ("", "liquor-licence"):
        with pytest.raises(UnknownItem):
            await parts.desk("tobacco").bundle(closed.id, item)
    run, fire = names.case_id(closed.id), identity_of(Role.OFFICER, department="fire-rescue")
    with pytest.raises(WrongDepartment):
        await line_of(parts, fire).look(run, names.BUNDLE, CaseBundle, by=fire, about=FOOD)


@on_one_ledger
async def test_a_case_of_machines(parts: Parts) -> None:
    """What machines granted tells by which rules, and who has entered it."""
    case = await parts.platform.submit(submission(MARRIED))
    await case.outcome()
    decisions = [leaf["content"] for leaf in leaves_of(await case.bundle()) if leaf["kind"] == "decision"]
    reasons = [reason for decision in decisions for reason in decision["reasons"]]
    assert reasons
    assert all(reason["rule"] and reason["edition"] and reason["basis"] for reason in reasons)


@on_one_ledger
async def test_what_decisions_rest_on(parts: Parts, tmp_path: Path) -> None:
    """Entries of registers are leaves, word for word, and each that a rule names is there."""
    case = await parts.platform.submit(submission(MARRIED))
    await case.outcome()
    bundle = await case.bundle()
    code, said = verified(bundle, tmp_path, ENGINE)
    assert code == 0, said
    lines = [re.findall(r"(\d+) of (\d+) facts", line)[0] for line in said.splitlines() if " facts " in line]
    assert all(here == named for here, named in lines)
    assert any(int(named) for _, named in lines)
    facts = {leaf["hash"]: leaf for leaf in with_hashes(bundle) if leaf["kind"] == "fact"}
    assert all(json.loads(fact["content"]["told"])["register"] for fact in facts.values())
    departments = {
        leaf["content"]["code"]: leaf["content"]["department"]
        for leaf in leaves_of(bundle)
        if leaf["kind"] == "planned"
    }
    item = next(fact["content"]["item"] for fact in facts.values())
    own = with_hashes(await parts.desk(departments[item]).bundle(case.id, item))
    shown = {leaf["hash"] for leaf in own if leaf["kind"] == "fact"}
    mine = [fact for fact in facts.values() if departments[fact["content"]["item"]] == departments[item]]
    assert shown == {fact["hash"] for fact in mine}
    assert len(shown) < len(facts)


@on_one_ledger
async def test_by_which_rules(parts: Parts) -> None:
    """Each rule of the plan's items has a digest of its own, also those upon which machines have decided."""
    case = await parts.platform.submit(submission(MARRIED))
    await case.outcome()
    leaves = leaves_of(await case.bundle())
    (plan,) = [leaf["content"] for leaf in leaves if leaf["kind"] == "plan"]
    rules = {rule["rule"]: rule["sha256"] for rule in plan["rules"]}
    assert len({*rules.values()}) == len(rules) > 1
    decisions = [leaf["content"] for leaf in leaves if leaf["kind"] == "decision"]
    assert {reason["rule"] for decision in decisions for reason in decision["reasons"]} <= {*rules}


@on_one_ledger
async def test_a_licence_is_shown(parts: Parts, closed: Case, terminal: Terminal, tmp_path: Path) -> None:
    """Its holder shows his name alone, and a stranger proves it; no officer and no other platform gets it."""
    file, shown = tmp_path / "licence.sd-jwt", ("--show", "holder_name")
    written = json.loads(await terminal.done("case", "credential", closed.id, FOOD, file, *shown, "--json"))
    assert written["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    proved = json.loads(await terminal.done("case", "check-credential", file, ENGINE, "--json"))
    assert proved["disclosed"].keys() == {"holder_name"}
    assert "核验通过" in await terminal.done("case", "check-credential", file, ENGINE)
    other = await terminal(
        "case", "check-credential", file, identity_of(Role.ENGINE, actor="another").verifies
    )
    assert (other.code, "核验不通过" in other.out) == (1, True)
    assert (await terminal("case", "credential", closed.id, FOOD, file, "--show", "photo")).code != 0
    whole = check(await closed.licence_credential(FOOD), engine=ENGINE)
    licence = next(item.licence for item in (await closed.progress()).items if item.code == FOOD)
    assert licence
    assert whole.disclosed["identifier"] == licence.identifier
    assert whole.signed.exp
    with pytest.raises(NotPossible):
        await closed.licence_credential("liquor-licence")
    theirs = leaves_of(await parts.desk(MARKET).bundle(closed.id, FOOD))
    assert "credential" not in {leaf["kind"] for leaf in theirs}
