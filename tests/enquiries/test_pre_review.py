"""Pre-review on applicants by hand: for each everything that is wrong is found, and nothing else."""

import asyncio
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from temporalio.exceptions import CancelledError
from temporalio.testing import ActivityEnvironment

from activities.registers.look_ups import PATIENCE
from activities.stand_ins.behaviour import Asking, Behaviour, Failing, Instant, Silent, Slow
from activities.stand_ins.departments import behave
from client import CaseNotFound
from client import Conclusion as Told
from client.messages.cases.answers import Wanting
from matters import catalogue
from matters.definitions import registers
from matters.language import Check, Enquired, Facts, OneMatter, Severity, Silence
from matters.review.review import ReviewConclusion
from tests.support.applications.district import Filing
from tests.support.cases.submissions import ELSEWHERE, LARGE_SHOP, MARRIED, SMALL_SHOP, UNMARRIED, at_home
from tests.support.parts import LAYOUT, Parts
from tests.support.places import DATA
from tests.support.states import on_one_ledger, quiet_on_one_ledger

APPLICANTS: Final = sorted((DATA / "applicants").glob("*.json"))
FEWEST: Final = {"newborn": 15, "restaurant": 15, "recruitment": 12, "bereavement": 13}
"""Rules of each, at least."""
ONES: Final = pytest.mark.parametrize(
    "one",
    [catalogue.find(code) for code in FEWEST],
    ids=lambda one: one.code,
)


def filing(path: Path) -> tuple[Filing, dict[str, Any]]:
    told = json.loads(path.read_text(encoding="utf-8"))
    changes = {name: told[name] for name in told.keys() - {"story", "expects"}}
    for name in ("without", "down", "authorised_by"):
        if name in changes:
            changes[name] = tuple(changes[name])
    if "on" in changes:
        changes["on"] = date.fromisoformat(changes["on"])
    return Filing(**changes), told["expects"]


def telling(paths: Iterable[Path]) -> Iterator[Path]:
    """Those who are the first to end as they do, to write wrongly, or to find a register that is down.

    Rule by rule all are told below, without a server.
    """
    known: set[tuple[str, str]] = set()
    for path in paths:
        filed, expects = filing(path)
        told = (expects["conclusion"], *filed.down, *(["wrong"] if expects["wrong_fields"] else []))
        new = {(path.stem.partition("-")[0], each) for each in told} - known
        if new:
            known |= new
            yield path


def rules(one: OneMatter[Any]) -> dict[str, Check[Any]]:
    return {check.rule: check for matter in one.matters for check in matter.checks}


@pytest.mark.parametrize("path", APPLICANTS, ids=lambda path: path.stem)
def test_an_applicant(path: Path) -> None:
    """Every finding, every wrong field and the conclusion are as the file says, with words and a way out."""
    filed, expects = filing(path)
    found, wrong = filed.review()
    assert sorted(finding.rule for finding in found.findings) == expects["findings"]
    assert [field.path for field in wrong] == expects["wrong_fields"]
    assert found.conclusion.value == expects["conclusion"]
    assert all(finding.says and finding.mend and finding.basis for finding in found.findings)


@ONES
def test_every_rule_is_broken_by_somebody(one: OneMatter[Any]) -> None:
    """No rule is there that no applicant of these breaks, and each has a basis and words of its own."""
    filings = (filing(path)[0] for path in APPLICANTS if path.stem.startswith(one.code))
    found = {finding.rule for filed in filings for finding in filed.review()[0].findings}
    declared = rules(one)
    assert declared.keys() <= found
    assert len(declared) >= FEWEST[one.code]
    assert all(check.basis and check.says and check.mend for check in declared.values())
    assert all(check.rule.startswith(f"{one.code}.") for check in declared.values())


@ONES
def test_who_is_competent_is_told(one: OneMatter[Any]) -> None:
    """A rule that sends people elsewhere says where."""
    elsewhere = [check for check in rules(one).values() if check.severity is Severity.NOT_OURS]
    assert all(check.competent for check in elsewhere)
    filings = (filing(path)[0] for path in APPLICANTS if path.stem.startswith(one.code))
    findings = [finding for filed in filings for finding in filed.review()[0].findings]
    sent = [finding for finding in findings if finding.severity is Severity.NOT_OURS]
    assert len(sent) >= len(elsewhere)
    assert all(finding.competent for finding in sent)


def test_there_are_applicants_for_every_conclusion() -> None:
    """At least forty, of both one-matters, and each way in which a pre-review can end."""
    expected = [filing(path)[1]["conclusion"] for path in APPLICANTS]
    assert len(expected) >= 40
    assert set(expected) == {conclusion.value for conclusion in ReviewConclusion}


def test_a_finding_tells_nobodys_data() -> None:
    """What a register says is compared, never repeated: no name, number or address of it is in a finding."""
    told = "".join(
        text
        for path in APPLICANTS
        for finding in filing(path)[0].review()[0].findings
        for text in (finding.says, finding.mend, finding.competent)
    )
    people = ("母亲", "父亲", "经营者", "员工", "配偶", "逝者", "继承人")
    places = ("和平路", "人民路", "光明路")
    held = (*(f"{name}{sign}" for name in people for sign in "甲乙丙丁戊庚辛子丑某"), "9901011", *places)
    assert not [text for text in held if text in told]


def broken_rule(form: Any, facts: Any) -> bool:
    raise ZeroDivisionError(form, facts)


def test_a_rule_that_raises_leads_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in a rule passes nobody and stops nobody; the other rules go on."""
    newborn = catalogue.find("newborn")
    first, *rest = newborn.matters
    check = replace(first.checks[0], rule="newborn.broken", holds=broken_rule)
    broken = replace(first, checks=(*first.checks, check))
    monkeypatch.setattr(
        catalogue, "ONE_MATTERS", (replace(newborn, matters=(broken, *_following(rest, first, broken))),)
    )
    found, _ = Filing(case="newborn-married-with-mother").review()
    assert [finding.rule for finding in found.findings] == ["newborn.broken"]
    assert found.conclusion is ReviewConclusion.TO_A_PERSON


def _following(rest: list[Any], first: Any, broken: Any) -> list[Any]:
    return [
        replace(matter, after=tuple(broken if it is first else it for it in matter.after)) for matter in rest
    ]


@quiet_on_one_ledger
async def test_the_engine_says_the_same(quiet: Parts) -> None:
    """Through the wire, on either ledger: the demonstration has nothing to mend, and nothing is filed."""
    for name, conclusion in (
        (MARRIED, Told.ACCEPT),
        (UNMARRIED, Told.ACCEPT),
        (ELSEWHERE, Told.ACCEPT),
        (SMALL_SHOP, Told.ACCEPT),
        (LARGE_SHOP, Told.ACCEPT),
    ):
        filed = at_home(name)
        report = await quiet.platform.pre_review(filed)
        assert report.conclusion is conclusion, report.findings
        assert not report.wrong_fields
        with pytest.raises(CaseNotFound):
            await quiet.platform.case(filed.id)


@quiet_on_one_ledger
async def test_everything_wrong_at_once(quiet: Parts) -> None:
    """Wrong answers, an unknown paper, broken rules and a missing paper come in one report."""
    filed = at_home(UNMARRIED, mother_id="990101199511210046", deliver_to=None, child_name="⼥")
    one_paper = filed.papers[0].model_copy(update={"code": "nothing"})
    report = await quiet.platform.pre_review(filed.model_copy(update={"papers": (one_paper,)}))
    assert {field.path for field in report.wrong_fields} == {"form.mother_id", "papers.0.code"}
    found = {finding.rule for finding in report.findings}
    assert {"newborn.deliverable", "newborn.name-in-han", "paper.there"} <= found
    assert report.conclusion is Told.CORRECT


@quiet_on_one_ledger
async def test_what_was_prefilled_and_changed(quiet: Parts) -> None:
    """An answer that a register gave, and that was then written over, is marked; the rest is not."""
    filed = at_home(SMALL_SHOP)
    await quiet.platform.prefill("restaurant", filed.applicant, {})
    assert (await quiet.platform.pre_review(filed)).changed == ()
    changed = filed.model_copy(update={"form": {**filed.form, "shop_name": "别的店", "floor_area": "61"}})
    assert (await quiet.platform.pre_review(changed)).changed == ("shop_name",)


@quiet_on_one_ledger
async def test_a_case_under_way(quiet: Parts) -> None:
    """Another case of the applicant goes to a person; the case itself is none, nor one that is closed."""
    filed = at_home(SMALL_SHOP)
    quiet.behave(filed.id, "food-licence", Asking(wants=Wanting(points=(LAYOUT,))))
    case = await quiet.platform.submit(filed)
    again = at_home(SMALL_SHOP)
    assert [it.rule for it in (await quiet.platform.pre_review(again)).findings] == ["restaurant.under-way"]
    assert (await quiet.platform.pre_review(filed)).findings == ()
    await case.withdraw("改日再办")
    await case.outcome()
    assert (await quiet.platform.pre_review(again)).findings == ()


@quiet_on_one_ledger
@pytest.mark.parametrize("behaviour", [Failing(times=1), Silent(), Slow(seconds=9)], ids=lambda it: it.kind)
async def test_a_register_that_does_not_answer(quiet: Parts, behaviour: Behaviour) -> None:
    """Down, silent or slow: a person decides what it should have told, soon, and nothing is held up."""
    filed = at_home(MARRIED)
    behave(quiet.district, behaviour, matter=registers.MARRIAGES.code)
    try:
        async with asyncio.timeout(8):
            report = await quiet.platform.pre_review(filed)
    finally:
        behave(quiet.district, Instant(), matter=registers.MARRIAGES.code)
    assert report.conclusion is Told.TO_A_PERSON
    assert {it.rule for it in report.findings} == {
        "newborn.marriage-agrees",
        "newborn.marriage-ended",
        "newborn.marriage-recorded",
    }
    assert all("暂时无法查询" in finding.says for finding in report.findings)


@quiet_on_one_ledger
async def test_a_slow_register_that_answers(quiet: Parts) -> None:
    """Slow, but in time: it is waited for."""
    behave(quiet.district, Slow(seconds=0.1), matter=registers.MARRIAGES.code)
    try:
        report = await quiet.platform.pre_review(at_home(MARRIED))
    finally:
        behave(quiet.district, Instant(), matter=registers.MARRIAGES.code)
    assert report.conclusion is Told.ACCEPT


ATTACKS: Final = (
    *("'; DROP TABLE licences; --", "../../etc/passwd", "%00", "${jndi}", "{{7*7}}", "[bold]x[/]"),
    *("\u202e甲", "甲\u0000", "a" * 2000, "\ufeff", "𝟙", "甲\ud7ff" * 50),
)


@quiet_on_one_ledger
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda it: ascii(it)[:20])
async def test_an_attackers_answers(quiet: Parts, attack: str) -> None:
    """Whatever is written into whatever answer: it is told, never accepted, and never repeated."""
    filed = at_home(MARRIED)
    answers = dict.fromkeys(filed.form, attack)
    applicant = filed.applicant.model_copy(update={"identity_number": attack, "name": attack})
    attacked = filed.model_copy(update={"form": answers, "applicant": applicant})
    report = await quiet.platform.pre_review(attacked)
    assert report.conclusion in {Told.MEND_NOW, Told.CORRECT, Told.NOT_OURS}
    assert attack not in "".join((report.model_dump_json(), *(it.says for it in report.findings)))


@quiet_on_one_ledger
@pytest.mark.parametrize("number", [10**30, -1, 1e300, True, [[]], {"a": {}}, None, "9" * 4000, "٣٠٠"])
async def test_an_attackers_numbers(quiet: Parts, number: Any) -> None:
    """No size of a shop that is none is taken for one."""
    report = await quiet.platform.pre_review(at_home(SMALL_SHOP, floor_area=number))
    assert "form.floor_area" in {field.path.removesuffix(".0") for field in report.wrong_fields}


@dataclass(frozen=True)
class FindingWanted:
    unasked: tuple[Enquired, ...]


@on_one_ledger
def test_a_silent_register_is_asked_once(parts: Parts) -> None:
    """However many entries an enquiry wants of it, it waits for the first only."""
    register = registers.VERIFIED_PAPERS
    keys = tuple((register, str(number)) for number in range(20))
    facts = Facts(on=date(2026, 11, 23), applicant="")
    behave(parts.district, Silent(), matter=register.code)
    started = time.monotonic()
    try:
        parts.enquiries.settle(lambda known: FindingWanted(() if known.said else keys), facts)
    finally:
        behave(parts.district, Instant(), matter=register.code)
    assert time.monotonic() - started < 10 * PATIENCE


@on_one_ledger
def test_a_call_out_of_time_is_no_silence(parts: Parts) -> None:
    """A cancellation amid the questions waits for their end: no register is said to be unreachable."""
    environment, said = ActivityEnvironment(), list[Facts]()
    keys = ((registers.VERIFIED_PAPERS, "1"),)

    def compute(known: Facts) -> FindingWanted:
        environment.cancel()
        said.append(known)
        return FindingWanted(() if known.said else keys)

    facts = Facts(on=date(2026, 11, 23), applicant="")
    with pytest.raises(CancelledError):
        environment.run(parts.enquiries.settle, compute, facts)
    assert list(said[-1].said.values()) == [Silence.NOT_FOUND]
