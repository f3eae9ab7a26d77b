"""What somebody says of himself: a datum within its bounds and in its unit, or nothing (T7)."""

import json
from typing import Any

import pytest

from activities.grants.payees import declarations
from matters.definitions.grants import CHILD_CARE, DISABILITY_CARE, FLEXIBLE_EMPLOYMENT, JOB_RETENTION
from matters.language import Datum, Grant


@pytest.mark.parametrize(
    ("grant", "field", "told", "held"),
    [
        (CHILD_CARE, "guardian", "m", "m"),
        (CHILD_CARE, "lawful_birth", "true", True),
        (FLEXIBLE_EMPLOYMENT, "own_premium", "7500.5", 750_050),
        (FLEXIBLE_EMPLOYMENT, "own_premium", "20000", 2_000_000),
        (DISABILITY_CARE, "disability", "视力", "视力"),
        (JOB_RETENTION, "size", "小型", "小型"),
    ],
)
def test_a_datum(grant: Grant[Any], field: str, told: str, held: object) -> None:
    """It is what its field is, a sum in fen."""
    assert json.loads(declarations.read(grant, field, told)) == held


@pytest.mark.parametrize(
    ("grant", "field", "told", "why"),
    [
        (FLEXIBLE_EMPLOYMENT, "own_premium", "600000000", "不得超过20,000.00元"),
        (FLEXIBLE_EMPLOYMENT, "own_premium", "20000.01", "不得超过"),
        (FLEXIBLE_EMPLOYMENT, "own_premium", "-1", "以元为单位"),
        (FLEXIBLE_EMPLOYMENT, "own_premium", "1e9", "以元为单位"),
        (FLEXIBLE_EMPLOYMENT, "own_premium", "١٢", "以元为单位"),
        (FLEXIBLE_EMPLOYMENT, "own_premium", "7500.505", "以元为单位"),
        (DISABILITY_CARE, "disability", "其他", "格式不正确"),
        (CHILD_CARE, "lawful_birth", "maybe", "格式不正确"),
    ],
)
def test_what_cannot_be_that_datum(grant: Grant[Any], field: str, told: str, why: str) -> None:
    """It is refused, and whoever says it is told what is wanted."""
    with pytest.raises(ValueError, match=why):
        declarations.read(grant, field, told)


@pytest.mark.parametrize("told", ["12", "62284800000000x1", "妈妈", "٦٢٢٨٤٨٠٠٠٠٠٠", "6" * 22])
def test_what_is_no_account(told: str) -> None:
    """Nobody is paid onto it."""
    with pytest.raises(ValueError, match="9至21位"):
        declarations.account(told)


def test_a_sum_has_a_bound() -> None:
    """Every number that a policy asks for has one, in the unit in which it is told."""
    asked = [rule.datum for grant in (FLEXIBLE_EMPLOYMENT, JOB_RETENTION) for rule in grant.all_rules]
    assert {datum.field for datum in asked if isinstance(datum, Datum) and datum.at_most} == {"own_premium"}
