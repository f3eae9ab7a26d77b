"""A place is the same place, however its address is typed."""

import pytest

from matters.definitions.restaurant.operator_checks import shop
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
