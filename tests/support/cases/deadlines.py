"""Deadlines of a food licence in review, and what operators search by."""

from datetime import date, datetime, timedelta
from typing import Final

from temporalio.common import TypedSearchAttributes

from client import Case
from matters import clock
from matters.clock import Term, Unit
from matters.clock.calendar import published
from tests.support.parts import Parts
from tests.support.states import FOOD
from workflows import visibility

MARKET: Final = "market-regulation"
PROMISED, STATUTORY, EXTENSION = 10, 20, 10
"""Working days of a food licence."""
REST: Final = timedelta(seconds=20)
"""By then the server shows what a case has to say."""


async def granted(parts: Parts, case: Case) -> None:
    for officer in ("officer-1", "officer-2"):
        await parts.desk(MARKET, officer).grant(case.id, FOOD)


async def searched(parts: Parts, case: Case) -> TypedSearchAttributes:
    """What operators search by, once the server has been told."""
    await parts.forward(case.id, REST)
    await case.progress()
    return (await parts.handle(case.id).describe()).typed_search_attributes


async def due_at(parts: Parts, case: Case) -> datetime | None:
    return (await searched(parts, case)).get(visibility.DUE_AT)


def shown(last: date | None) -> datetime:
    assert last, "there is a last day"
    return visibility.last_instant(last)


def days_after(since: date, working_days: int) -> date:
    """The day that is so many working days later."""
    term = Term(count=working_days, unit=Unit.WORKING_DAYS, basis="")
    return clock.due(since, term, published(since)).on
