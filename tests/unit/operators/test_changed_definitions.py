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
    "first：原由 health 办理，现由 tax 办理": _with(department=departments.TAX),
    "first：承诺时限已改变": _with(promised=days(1)),
    "first：法定时限已改变": _with(statutory=None),
    "first：原颁发 permit，现颁发 card": _with(gives=CARD),
    "first：已没有该事项": replace(SOUND, matters=(SECOND,)),
    "事项目录中已没有该版": replace(SOUND, edition="2099-01"),
    "新要求 form.dogs": replace(SOUND, form=AskedMore),
    "不再要求 papers.proof": _with(materials=()),
}


@pytest.mark.parametrize("says", CHANGED)
def test_a_change_in_place(says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, once for all cases that it would leave alone, and these with it."""
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (CHANGED[says],))
    plan, cases = _planned(), [uuid4(), uuid4()]
    found = definitions.changed((case, plan) for case in cases)
    assert found[f"{SOUND.code} {SOUND.edition}：{says}"] == cases


def test_a_new_edition_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written as another edition leaves the cases of this one as they are."""
    other = replace(_with(department=departments.TAX), edition="2099-01", since=date(2099, 1, 1))
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (SOUND, other))
    assert not [*definitions.changes(_planned())]


def test_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no worker takes the queue of a department any more, that is told of each of its items."""
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (SOUND,))
    monkeypatch.setattr(definitions, "DESK_QUEUES", ())
    assert "first：部门 health 已没有 worker" in definitions.changes(_planned())


@pytest.mark.parametrize("name", EXAMPLES)
def test_as_it_was(name: str) -> None:
    """A case of a definition that nobody has touched goes on, also where items are unfolded."""
    assert not [*definitions.changes(application(name).plan())]
