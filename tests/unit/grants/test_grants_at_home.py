"""Grants of need and family at their edges: the two disability allowances, child care."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matters.definitions.grants import CHILD_CARE
from matters.entitlement.entitlement import EntitlementVerdict
from matters.language import Disability, Mode, Period
from tests.support.beneficiaries import CHILD, POOR, SEVERE, enjoyed


def test_a_card_counts_from_its_month() -> None:
    """Issued on the last day of October, it gives October's allowance, not September's."""
    issued: dict[str, Any] = {"disability_since": date(2026, 10, 31)}
    assert POOR.fen(**issued) == 11_000
    assert POOR.fen(period=Period.month(2026, 9), **issued) == 0


@pytest.mark.parametrize("whose", [POOR, SEVERE], ids=["living", "care"])
def test_the_month_of_death_of_the_disabled(whose: Any) -> None:
    """It is the last that is paid."""
    died: dict[str, Any] = {"died_on": date(2026, 10, 1)}
    assert whose.fen(**died) > 0
    assert whose.fen(period=Period.month(2026, 11), **died) == 0


def test_the_living_allowance_is_for_the_poor() -> None:
    """Without minimum-living support there is none; in destitute support its other help excludes it."""
    assert POOR.decided(minimum_living=False).verdict is EntitlementVerdict.NOT
    assert POOR.decided(destitute_support=True).verdict is EntitlementVerdict.EXCLUDED


@pytest.mark.parametrize(
    ("grade", "kind", "fen"),
    [
        (1, Disability.VISION, 11_000),
        (1, None, 11_000),
        (2, Disability.VISION, 6_000),
        (3, Disability.VISION, 0),
        (3, Disability.MENTAL, 6_000),
        (4, Disability.INTELLECTUAL, 6_000),
        (4, Disability.MULTIPLE, 0),
        (None, Disability.MENTAL, 0),
    ],
)
def test_the_care_allowance_by_grade_and_kind(grade: int | None, kind: Disability | None, fen: int) -> None:
    """Grades one and two; of mind and intellect three and four as well."""
    assert SEVERE.fen(disability_grade=grade, disability=kind) == fen


def test_an_unknown_kind_is_asked_for_where_it_matters() -> None:
    """Grade three depends upon the kind; grade one does not."""
    asked = SEVERE.decided(disability_grade=3, disability=None)
    assert [datum.field for datum in asked.missing] == ["disability"]


def test_both_allowances_may_be_had_together() -> None:
    """The one excludes the other in no month; another care subsidy excludes care in its own."""
    assert SEVERE.fen(enjoyed=enjoyed("disability-living-allowance", "2026-10")) > 0
    same = SEVERE.decided(enjoyed=enjoyed("elderly-care-subsidy", "2026-10"))
    assert same.verdict is EntitlementVerdict.EXCLUDED
    assert SEVERE.fen(enjoyed=enjoyed("elderly-care-subsidy", "2026-09")) > 0


@pytest.mark.parametrize(
    ("born_on", "yuan"),
    [
        (date(2021, 12, 31), 0),
        (date(2022, 1, 1), 300),
        (date(2022, 12, 31), 3600),
        (date(2024, 1, 31), 7500),
        (date(2024, 2, 29), 7800),
        (date(2024, 12, 1), 10_800),
        (date(2025, 1, 1), 10_800),
        (date(2025, 6, 30), 10_800),
    ],
)
def test_a_childhood_of_allowances(born_on: date, yuan: int) -> None:
    """The totals that were published for 2024-01 and 2025-01, and those at the edges around them."""
    years = [CHILD.fen(born_on=born_on, period=Period.year(year)) for year in range(2022, 2032)]
    assert sum(years) == 100 * yuan


@given(
    st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    st.integers(0, 1),
    st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_every_child_born_under_the_policy_gets_three_years_at_most(
    born_on: date, late: int, claims: list[bool]
) -> None:
    """Three times the full sum to whoever claims in time and every year, whatever the day; never more."""
    had: list[str] = []
    for number in range(6):
        label = str(born_on.year + number)
        enjoyed_before = tuple(each for before in had for each in enjoyed("child-care-allowance", before))
        fen = CHILD.fen(born_on=born_on, period=Period.year(born_on.year + number), enjoyed=enjoyed_before)
        assert fen in {0, 360_000}
        had += [label] if fen and number >= late and (all(claims) or claims[number]) else []
    assert len(had) <= 3
    assert len(had) == 3 or not all(claims)


def test_a_full_year_and_part_of_one() -> None:
    """A full year is 3,600, a part 300 a month; the child's death ends it with its month."""
    assert CHILD.fen() == 360_000
    assert CHILD.fen(period=Period.year(2027)) == 5 * 30_000
    assert CHILD.fen(died_on=date(2026, 2, 1)) == 2 * 30_000
    assert CHILD.fen(died_on=date(2025, 12, 31)) == 0


@pytest.mark.parametrize(
    ("born_on", "period", "on", "had", "left"),
    [
        (date(2025, 6, 1), "2025", date(2026, 12, 31), (), False),  # the last day of the next year
        (date(2025, 6, 1), "2026", date(2027, 1, 1), (), True),
        (date(2025, 6, 1), "2027", date(2027, 3, 1), ("2026",), False),
        (date(2025, 6, 1), "2027", date(2027, 3, 1), (), True),  # in its third year
        (date(2024, 2, 29), "2025", date(2025, 12, 31), (), False),
        (date(2024, 2, 29), "2026", date(2026, 1, 2), (), True),
        (date(2024, 2, 29), "2026", date(2026, 1, 2), ("2025",), False),
    ],
)
def test_a_first_claim_that_comes_late_is_an_officers(
    born_on: date, period: str, on: date, had: tuple[str, ...], *, left: bool
) -> None:
    """The receiving place decides it (申领期限): it is due, and no machine pays it; later claims are paid."""
    before = tuple(each for year in had for each in enjoyed("child-care-allowance", year))
    decided = CHILD.decided(period=Period.year(int(period)), on=on, born_on=born_on, enjoyed=before)
    assert decided.verdict is EntitlementVerdict.ENTITLED
    assert bool(decided.left_to_officers) == left


def test_the_child_care_allowance_is_offered_not_paid() -> None:
    """The law asks for an application, so everything is filled in and nothing is done unasked."""
    assert CHILD.decided().mode is Mode.APPLICATION
    assert CHILD_CARE.entry.passed


def test_several_missing_data_are_asked_for_at_once() -> None:
    """Each once, in the order of the rules."""
    asked = CHILD.decided(lawful_birth=None, guardian=None, account_known=False)
    assert [datum.field for datum in asked.missing] == ["lawful_birth", "guardian", "account_known"]
    assert CHILD.decided(lawful_birth=False, guardian=None).missing == ()
