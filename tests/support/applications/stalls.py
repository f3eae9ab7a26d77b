"""A night market with one place in each street, and one where somebody may wait for a place."""

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Final

import pytest

from activities.cases import reception
from client import Submission
from client.messages.enquiries.catalogue import Catalogue
from matters import catalogue
from matters.definitions import departments, law
from matters.language import (
    Asks,
    Figure,
    Form,
    Licence,
    Matter,
    OneMatter,
    Quota,
    Ranking,
    Text,
    Validity,
    WorkingDays,
)
from tests.support.applications.shop import OURS
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import Parts
from tests.support.town import query

ITEM: Final = "stall"
MARKET: Final = departments.URBAN_MANAGEMENT.code
PERMIT: Final = Licence(
    code="stall-permit", name="摊位证", type_code=f"{departments.URBAN_MANAGEMENT.credit_code}901"
)


class Stall(Form):
    street: Annotated[Text, Asks("在哪条街摆摊？", such_as=("东街",))]


def its_street(form: Stall) -> str:
    return form.street


ONE_PLACE: Final = Figure(name="每条街的摊位", value=Decimal(1), unit="个", basis=OURS)
QUOTA: Final = Quota[Stall](places=ONE_PLACE, area=its_street)
STALL: Final = Matter[Stall](
    code=ITEM,
    name="摊位许可",
    basic_code="990000000011",
    department=departments.URBAN_MANAGEMENT,
    form=Stall,
    promised=WorkingDays(count=5, basis=OURS),
    gives=PERMIT,
    valid=Validity(years=1, basis=OURS),
    quota=QUOTA,
    basis=OURS,
)
MARKET_STALL: Final = OneMatter[Stall](
    code="market-stall",
    edition="2026-11",
    name="摆摊一件事",
    basic_code="990000000010",
    lead=departments.URBAN_MANAGEMENT,
    form=Stall,
    matters=(STALL,),
    promised=WorkingDays(count=8, basis=OURS),
    timetable=law.TIMETABLE_OF_SERVICES,
    basis=OURS,
)


def with_quota(**changes: Any) -> OneMatter[Stall]:
    """The same with another quota, under another code."""
    stall = replace(STALL, quota=replace(QUOTA, **changes))
    return replace(MARKET_STALL, code="waiting-stall", matters=(stall,))


WAITING_STALL: Final = with_quota(waits=WorkingDays(count=10, basis=OURS))


def square(form: Stall) -> str:
    return form.street[1:]


def front_first(form: Stall) -> int:
    return 1 if form.street.startswith("前") else 2


RANKED_STALL: Final = replace(
    with_quota(area=square, ranking=Ranking(by=front_first, otherwise="由市场办统筹安排", basis=OURS)),
    code="ranked-stall",
)

SILENT_STALL: Final = replace(
    MARKET_STALL,
    code="silent-stall",
    matters=(replace(STALL, quota=None, statutory=WorkingDays(count=7, basis=OURS), deemed=OURS),),
)
"""Granted by silence."""


def offered(monkeypatch: pytest.MonkeyPatch, *stalls: OneMatter[Any]) -> None:
    """The engine has them, too, and its one window lists them alone."""
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (*catalogue.ONE_MATTERS, *stalls))
    monkeypatch.setattr(reception, "CATALOGUE", Catalogue(one_matters=tuple(map(reception.entry, stalls))))


def stall_in(street: str, *, one: OneMatter[Any] = MARKET_STALL) -> Submission:
    """Somebody applies for a place in a street."""
    changes = {"one_matter": one.code, "edition": None, "form": {"street": street}, "papers": ()}
    return submission(SMALL_SHOP).model_copy(update=changes)


def books(parts: Parts, street: str) -> list[str]:
    """What of the places of a street was made of whom, in their order."""
    sql = "SELECT state FROM places WHERE pool LIKE :p ORDER BY rank"
    return [state for (state,) in query(parts.ledger, sql, p=f"%{street}")]
