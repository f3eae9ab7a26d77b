"""The narrowing in SQL loses nobody."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities.grants import beneficiaries
from activities.stand_ins.books import District, population
from activities.stand_ins.population import PopulationStandIn
from matters.definitions.divisions import CITY
from matters.entitlement.entitlement import EntitlementVerdict, decide
from matters.language import Disability, Firm, FirmKind, FirmSize, Person, Work
from tests.support.beneficiaries import ALL, Entitled
from tests.support.town import query, store


def _near(day: date, years: int, days: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28)) + timedelta(days=days)


def _days(one: Entitled) -> st.SearchStrategy[date]:
    """Days about the borders that its rules may have."""
    held = [value for value in asdict(one.row).values() if isinstance(value, date)]
    anchors = st.sampled_from([one.period.first, one.period.last, *held])
    return st.builds(_near, anchors, st.sampled_from([0, 1, 2, 3, 65, 70]), st.integers(-2, 2))


def _values(one: Entitled) -> dict[str, st.SearchStrategy[Any]]:
    days, small = _days(one), st.integers(0, 30)
    person: dict[str, st.SearchStrategy[Any]] = {
        "born_on": days,
        "died_on": st.none() | days,
        "registered_in": st.sampled_from([*CITY, "980101", None]),
        "guardian": st.none() | st.just("m"),
        "lawful_birth": st.none() | st.booleans(),
        "disability_grade": st.none() | st.integers(1, 4),
        "disability": st.none() | st.sampled_from(Disability),
        "disability_since": st.none() | days,
        "minimum_living": st.booleans(),
        "work": st.sampled_from(Work),
        "employer": st.none() | st.just("f"),
        "employed_since": st.none() | days,
        "insured_months": small,
        "graduated_on": st.none() | days,
        "unemployed_since": st.none() | days,
        "hard_to_employ": st.booleans(),
        "flexible_since": st.none() | days,
        "own_premium": st.none() | st.integers(0, 3),
        "discredited": st.booleans(),
        "registered_since": st.none() | days,
        "minimum_living_since": st.none() | days,
        "destitute_support": st.booleans(),
        "destitute_support_since": st.none() | days,
        "hard_to_employ_since": st.none() | days,
        "retires_on": st.none() | days,
        "injury_care_since": st.none() | days,
        "orphan_since": st.none() | days,
    }
    firm: dict[str, st.SearchStrategy[Any]] = {
        "kind": st.sampled_from(FirmKind),
        "size": st.none() | st.sampled_from(FirmSize),
        "insured": small,
        "layoffs": small,
        "premium": st.integers(0, 300),
        "months_paid": small,
        "deregistered_on": st.none() | days,
        "discredited": st.booleans(),
    }
    return firm if isinstance(one.row, Firm) else person


@st.composite
def changed(draw: st.DrawFn, one: Entitled) -> Person | Firm:
    """Somebody entitled, but for a few columns."""
    values = _values(one)
    names = draw(st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True))
    row: Person | Firm = replace(one.row, **{name: draw(values[name]) for name in names})
    return row


@pytest.mark.slow
@pytest.mark.parametrize("one", ALL, ids=lambda one: one.grant.code)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_narrowing_loses_nobody(district: District, one: Entitled, data: st.DataObject) -> None:
    """Whom the database leaves out, the rules would not have admitted; it leaves whom the bounds admit."""
    rows = data.draw(st.lists(changed(one), min_size=1, max_size=20))
    table = population.TABLES[type(one.row)].name
    query(district, f"DELETE FROM {table}")  # noqa: S608
    store(district, rows)
    left = PopulationStandIn(district).page(
        beneficiaries.kind(one.grant),
        narrowing=one.grant.narrowing,
        period=one.period,
        after="",
        size=1000,
    )
    kept = {row[0] for row in left}
    entitled = {
        f"k{number:04}"
        for number, row in enumerate(rows)
        if decide(one.grant, row, period=one.period, on=one.on).verdict
        in (EntitlementVerdict.ENTITLED, EntitlementVerdict.MISSING)
    }
    admitted = {
        f"k{number:04}" for number, row in enumerate(rows) if one.grant.narrowing.admits(row, one.period)
    }
    assert entitled <= kept
    assert kept == admitted


def test_a_row_is_read_as_it_was_written(district: District) -> None:
    """Every column comes back with the type that the rules compare with, on both databases."""
    for one in ALL:
        table = population.TABLES[type(one.row)]
        query(district, f"DELETE FROM {table.name}")  # noqa: S608
        store(district, [one.row])
        (row,) = PopulationStandIn(district).some(beneficiaries.kind(one.grant), ["k0000"])
        held = beneficiaries.read(one.grant, row, ())
        known = held.beneficiary.account_known
        assert held.beneficiary == replace(one.row, key="k0000", account_known=known)
        for name in one.row.__dataclass_fields__:
            assert type(getattr(held.beneficiary, name)) is type(getattr(one.row, name))
