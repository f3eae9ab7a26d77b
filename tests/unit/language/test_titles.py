"""What people call what is filed: papers by their names, answers by their questions."""

import pytest

from activities.enquiries.titles import FiledPaths, called
from matters import catalogue
from matters.review.titles import title


@pytest.mark.parametrize(
    ("one", "path", "name"),
    [
        ("restaurant", "papers.layout-plan", "经营场所布局与操作流程图"),
        ("restaurant", "form.floor_area", "经营面积（平方米）"),
        ("recruitment", "papers.labour-contract[1]", "劳动合同"),
        ("recruitment", "form.employees[2]", "本次录用的员工"),
        ("recruitment", "form.employees[2].wage", "员工3：月工资（元）"),
        ("recruitment", "form.employees[2].height", ""),
        ("restaurant", "form.height", ""),
        ("restaurant", "papers.selfie", ""),
        ("restaurant", "floor_area", ""),
    ],
)
def test_what_it_is_called(one: str, path: str, name: str) -> None:
    """By its path; what nobody is asked for has no name."""
    assert title(catalogue.find(one), path) == name


def test_of_an_edition_that_is_gone() -> None:
    """Nothing has a name there, and a case of it can be looked at all the same."""
    paths = ("papers.layout-plan", "papers.selfie")
    assert called(FiledPaths("restaurant", "2026-11", paths)) == {paths[0]: "经营场所布局与操作流程图"}
    assert called(FiledPaths("restaurant", "1999-01", paths)) == {}
