"""In which order children are given places where there are more of them than places (招生排序).

The order is that of one district (上海市奉贤区 2024), for want of a national one; within one rank the earlier
certificate goes first there, and the earlier acceptance here. Which school it is, is decided outside, when
everybody has applied: a case knows its own rank, and waits for its placement.
"""

from collections.abc import Mapping
from typing import Final

from ...language import Basis, Confidence
from .form import HomeTitle, HousedPupil, HouseholdPlace

ORDER: Final = Basis(
    document="上海市奉贤区义务教育阶段公办学校本市户籍学生招生排序细则",
    article="2024年",
    confidence=Confidence.SECONDARY,
)
LAST: Final = 9
AFTERWARDS: Final = 10
"""Of those registered elsewhere: no order was found, so they come after the others here."""

RANKS: Final[Mapping[tuple[HouseholdPlace, HomeTitle], int]] = {
    (HouseholdPlace.SAME, HomeTitle.PARENTS): 1,
    (HouseholdPlace.SAME, HomeTitle.GRANDPARENTS): 2,
    (HouseholdPlace.APART, HomeTitle.PARENTS): 3,
    (HouseholdPlace.APART, HomeTitle.GRANDPARENTS): 4,
    (HouseholdPlace.SAME, HomeTitle.SHARED): 5,
    (HouseholdPlace.APART, HomeTitle.SHARED): 6,
    (HouseholdPlace.APART, HomeTitle.CONTRACT): 7,
    (HouseholdPlace.APART, HomeTitle.RENTED): 8,
}


def rank(form: HousedPupil) -> int:
    """1 is first."""
    if form.household is HouseholdPlace.ELSEWHERE:
        return AFTERWARDS
    return RANKS.get((form.household, form.home_title), LAST)
