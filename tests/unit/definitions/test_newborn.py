"""Whom a person looks at: who reports a birth and is no parent, and what the register cannot know."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from matters.definitions.newborn import NEWBORN, NEWBORN_2026_11
from matters.definitions.newborn.birth_checks import BIRTH_RECORDED
from matters.definitions.registers import InsuranceEntry
from matters.language import OneMatter, Severity
from matters.plan.plan import Source
from matters.review.review import ReviewConclusion
from tests.support.applications.district import Filing
from tests.support.applications.planned import application

GRANDMOTHER: Final = "990101195202020020"
FATHER: Final = "990101199007080018"
MOTHER: Final = "990101199203120021"
HERE_ONLY: Final = {"through_father"}
FIRST: Final = ("birth-certificate", "household-registration")


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


def _through_father(*said: dict[str, Any], insisted: tuple[str, ...] = ()) -> dict[str, Severity]:
    """What is found where a mother without work is covered by her husband; born on 2026-11-10."""
    filing = Filing(
        case="newborn-married-with-mother",
        form={"maternity_insured": False, "through_father": True},
        said=({"register": "insurance-register", "key": MOTHER, "entry": {"maternity": False}}, *said),
        insisted=insisted,
    )
    return {one.rule: one.severity for one in filing.review()[0].findings}


@pytest.mark.parametrize(
    ("marriage", "insurance", "told"),
    [
        ({}, {"maternity": True}, []),
        # what came to an end after the birth takes nothing away, and nor does its last day
        ({"ended_on": "2026-11-13"}, {"maternity": False, "until": "2026-11-13"}, ["marriage-ended"]),
        ({"ended_on": "2026-11-10"}, {"maternity": False, "until": "2026-11-10"}, ["marriage-ended"]),
        # a widow whose husband had died: until then he was insured
        (
            {"ended_on": "2026-10-12"},
            {"maternity": False, "until": "2026-10-12"},
            ["marriage-ended", "spouse-ended"],
        ),
        # divorced long before: not his wife any more, and the household is told to mend as ever
        ({"ended_on": "2020-01-02"}, {"maternity": True}, ["marriage-agrees", "spouse-ended"]),
        ({"registered_on": "2026-11-11"}, {"maternity": True}, ["spouse-later"]),
        # insured, but not on that day
        ({}, {"maternity": True, "since": "2026-11-11"}, ["spouse-insured"]),
        ({}, {"maternity": False, "until": "2026-11-09"}, ["spouse-insured"]),
    ],
)
def test_the_day_of_the_birth_counts(
    marriage: dict[str, Any], insurance: dict[str, Any], told: list[str]
) -> None:
    """社会保险法 Art. 54 pays for a birth: by the marriage and the insurance of that day, not of today."""
    found = _through_father(
        {"register": "marriage-register", "key": MOTHER, "entry": marriage},
        {"register": "insurance-register", "key": FATHER, "entry": {"maternity": False, **insurance}},
    )
    assert sorted(found) == [f"newborn.{rule}" for rule in told]


def test_since_and_until() -> None:
    """A register tells since when and until when, both inclusive; what it does not tell was always so."""
    during = InsuranceEntry(
        as_of=date(2026, 11, 1), maternity=False, since=date(2026, 3, 1), until=date(2026, 5, 31)
    )
    days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31), date(2026, 6, 1))
    assert [during.covers(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("register", "key", "entry", "rule", "path"),
    [
        ("insurance-register", FATHER, None, "newborn.spouse-insured", "form.through_father"),
        ("marriage-register", MOTHER, None, "newborn.spouse", "form.through_father"),
    ],
)
def test_what_is_said_again_is_looked_at(register: str, key: str, entry: None, rule: str, path: str) -> None:
    """A register may be wrong of a marriage or an insurance, too: nobody is told to mend it for ever."""
    said = (
        {"register": "insurance-register", "key": FATHER, "entry": {"maternity": True}},
        {"register": register, "key": key, "entry": entry},
    )
    assert _through_father(*said)[rule] is Severity.MUST_MEND
    assert _through_father(*said, insisted=(path,))[rule] is Severity.TO_A_PERSON


def test_a_certificate_that_the_library_says_is_revoked() -> None:
    """Whoever brings it all the same is seen by a person, who looks at both."""
    said = {
        "register": "licence-library",
        "key": f"marriage-certificate/{MOTHER}",
        "entry": {"status": "撤销或注销"},
    }
    filing = Filing(case="newborn-married-with-mother", said=(said,))
    brought = Filing(case=filing.case, said=(said,), papers={"marriage-certificate": "sha256"})
    assert filing.review()[0].conclusion is ReviewConclusion.CORRECT
    found, _ = brought.review()
    assert found.conclusion is ReviewConclusion.TO_A_PERSON
    assert {one.rule for one in found.findings} == {"paper.valid", "paper.original"}


@pytest.mark.parametrize("one", [NEWBORN, NEWBORN_2026_11], ids=lambda one: one.edition)
def test_what_is_had_already_is_left_out(one: OneMatter[Any]) -> None:
    """The rest goes on, with the certificate as the library has it, or as it is brought."""
    asked = application("newborn-married-with-mother", already_had=["出生医学证明", "出生户口登记"])
    asked = replace(asked, one=one, form=one.form.model_validate(asked.form.model_dump(exclude=HERE_ONLY)))
    assert [(left.code, left.because) for left in asked.plan().left_out if left.code in FIRST] == [
        ("birth-certificate", "出生医学证明尚未签发"),
        ("household-registration", "在本市落户，尚未办理出生户口登记"),
    ]
    nothing: dict[tuple[str, str], str] = {}
    for held, source in ((asked.held, Source.LICENCE_LIBRARY), (nothing, Source.APPLICANT)):
        items = replace(asked, held=held).plan().items
        papers = {paper.code: paper.source for item in items for paper in item.papers}
        assert papers == dict.fromkeys(("birth-certificate", "newborn-register-page"), source)
        assert {item.code for item in items} >= {"insurance-enrolment", "social-security-card"}


@pytest.mark.parametrize("one", [NEWBORN, NEWBORN_2026_11], ids=lambda one: one.edition)
@pytest.mark.parametrize(
    ("had", "seen"), [([], "birth-certificate"), (["出生医学证明"], "vaccination-record")]
)
def test_a_doubt_about_the_birth(one: OneMatter[Any], had: list[str], seen: str) -> None:
    """Is the certificate's; where that is had already, nobody vaccinates by machine upon one unseen."""
    asked = application("newborn-married-with-mother", already_had=had)
    form = one.form.model_validate(asked.form.model_dump(exclude=HERE_ONLY))
    doubt = BIRTH_RECORDED.doubt(seen, because="登记系统没有应答")
    planned = replace(asked, one=one, form=form, findings=(doubt,)).plan()
    assert [item.code for item in planned.items if item.doubts] == [seen]


def test_a_certificate_that_nobody_has_issued() -> None:
    """Reaches an officer where vaccination is all that is left, too."""
    left = {
        "settles": "不在本市落户",
        "maternity_insured": False,
        "bank_account": None,
        "already_had": ["出生医学证明"],
    }
    found, _ = Filing(case="newborn-married-with-mother", form=left).review()
    assert [(one.matter, one.rule) for one in found.findings] == [
        ("vaccination-record", "newborn.certificate-recorded")
    ]
