"""What a guardian is told of the household that he says the child is of."""

from datetime import date

import pytest

from matters.definitions.registers import POPULATION, PersonEntry
from matters.definitions.school.checks import household_is_as_said
from matters.definitions.school.form import HouseholdPlace
from tests.support.applications.planned import application


@pytest.mark.parametrize(
    ("division", "said", "agrees"),
    [
        ("990101", HouseholdPlace.SAME, True),
        ("990102", HouseholdPlace.APART, True),
        ("990102", HouseholdPlace.ELSEWHERE, False),
        ("980101", HouseholdPlace.APART, False),
        ("980101", HouseholdPlace.ELSEWHERE, True),
    ],
)
def test_a_child_of_another_district(division: str, said: HouseholdPlace, *, agrees: bool) -> None:
    """Is of this city: it need not pass for one from elsewhere, which would be ranked last."""
    asked = application("school-first-rank", household=said)
    child = PersonEntry(
        as_of=date(2026, 11, 1),
        number=asked.form.child_id,
        name=asked.form.child_name,
        sex="男",
        division=division,
        address="示范二区学府路1号",
    )
    told = asked.facts.told({(POPULATION, asked.form.child_id): child})
    assert household_is_as_said(asked.form, told) is agrees
