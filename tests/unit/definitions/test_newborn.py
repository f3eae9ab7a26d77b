"""Whom a person looks at: who reports a birth and is no parent, and what the register cannot know."""

from typing import Any, Final

import pytest

from matters.language import Severity
from tests.support.applications.district import Filing

GRANDMOTHER: Final = "990101195202020020"
FATHER: Final = "990101199007080018"
MOTHER: Final = "990101199203120021"


@pytest.mark.parametrize("settles", ["随母落户", "不在本市落户"])
@pytest.mark.parametrize(("applicant", "seen"), [(FATHER, False), (GRANDMOTHER, True)])
def test_another_than_a_parent_is_looked_at(settles: str, applicant: str, *, seen: bool) -> None:
    """户口登记条例 Art. 7 lets relatives report; nobody pays them unseen, wherever the child settles."""
    filing = Filing(case="newborn-married-with-mother", applicant=applicant, form={"settles": settles})
    found, wrong = filing.review()
    assert not wrong
    told = [one.severity for one in found.findings if one.rule == "newborn.by-a-parent"]
    assert told == [Severity.TO_A_PERSON] * seen


@pytest.mark.parametrize(("parent", "applicant"), [(FATHER, MOTHER), (MOTHER, FATHER)])
def test_a_child_of_somebody_who_has_died(parent: str, applicant: str) -> None:
    """Into his household register it is written by a person only; into the other parent's unseen."""
    said = {"register": "population-register", "key": parent, "entry": {"alive": False}}
    for settles, dead in (("随父落户", FATHER), ("随母落户", MOTHER)):
        filing = Filing(
            case="newborn-married-with-mother", applicant=applicant, form={"settles": settles}, said=(said,)
        )
        found, wrong = filing.review()
        assert not wrong
        seen = [one.severity for one in found.findings if one.rule == "newborn.receiving-lives"]
        assert seen == [Severity.TO_A_PERSON] * (dead == parent)


@pytest.mark.parametrize(
    ("born_on", "recorded", "told"),
    [
        # an older sibling that is registered late: the register has the younger one already
        ("2026-01-05", {"born_on": "2026-11-10", "sex": "男", "hospital": "示范区第一医院"}, "recorded"),
        # a younger one, of whom the hospital has not told yet
        ("2026-11-10", {"born_on": "2024-03-01", "sex": "男", "hospital": "别处医院"}, "recorded"),
        # the same after twins: no question of midnight, and no sex to agree with
        ("2026-11-10", {"born_on": "2024-03-01", "children": 2, "certified": 2}, "recorded"),
        # two digits the wrong way round: the same birth, to be mended
        ("2026-11-01", {}, "agrees"),
        # twins on either side of midnight
        ("2026-11-11", {"children": 2}, "midnight"),
        ("2026-11-10", {}, ""),
    ],
)
def test_a_birth_that_the_register_does_not_tell_of(
    born_on: str, recorded: dict[str, Any], told: str
) -> None:
    """It has the last one: of another nobody is told to mend what is right, and nothing passes unseen."""
    said = {"register": "birth-register", "key": MOTHER, "entry": recorded}
    filing = Filing(case="newborn-married-with-mother", form={"born_on": born_on}, said=(said,))
    found, wrong = filing.review()
    rules = {
        "recorded": ("newborn.birth-recorded", Severity.TO_A_PERSON),
        "agrees": ("newborn.birth-agrees", Severity.MUST_MEND),
        "midnight": ("newborn.twins-at-midnight", Severity.TO_A_PERSON),
    }
    graver = [(one.rule, one.severity) for one in found.findings if one.severity is not Severity.WARNING]
    assert not wrong
    assert graver == ([rules[told]] if told else [])
