"""The gate before a release: definitions changed in place, under cases that have planned by them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final
from uuid import uuid4

import pytest

from deploy.releases import definitions
from matters import catalogue
from matters.definitions import departments
from matters.language import Asks, Facts, OneMatter
from matters.plan.application import Application
from matters.plan.plan import Plan
from tests.support.applications.planned import application
from tests.support.applications.shop import CARD, FIRST, SECOND, SOUND, Shop, days
from tests.support.places import CASES

EXAMPLES: Final = sorted(file.stem for file in CASES.glob("*.json") if "one_matter" in file.read_text())


class AskedMore(Shop):
    dogs: Annotated[bool, Asks("是否有犬？")] = False


def _with(**changes: Any) -> OneMatter[Any]:
    return replace(SOUND, matters=(replace(FIRST, **changes), *SOUND.matters[1:]))


def _planned() -> Plan:
    asked = Shop(area=Decimal(20), street="东街")
    return Application(one=SOUND, form=asked, facts=Facts(on=date(2026, 11, 23), applicant="")).plan()


CHANGED: Final = {
    "first: was for health, is for tax": _with(department=departments.TAX),
    "first: another promised limit": _with(promised=days(1)),
    "first: another limit of the law": _with(statutory=None),
    "first: gave permit, gives card": _with(gives=CARD),
    "first: there is no such item any more": replace(SOUND, matters=(SECOND,)),
    "the catalogue has no such edition any more": replace(SOUND, edition="2099-01"),
    "form.dogs is asked for, and was not": replace(SOUND, form=AskedMore),
    "papers.proof is asked for no longer": _with(materials=()),
}


@pytest.mark.parametrize("says", CHANGED)
def test_a_change_in_place(says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, once for all cases that it would leave alone, and these with it."""
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (CHANGED[says],))
    plan, cases = _planned(), [uuid4(), uuid4()]
    found = definitions.changed((case, plan) for case in cases)
    assert found[f"{SOUND.code} {SOUND.edition}: {says}"] == cases


def test_a_new_edition_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written as another edition leaves the cases of this one as they are."""
    other = replace(_with(department=departments.TAX), edition="2099-01", since=date(2099, 1, 1))
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (SOUND, other))
    assert not [*definitions.changes(_planned())]


def test_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no worker takes the queue of a department any more, that is told of each of its items."""
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (SOUND,))
    monkeypatch.setattr(definitions, "DESK_QUEUES", ())
    assert "first: nobody works for health any more" in definitions.changes(_planned())


@pytest.mark.parametrize("name", EXAMPLES)
def test_as_it_was(name: str) -> None:
    """A case of a definition that nobody has touched goes on, also where items are unfolded."""
    assert not [*definitions.changes(application(name).plan())]
