"""Policies and verdicts as people read them, and the commands that print them."""

import json
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from matters import catalogue
from matters.entitlement.policy import policy
from matters.language import Grant, yuan
from tests.support.places import ONEMATTER, ROOT

FILES: Final = ROOT / "deploy" / "beneficiaries"
GRANTS: Final = pytest.mark.parametrize("grant", catalogue.GRANTS, ids=lambda grant: grant.code)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`onematter matters …`, as an author calls it."""
    command = [ONEMATTER, "matters", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")


@GRANTS
def test_the_policy_says_all_that_the_definition_says(grant: Grant[Any]) -> None:
    """Every rule, figure, question, assumption and safeguard, each with what it rests upon."""
    text = policy(grant)
    said = [grant.name, grant.edition, grant.department.name, grant.scope, grant.mode, str(grant.basis)]
    said += [grant.payee, grant.channel, grant.period, grant.once.often, yuan(grant.budget.fen)]
    said += [part for rule in grant.all_rules for part in (rule.says, str(rule.basis))]
    said += [rule.datum.asks for rule in grant.all_rules if rule.datum]
    said += [part for figure in grant.figures for part in (figure.name, str(figure), str(figure.basis))]
    said += [f"{assumption.says}，{assumption.basis}" for assumption in grant.assumptions]
    said += [f"差错超过{grant.brake.faults:%}、退票超过{grant.brake.returns:%}"]
    said += [f"{grant.answer}内作出决定，{grant.answer.basis}"]
    said += [f"{grant.publicity.limit}，{grant.publicity.limit.basis}"] if grant.publicity else []
    assert [part for part in said if part not in text] == []


def test_show_and_list_know_grants() -> None:
    """The same commands as for one-matters."""
    grant = catalogue.find_grant("old-age-allowance")
    assert run("show", grant.code).stdout == policy(grant) + "\n"
    assert "| old-age-allowance | 2023-05 | 老年综合津贴 | 免申即享 |" in run("list").stdout


def test_somebody_entitled_is_told_how_much_and_why() -> None:
    """Verdict, period, calculation, and one row for each rule."""
    told = run("entitled", "old-age-allowance", str(FILES / "elder.json"), "--on", "2026-03-01")
    assert told.returncode == 0
    assert "- 结论：符合" in told.stdout
    assert "- 期间：2026-Q1（2026-01-01 至 2026-03-31）" in told.stdout
    assert "- 70至79周岁每月150元，2个月：300.00元" in told.stdout
    assert "- 合计：375.00元" in told.stdout
    assert told.stdout.count(" | 条件 | 符合 | ") == 5
    assert "| enjoyed | 排除 | 无此情形 | " in told.stdout


def test_a_firm_that_is_asked_for_one_datum() -> None:
    """What is missing is named, with the question; no amount is shown."""
    told = run("entitled", "job-retention-refund", str(FILES / "firm.json"), "--on", "2025-10-09")
    assert "- 结论：待补信息" in told.stdout
    assert "- 待补：请提供本单位对公账户（account_known）" in told.stdout
    assert "| account | 条件 | 待补信息 | " in told.stdout
    assert "合计" not in told.stdout


def test_somebody_without_a_right_reads_the_rule_that_fails(tmp_path: Path) -> None:
    """The day decides: a year after its end the policy is no more."""
    told = run("entitled", "job-retention-refund", str(FILES / "firm.json"), "--on", "2026-10-09")
    assert "- 结论：不符合" in told.stdout
    assert "| in-force | 条件 | 不符合 | 政策自 2025-01-01 至 2025-12-31 有效 | " in told.stdout
    young = tmp_path / "young.json"
    young.write_text('{"key": "p", "born_on": "1990-01-01", "registered_in": "990101"}')
    told = run("entitled", "old-age-allowance", str(young), "--on", "2026-03-01")
    assert "| of-age | 条件 | 不符合 | 期内年满65周岁 | " in told.stdout


def test_a_wrong_row_is_explained_field_by_field(tmp_path: Path) -> None:
    """All mistakes at once, never the values; nothing is guessed from a number or a word."""
    wrong = tmp_path / "person.json"
    row = {"born_on": 5, "shoe": 44, "minimum_living": "yes", "insured_months": 1.5, "work": "闲"}
    wrong.write_text(json.dumps({**row, "enjoyed": [{"policy": "x", "period": "y"}]}))
    told = run("entitled", "old-age-allowance", str(wrong), "--on", "2026-03-01")
    assert told.returncode == 1
    assert told.stdout.splitlines()[0] == "登记信息有误："
    assert sorted(line.split("：")[0] for line in told.stdout.splitlines()[2:]) == [
        "- person.born_on",
        "- person.enjoyed.0.paid_to",
        "- person.insured_months",
        "- person.key",
        "- person.minimum_living",
        "- person.shoe",
        "- person.work",
    ]
    assert "- person.shoe：登记中没有此项，请删除" in told.stdout
    assert "44" not in told.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("entitled", "newborn", "x.json"), "there is no grant 'newborn'; the catalogue has: old-age-allow"),
        (("entitled", "hiring-subsidy", "nowhere.json"), "nowhere.json cannot be read"),
        (("entitled", "hiring-subsidy", "pyproject.toml"), "pyproject.toml is not JSON"),
        (("entitled", "hiring-subsidy", str(FILES / "firm.json"), "--on", "someday"), "--on"),
        (("show", "hiring"), "there is no one-matter or grant 'hiring'"),
    ],
)
def test_misuse_is_told_in_a_line(arguments: tuple[str, ...], says: str) -> None:
    """Nothing on the output, a message without a traceback, exit code 2."""
    misused = run(*arguments)
    assert (misused.returncode, misused.stdout) == (2, "")
    assert says in misused.stderr
    assert "Traceback" not in misused.stderr


def test_a_list_is_no_row(tmp_path: Path) -> None:
    """A whole register, or a bare value, is told to be one row."""
    listed = tmp_path / "people.json"
    listed.write_text("[]")
    told = run("entitled", "old-age-allowance", str(listed))
    assert "- person：须为一条登记信息（JSON 对象）" in told.stdout
