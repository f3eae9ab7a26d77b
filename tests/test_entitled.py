"""The one function that decides: what it promises of every grant, and how it is explained."""

import json
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matters import catalogue
from matters.divisions import CITY
from matters.entitlement import Verdict, decide
from matters.language import (
    Bound,
    Disability,
    Enjoyed,
    FirmKind,
    FirmSize,
    Grant,
    Op,
    Period,
    PeriodKind,
    Person,
    RuleKind,
    Work,
    months_later,
    yuan,
)
from matters.policy import policy
from tests.beneficiaries import ALL, CHILD, ELDER, ELSEWHERE, Entitled

ROOT: Final = Path(__file__).parents[1]
FILES: Final = ROOT / "deploy" / "beneficiaries"
EACH: Final = pytest.mark.parametrize("whose", ALL, ids=lambda whose: whose.grant.code)
GRANTS: Final = pytest.mark.parametrize("grant", catalogue.GRANTS, ids=lambda grant: grant.code)

DAYS = st.dates(date(1915, 1, 1), date(2028, 12, 31)) | st.dates(date(2022, 1, 1), date(2027, 12, 31))
ENJOYED = st.builds(
    Enjoyed,
    policy=st.sampled_from([grant.code for grant in catalogue.GRANTS]),
    period=st.sampled_from(["2026-Q1", "2025", "2026", "once", "2026-10", "2026-Q3"]),
    paid_to=st.just("x"),
)
EMPTY_DAYS: Final = (
    "died_on",
    "disability_since",
    "employed_since",
    "graduated_on",
    "unemployed_since",
    "flexible_since",
    "deregistered_on",
)
COLUMNS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "registered_in": st.none() | st.sampled_from((*CITY, ELSEWHERE)),
    "guardian": st.none() | st.just("m"),
    "lawful_birth": st.none() | st.booleans(),
    "disability_grade": st.none() | st.integers(1, 4),
    "disability": st.none() | st.sampled_from(Disability),
    "minimum_living": st.booleans(),
    "destitute_support": st.booleans(),
    "work": st.sampled_from(Work),
    "employer": st.none() | st.just("f"),
    "insured_months": st.integers(0, 40),
    "hard_to_employ": st.booleans(),
    "own_premium": st.none() | st.integers(0, 10_000),
    "account_known": st.booleans(),
    "discredited": st.booleans(),
    "enjoyed": st.lists(ENJOYED, max_size=3).map(tuple),
    "kind": st.sampled_from(FirmKind),
    "size": st.none() | st.sampled_from(FirmSize),
    "insured": st.integers(0, 250),
    "layoffs": st.integers(0, 50),
    "premium": st.integers(0, 10_000),
    "months_paid": st.integers(0, 24),
}


@st.composite
def near(draw: st.DrawFn, period: Period) -> date:
    """A day at the edge of the period, or of the same a number of years before that a policy names."""
    edge = draw(st.sampled_from((period.first, period.last)))
    years = draw(st.sampled_from((0, 2, 3, 16, 25, 65, 100)))
    return months_later(edge, -12 * years) + timedelta(days=draw(st.integers(-2, 2)))


@st.composite
def changed(draw: st.DrawFn, whose: Entitled, period: Period) -> Any:
    """A row that differs from an entitled one in a few columns, so that rights are not rare."""
    columns = COLUMNS | {name: st.none() | DAYS | near(period) for name in EMPTY_DAYS}
    columns["born_on"] = DAYS | near(period)
    names = [field.name for field in fields(whose.row) if field.name != "key"]
    narrowing = [bound.column for bound in whose.grant.narrowing.bounds]
    chosen = draw(st.lists(st.sampled_from(narrowing), max_size=2))
    chosen += draw(st.lists(st.sampled_from(names), max_size=2))
    return replace(whose.row, **{name: draw(columns[name]) for name in chosen})


@EACH
def test_the_example_is_entitled(whose: Entitled) -> None:
    """Otherwise what is varied from it would prove nothing."""
    entitlement = whose.decided()
    assert (entitlement.verdict, entitlement.missing) == (Verdict.ENTITLED, ())
    assert whose.grant.narrowing.admits(whose.row, whose.period)


@EACH
@settings(max_examples=400)
@given(data=st.data())
def test_the_narrowing_drops_nobody_with_a_right(whose: Entitled, data: st.DataObject) -> None:
    """Whoever is entitled, or would be once a datum is known, is found by the database."""
    period = data.draw(st.just(whose.period) | DAYS.map(whose.grant.period_on))
    row = data.draw(changed(whose, period))
    verdict = decide(whose.grant, row, period=period, on=whose.on).verdict
    if verdict in {Verdict.ENTITLED, Verdict.MISSING}:
        assert whose.grant.narrowing.admits(row, period)


@pytest.mark.parametrize(("whose", "age"), [(ELDER, 65), (CHILD, 3), (CHILD, 0)])
def test_the_narrowing_at_the_borders_of_age(whose: Entitled, age: int) -> None:
    """Every birthday in the weeks around a border: some have a right, some have none, none is dropped."""
    verdicts: set[Verdict] = set()
    for edge, days in product((whose.period.first, whose.period.last), range(-40, 41)):
        born_on = months_later(edge, -12 * age) + timedelta(days=days)
        verdict = whose.decided(born_on=born_on).verdict
        verdicts.add(verdict)
        row = replace(whose.row, born_on=born_on)
        assert verdict is not Verdict.ENTITLED or whose.grant.narrowing.admits(row, whose.period)
    assert verdicts == {Verdict.ENTITLED, Verdict.NOT}


@EACH
@given(data=st.data())
def test_the_verdict_follows_from_the_answers(whose: Entitled, data: st.DataObject) -> None:
    """A failed condition, then an exclusion, then a missing datum; else an amount that adds up."""
    row = data.draw(changed(whose, whose.period))
    decided = decide(whose.grant, row, period=whose.period, on=whose.on)
    conditions = [answer for rule, answer in decided.reasons if rule.kind is RuleKind.CONDITION]
    excluded = any(answer for rule, answer in decided.reasons if rule.kind is RuleKind.EXCLUSION)
    if False in conditions:
        assert (decided.verdict, decided.amount) == (Verdict.NOT, None)
    elif excluded:
        assert (decided.verdict, decided.amount) == (Verdict.EXCLUDED, None)
    elif None in decided.answers:
        assert (decided.verdict, decided.amount) == (Verdict.MISSING, None)
        assert decided.missing
    else:
        assert decided.amount
        assert decided.amount.fen == sum(line.fen for line in decided.amount.lines)
        assert decided.verdict is (Verdict.ENTITLED if decided.amount.fen > 0 else Verdict.NOT)


@EACH
def test_a_row_of_plain_values_is_decided_alike(whose: Entitled) -> None:
    """A database gives the texts of enumerations; they are as good as the members."""
    values = [getattr(whose.row, field.name) for field in fields(whose.row)]
    plain = type(whose.row)(*(str(value) if isinstance(value, str) else value for value in values))
    decided = decide(whose.grant, plain, period=whose.period, on=whose.on)
    assert (decided.verdict, decided.amount) == (Verdict.ENTITLED, whose.decided().amount)


def test_an_empty_column_compares_with_nothing() -> None:
    """As in SQL: it passes only where that is said, or where emptiness is asked for."""
    period, nobody = Period.month(2026, 1), Person("p", date(2000, 1, 1))
    lived = Bound(column="died_on", op=Op.AT_LEAST, value=lambda period: period.first)
    assert not lived.admits(nobody, period)
    assert replace(lived, or_null=True).admits(nobody, period)
    assert Bound(column="died_on", op=Op.IS_NULL).admits(nobody, period)
    assert not Bound(column="died_on", op=Op.NOT_NULL).admits(nobody, period)
    assert not Bound(column="born_on", op=Op.IS_NULL).admits(nobody, period)
    assert Bound(column="born_on", op=Op.NOT_NULL).admits(nobody, period)


@pytest.mark.parametrize(
    ("kind", "day", "label", "first", "last"),
    [
        (PeriodKind.MONTH, date(2024, 2, 29), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (PeriodKind.QUARTER, date(2026, 1, 1), "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (PeriodKind.QUARTER, date(2026, 12, 31), "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (PeriodKind.YEAR, date(2026, 6, 1), "2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_period_that_a_day_is_in(
    kind: PeriodKind, day: date, label: str, first: date, last: date
) -> None:
    """First and last day, and the label by which keys name it."""
    period = Period.containing(day, kind=kind)
    assert (period.label, period.first, period.last) == (label, first, last)
    assert period.months[0] == first


def test_once_in_a_life_has_no_recurring_period() -> None:
    """The label is always the same; the days are those of the policy."""
    hiring = catalogue.find_grant("hiring-subsidy")
    period = hiring.period_on(date(2026, 11, 23))
    assert (period.label, period.last) == ("once", date(2025, 12, 31))
    with pytest.raises(ValueError, match=r"Period\.once"):
        Period.containing(date(2026, 1, 1), kind=PeriodKind.ONCE)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m matters …`, as an author calls it."""
    command = [sys.executable, "-m", "matters", *arguments]
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
        (("entitled", "hiring-subsidy", "nowhere.json", "--on", "someday"), "--on"),
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


def test_another_edition_is_another_text() -> None:
    """An edition that does not exist is named with those that do."""
    assert catalogue.find_grant("old-age-allowance", "2023-05") is ELDER.grant
    with pytest.raises(catalogue.UnknownGrant, match=r"has no edition '1999'; it has: 2023-05"):
        catalogue.find_grant("old-age-allowance", "1999")
