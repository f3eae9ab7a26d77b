"""Policies and verdicts as people read them, and the commands that print them."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from matters import catalogue
from matters.entitlement.policy import policy
from matters.language import Grant, yuan
from tests.support.places import ROOT
from tests.support.terminal import Terminal

FILES: Final = ROOT / "deploy" / "beneficiaries"
GRANTS: Final = pytest.mark.parametrize("grant", catalogue.GRANTS, ids=lambda grant: grant.code)


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


async def test_show_and_list_know_grants(author: Terminal) -> None:
    """The same commands as for one-matters."""
    grant = catalogue.find_grant("old-age-allowance")
    assert await author.done("matters", "show", grant.code) == policy(grant) + "\n"
    assert "| old-age-allowance | 2023-05 | 老年综合津贴 | 免申即享 |" in await author.done("matters", "list")


async def test_somebody_entitled_is_told_how_much_and_why(author: Terminal) -> None:
    """Verdict, period, calculation, and one row for each rule."""
    told = await author(
        "matters", "entitled", "old-age-allowance", FILES / "elder.json", "--on", "2026-03-01"
    )
    assert told.code == 0
    assert "- 结论：符合" in told.out
    assert "- 期间：2026-Q1（2026-01-01 至 2026-03-31）" in told.out
    assert "- 70至79周岁每月150元，2个月：300.00元" in told.out
    assert "- 合计：375.00元" in told.out
    assert told.out.count(" | 条件 | 符合 | ") == 5
    assert "| enjoyed | 排除 | 无此情形 | " in told.out


async def test_a_firm_that_is_asked_for_one_datum(author: Terminal) -> None:
    """What is missing is named, with the question; no amount is shown."""
    told = await author(
        "matters", "entitled", "job-retention-refund", FILES / "firm.json", "--on", "2025-10-09"
    )
    assert "- 结论：待补信息" in told.out
    assert "- 待补：请提供本单位对公账户（account_known）" in told.out
    assert "| account | 条件 | 待补信息 | " in told.out
    assert "合计" not in told.out


async def test_somebody_without_a_right_reads_the_rule_that_fails(author: Terminal, tmp_path: Path) -> None:
    """The day decides: a year after its end the policy is no more."""
    told = await author(
        "matters", "entitled", "job-retention-refund", FILES / "firm.json", "--on", "2026-10-09"
    )
    assert "- 结论：不符合" in told.out
    assert "| in-force | 条件 | 不符合 | 政策自 2025-01-01 至 2025-12-31 有效 | " in told.out
    young = tmp_path / "young.json"
    young.write_text('{"key": "p", "born_on": "1990-01-01", "registered_in": "990101"}')
    told = await author("matters", "entitled", "old-age-allowance", young, "--on", "2026-03-01")
    assert "| of-age | 条件 | 不符合 | 期内年满65周岁 | " in told.out


async def test_a_wrong_row_is_explained_field_by_field(author: Terminal, tmp_path: Path) -> None:
    """All mistakes at once, never the values; nothing is guessed from a number or a word."""
    wrong = tmp_path / "person.json"
    row = {"born_on": 5, "shoe": 44, "minimum_living": "yes", "insured_months": 1.5, "work": "闲"}
    wrong.write_text(json.dumps({**row, "enjoyed": [{"policy": "x", "period": "y"}]}))
    told = await author("matters", "entitled", "old-age-allowance", wrong, "--on", "2026-03-01")
    assert told.code == 1
    assert told.out.splitlines()[0] == "登记信息有误："
    assert sorted(line.split("：")[0] for line in told.out.splitlines()[2:]) == [
        "- person.born_on",
        "- person.enjoyed[0].paid_to",
        "- person.insured_months",
        "- person.key",
        "- person.minimum_living",
        "- person.shoe",
        "- person.work",
    ]
    assert "- person.shoe：登记中没有此项，请删除" in told.out
    assert "44" not in told.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("entitled", "newborn", "x.json"), "there is no grant 'newborn'; the catalogue has: old-age-allow"),
        (("entitled", "hiring-subsidy", "nowhere.json"), "nowhere.json cannot be read"),
        (("entitled", "hiring-subsidy", "pyproject.toml"), "pyproject.toml is not JSON"),
        (("entitled", "hiring-subsidy", FILES / "firm.json", "--on", "someday"), "--on"),
        (("show", "hiring"), "there is no one-matter or grant 'hiring'"),
    ],
)
async def test_misuse_is_told_in_a_line(author: Terminal, arguments: tuple[str, ...], says: str) -> None:
    """Nothing on the output, a message without a traceback, exit code 2."""
    misused = await author("matters", *arguments)
    assert (misused.code, misused.out) == (2, "")
    assert says in misused.err
    assert "Traceback" not in misused.err


async def test_a_list_is_no_row(author: Terminal, tmp_path: Path) -> None:
    """A whole register, or a bare value, is told to be one row."""
    listed = tmp_path / "people.json"
    listed.write_text("[]")
    told = await author("matters", "entitled", "old-age-allowance", listed)
    assert "- person：须为一条登记信息（JSON 对象）" in told.out
