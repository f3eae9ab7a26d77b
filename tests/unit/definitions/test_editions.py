"""Editions hold by the day, and say what becomes of what an earlier one has begun."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from matters import catalogue
from matters.definitions.grants import OLD_AGE
from matters.definitions.newborn import NEWBORN, NEWBORN_2026_11
from matters.language import Grant, NotInForce, OneMatter, RunningCases
from matters.proof.edition_proof import edition_faults
from matters.proof.grant_proof import prove_grant

BEFORE: Final = date(2026, 12, 31)
AFTER: Final = date(2027, 1, 1)

OLD: Final = replace(NEWBORN_2026_11, until=date(2027, 6, 30))
NEW: Final = replace(NEWBORN, since=AFTER)
DRAFT: Final = replace(NEWBORN, edition="2028-01", draft=True)


@pytest.fixture(autouse=True)
def _listed(monkeypatch: pytest.MonkeyPatch) -> None:
    _list(monkeypatch, DRAFT, NEW, OLD)


def _list(monkeypatch: pytest.MonkeyPatch, *ones: OneMatter[Any]) -> None:
    monkeypatch.setattr(catalogue, "ONE_MATTERS", ones)


def test_the_day_says_which_edition_holds() -> None:
    """Whatever the order in which they are listed; of two that hold the later one."""
    assert catalogue.find("newborn", on=BEFORE) is OLD
    assert catalogue.find("newborn", on=AFTER) is NEW
    assert catalogue.find("newborn", on=date(2027, 7, 1)) is NEW


def test_what_was_followed_does_not_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the later edition is over, none holds, though nobody has ended the earlier one."""
    lasting, over = replace(OLD, until=None), replace(NEW, until=date(2027, 6, 30))
    _list(monkeypatch, lasting, over)
    assert catalogue.in_force(catalogue.ONE_MATTERS, on=date(2027, 6, 30)) == (over,)
    assert catalogue.in_force(catalogue.ONE_MATTERS, on=date(2027, 7, 1)) == ()
    with pytest.raises(catalogue.NotInCatalogue, match="no edition of 'newborn' holds on"):
        catalogue.find("newborn", on=date(2027, 7, 1))


def test_an_edition_that_is_named_holds_on_the_day() -> None:
    """One that is over, not yet in force, or a draft begins no case, and the message says when it holds."""
    assert catalogue.find("newborn", "2026-11", on=AFTER) is OLD
    for edition, day in (("2026-12", BEFORE), ("2026-11", date(2027, 7, 1)), ("2028-01", AFTER)):
        with pytest.raises(catalogue.NotInCatalogue, match="no edition of 'newborn' holds on"):
            catalogue.find("newborn", edition, on=day)


def test_a_draft_is_shown_when_it_is_named() -> None:
    """Without a day, an author sees the draft that he names, and everybody else what is settled."""
    assert catalogue.find("newborn", "2028-01") is DRAFT
    assert catalogue.find("newborn") is OLD


def test_a_case_goes_on_by_the_edition_that_began_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mended form is planned by it for as long as it takes, unless the new one takes its cases over."""
    assert catalogue.find_begun("newborn", "2026-11", on=date(2027, 12, 31)) is OLD
    moving = replace(NEW, running=RunningCases.MOVE)
    _list(monkeypatch, OLD, moving)
    assert catalogue.find_begun("newborn", "2026-11", on=BEFORE) is OLD
    assert catalogue.find_begun("newborn", "2026-11", on=AFTER) is moving


def test_an_edition_that_ends_before_it_begins() -> None:
    """Is refused at import."""
    with pytest.raises(
        NotInForce, match="ends on 2026-12-31, before it begins on 2027-01-01; mend its dates"
    ):
        replace(NEWBORN, since=AFTER, until=BEFORE)


@pytest.mark.parametrize(
    ("earlier", "later", "told"),
    [
        ({"since": AFTER}, {"since": AFTER}, "both hold from 2027-01-01 on"),
        ({"until": AFTER}, {"since": AFTER}, "both hold from 2027-01-01 to 2027-01-01"),
        ({"until": BEFORE}, {"since": date(2027, 2, 1)}, "none holds from 2027-01-01 to 2027-01-31"),
        ({"until": BEFORE}, {"since": date(2027, 2, 1), "resumes": NEWBORN.basis}, ""),
        ({"until": BEFORE}, {"since": AFTER}, ""),
        ({}, {"since": AFTER}, ""),
        ({}, {"draft": True}, ""),
    ],
)
def test_editions_follow_each_other(earlier: dict[str, Any], later: dict[str, Any], told: str) -> None:
    """Of one-matters and of grants alike: no day has two, and none has no edition without a text for it."""
    for definition in (NEWBORN, OLD_AGE):
        two: Any = (replace(definition, edition="1", **earlier), replace(definition, edition="2", **later))
        assert told in "\n".join(map(str, edition_faults(two)))
        assert told or not tuple(edition_faults(two))


@pytest.mark.parametrize("definition", [NEWBORN, OLD_AGE], ids=lambda one: one.code)
def test_editions_without_a_day(definition: OneMatter[Any] | Grant[Any]) -> None:
    """Nobody could say which holds."""
    two: Any = tuple(replace(definition, edition=edition, since=None) for edition in ("1", "2"))
    (fault,) = edition_faults(two)
    assert "both hold from ever on" in str(fault)


def test_a_grant_that_begins_when_its_term_is_over() -> None:
    """It would never be paid."""
    term = replace(OLD_AGE.term, until=BEFORE)
    assert "when its term has ended" in str(prove_grant(replace(OLD_AGE, term=term, since=AFTER))[0])


def test_grants_hold_by_the_day_likewise(monkeypatch: pytest.MonkeyPatch) -> None:
    """An edition that is not in force yet pays nobody; nor does a draft."""
    later: Grant[Any] = replace(OLD_AGE, edition="2027-01", since=AFTER)
    monkeypatch.setattr(catalogue, "GRANTS", (later, OLD_AGE))
    assert catalogue.find_grant(OLD_AGE.code, on=BEFORE) is OLD_AGE
    assert catalogue.find_grant(OLD_AGE.code, on=AFTER) is later
    monkeypatch.setattr(catalogue, "GRANTS", (replace(OLD_AGE, draft=True),))
    with pytest.raises(catalogue.UnknownGrant, match="is a draft"):
        catalogue.find_grant(OLD_AGE.code)
