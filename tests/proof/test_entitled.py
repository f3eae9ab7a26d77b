"""The one function that decides: what it promises of every grant."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matters import catalogue
from matters.definitions.divisions import CITY
from matters.definitions.grants import OLD_AGE_2023_05
from matters.entitlement.entitlement import EntitlementVerdict, decide
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
)
from tests.support.beneficiaries import ALL, CHILD, ELDER, ELSEWHERE, Entitled

EACH: Final = pytest.mark.parametrize("whose", ALL, ids=lambda whose: whose.grant.code)

DAYS = st.dates(date(1915, 1, 1), date(2028, 12, 31)) | st.dates(date(2022, 1, 1), date(2027, 12, 31))


def _had(grant: Grant[Any], day: date) -> Enjoyed:
    return Enjoyed(policy=grant.code, period=grant.period_on(day).label, paid_to="x")


ENJOYED = st.builds(
    _had,
    st.sampled_from(catalogue.GRANTS),
    st.sampled_from([date(2025, 3, 1), date(2026, 2, 1), date(2026, 8, 1), date(2026, 10, 1)]),
)
EMPTY_DAYS: Final = (
    "died_on",
    "disability_since",
    "employed_since",
    "graduated_on",
    "unemployed_since",
    "flexible_since",
    "deregistered_on",
    "registered_since",
    "minimum_living_since",
    "destitute_support_since",
    "hard_to_employ_since",
    "retires_on",
    "injury_care_since",
    "orphan_since",
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


@dataclass(frozen=True)
class Near:
    """A day at an edge of the period, or of the same a number of years before that a policy names."""

    is_first: bool
    years: int
    days: int

    def on(self, period: Period) -> date:
        edge = period.first if self.is_first else period.last
        return months_later(edge, -12 * self.years) + timedelta(days=self.days)


NEAR = st.builds(Near, st.booleans(), st.sampled_from((0, 2, 3, 16, 25, 65, 100)), st.integers(-2, 2))
COLUMNS.update({name: st.none() | DAYS | NEAR for name in EMPTY_DAYS}, born_on=DAYS | NEAR)


@cache
def few(columns: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Names of some; made once, and not for every example."""
    return st.lists(st.sampled_from(columns), max_size=2)


@st.composite
def changed(draw: st.DrawFn, whose: Entitled, period: Period) -> Any:
    """A row that differs from an entitled one in a few columns, so that rights are not rare."""
    names = tuple(field.name for field in fields(whose.row) if field.name != "key")
    narrowing = tuple(bound.column for bound in whose.grant.narrowing.bounds)
    drawn = {name: draw(COLUMNS[name]) for name in (*draw(few(narrowing)), *draw(few(names)))}
    values = {name: one.on(period) if isinstance(one, Near) else one for name, one in drawn.items()}
    return replace(whose.row, **values)


@EACH
def test_the_example_is_entitled(whose: Entitled) -> None:
    """Otherwise what is varied from it would prove nothing."""
    entitlement = whose.decided()
    assert (entitlement.verdict, entitlement.missing) == (EntitlementVerdict.ENTITLED, ())
    assert whose.grant.narrowing.admits(whose.row, whose.period)


@EACH
@given(data=st.data())
def test_the_narrowing_drops_nobody_with_a_right(whose: Entitled, data: st.DataObject) -> None:
    """Whoever is entitled, or would be once a datum is known, is found by the database."""
    period = data.draw(st.just(whose.period) | DAYS.map(whose.grant.period_on))
    row = data.draw(changed(whose, period))
    verdict = decide(whose.grant, row, period=period, on=whose.on).verdict
    if verdict in {EntitlementVerdict.ENTITLED, EntitlementVerdict.MISSING}:
        assert whose.grant.narrowing.admits(row, period)


@pytest.mark.parametrize(("whose", "age"), [(ELDER, 65), (CHILD, 3), (CHILD, 0)])
def test_the_narrowing_at_the_borders_of_age(whose: Entitled, age: int) -> None:
    """Every birthday in the weeks around a border: some have a right, some have none, none is dropped."""
    verdicts: set[EntitlementVerdict] = set()
    for edge, days in product((whose.period.first, whose.period.last), range(-40, 41)):
        born_on = months_later(edge, -12 * age) + timedelta(days=days)
        verdict = whose.decided(born_on=born_on).verdict
        verdicts.add(verdict)
        row = replace(whose.row, born_on=born_on)
        assert verdict is not EntitlementVerdict.ENTITLED or whose.grant.narrowing.admits(row, whose.period)
    assert verdicts == {EntitlementVerdict.ENTITLED, EntitlementVerdict.NOT}


@EACH
@given(data=st.data())
def test_the_verdict_follows_from_the_answers(whose: Entitled, data: st.DataObject) -> None:
    """A failed condition, then an exclusion, then a missing datum; else an amount that adds up."""
    row = data.draw(changed(whose, whose.period))
    decided = decide(whose.grant, row, period=whose.period, on=whose.on)
    conditions = [answer for rule, answer in decided.reasons if rule.kind is RuleKind.CONDITION]
    excluded = any(answer for rule, answer in decided.reasons if rule.kind is RuleKind.EXCLUSION)
    if False in conditions:
        assert (decided.verdict, decided.amount) == (EntitlementVerdict.NOT, None)
    elif excluded:
        assert (decided.verdict, decided.amount) == (EntitlementVerdict.EXCLUDED, None)
    elif None in decided.answers:
        assert (decided.verdict, decided.amount) == (EntitlementVerdict.MISSING, None)
        assert decided.missing
    else:
        assert decided.amount
        assert decided.amount.fen == sum(line.fen for line in decided.amount.lines)
        assert decided.verdict is (
            EntitlementVerdict.ENTITLED if decided.amount.fen > 0 else EntitlementVerdict.NOT
        )


@EACH
def test_a_row_of_plain_values_is_decided_alike(whose: Entitled) -> None:
    """A database gives the texts of enumerations; they are as good as the members."""
    values = [getattr(whose.row, field.name) for field in fields(whose.row)]
    plain = type(whose.row)(*(str(value) if isinstance(value, str) else value for value in values))
    decided = decide(whose.grant, plain, period=whose.period, on=whose.on)
    assert (decided.verdict, decided.amount) == (EntitlementVerdict.ENTITLED, whose.decided().amount)


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


def test_another_edition_is_another_text() -> None:
    """An edition that does not exist is named with those that do."""
    assert catalogue.find_grant("old-age-allowance", "2026-12") is ELDER.grant
    assert catalogue.find_grant("old-age-allowance", "2023-05") is OLD_AGE_2023_05
    with pytest.raises(catalogue.UnknownGrant, match=r"has no edition '1999'; it has: 2023-05, 2026-12"):
        catalogue.find_grant("old-age-allowance", "1999")
