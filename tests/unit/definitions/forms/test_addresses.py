"""A place is the same place, however its address is typed."""

from datetime import date

import pytest

from matters.definitions.registers import POPULATION, PersonEntry
from matters.definitions.restaurant.operator_checks import shop
from matters.definitions.school.checks import household_is_as_said
from matters.definitions.school.form import HouseholdPlace
from tests.support.applications.district import Filing
from tests.support.applications.planned import SMALL, application


@pytest.mark.parametrize("address", ["示范区人民路４号", "示范区人民路 4 号", "示范区人民路4号　"])
def test_a_shop(address: str) -> None:
    """Wide digits and blanks make no other shop: not among cases, and not beside what registers say."""
    assert shop(application(SMALL, address=address).form) == shop(application(SMALL).form)
    found, wrong = Filing(case=SMALL, form={"address": address}).review()
    assert not wrong
    assert not found.findings


@pytest.mark.parametrize(
    ("address", "elsewhere"),
    [("示范区学府路１６号", False), ("示范区学府路 16 号", False), ("示范区学府路17号", True)],
)
def test_a_home(address: str, *, elsewhere: bool) -> None:
    """Nor does a child live elsewhere than where it is registered."""
    found, wrong = Filing(case="school-first-rank", form={"home_address": address}).review()
    assert not wrong
    assert ("school.same-address" in {one.rule for one in found.findings}) is elsewhere


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
