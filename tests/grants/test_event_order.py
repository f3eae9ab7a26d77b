"""Events that come late, twice, or against what is held: the later state stands, the rest is an officer's."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from activities.grants import policies
from activities.grants.events import Registry, Told
from client import GrantState, RegistryEvent
from client.errors import InvalidOrder
from client.messages.grants.events import (
    Birth,
    Birthday,
    Death,
    DeathTakenBack,
    DisabilityCard,
    EventEffect,
    Fact,
    Hiring,
    Move,
)
from matters import clock
from matters.definitions.grants import DISABILITY_LIVING
from tests.support.neighbours import ends, settle, tell, the_offer, today
from tests.support.parts import KEYS, Parts
from tests.support.states import on_one_ledger
from tests.support.town import query

pytestmark = on_one_ledger

AWAY, HERE = "980101", "990102"
LATER = today() + timedelta(days=3)


def at(day: date) -> datetime:
    return clock.midnight(day)


def happened(person: str, fact: Fact, on: date) -> RegistryEvent:
    return RegistryEvent(id=str(uuid4()), person=person, fact=fact, happened_at=at(on))


async def told(town: Parts, *events: RegistryEvent) -> list[EventEffect]:
    return [await town.registers.tell(each) for each in events]


@pytest.mark.usefixtures("offered")
async def test_there_and_back_and_there_again(town: Parts) -> None:
    """A move away and a move back, the first one told again at the end: who is back keeps the grant."""
    person, day = settle(town), today()
    away = happened(person, Move(registered_in=AWAY), day - timedelta(days=2))
    back = happened(person, Move(registered_in=HERE), day - timedelta(days=1))
    await tell(town, person, Birthday())
    effects = await told(town, away, back, away)
    assert [(each.ended, each.begun, each.disputed) for each in effects] == [(1, 0, 0), (0, 1, 0), (0, 0, 0)]
    assert (await the_offer(town, person)).state is GrantState.OFFERED


@pytest.mark.usefixtures("offered")
async def test_a_move_that_is_told_late(town: Parts) -> None:
    """It ends nothing, for the later one stands; an officer looks at what rests upon the time between."""
    person = settle(town)
    period = policies.due(DISABILITY_LIVING, today())
    await tell(town, person, Birthday())
    back = happened(person, Move(registered_in=HERE), period.last)
    late = happened(person, Move(registered_in=AWAY), period.last - timedelta(days=3))
    effects = await told(town, back, late, late)
    assert [(each.ended, each.disputed) for each in effects] == [(0, 0), (0, 1), (0, 0)]
    offer = await the_offer(town, person)
    assert offer.state is GrantState.OBJECTED
    standing = await town.office.decide(offer.reference, by="officer-1", stands=True)
    assert standing.state is GrantState.OFFERED
    assert [each.disputed for each in await told(town, late)] == [0]


@pytest.mark.usefixtures("offered")
async def test_a_move_after_a_death(town: Parts) -> None:
    """One of the two is wrong: what the death has ended comes to an officer, who has the register mended."""
    person, day = settle(town), today()
    await tell(town, person, Birthday())
    died = happened(person, Death(died_on=date(2020, 1, 1)), day - timedelta(days=3))
    moved = happened(person, Move(registered_in=HERE), day - timedelta(days=2))
    effects = await told(town, died, moved, moved)
    assert [(each.ended, each.disputed) for each in effects] == [(1, 0), (0, 1), (0, 0)]
    offer = await the_offer(town, person)
    assert offer.state is GrantState.OBJECTED
    assert query(town.ledger, "SELECT grounds FROM objections WHERE reference = :r", r=offer.reference) == [
        ("登记机关报告的事项发生在已登记的死亡日期之后，请与登记机关核实死亡登记是否有误",)
    ]
    await told(town, happened(person, DeathTakenBack(), day))
    standing = await town.office.decide(offer.reference, by="officer-1", stands=False)
    assert standing.state is GrantState.OFFERED


@pytest.mark.parametrize(
    "fact",
    [
        Birth(born_on=LATER, registered_in="990101"),
        Hiring(employer="f0000000", employed_since=LATER),
        DisabilityCard(disability="听力", disability_grade=1, disability_since=LATER),
        Move(registered_in=AWAY, registered_since=LATER),
        Death(died_on=LATER),
    ],
    ids=lambda fact: str(fact.kind),
)
async def test_what_is_still_to_come(town: Parts, fact: Fact) -> None:
    """Has not happened: whatever register tells it is told so, and nothing is noted and nothing begins."""
    person = settle(town)
    before = query(town.district, "SELECT * FROM persons WHERE key = :k", k=person)
    with pytest.raises(InvalidOrder, match=str(LATER)):
        await tell(town, person, fact)
    assert query(town.district, "SELECT * FROM persons WHERE key = :k", k=person) == before
    assert await town.platform.offers(person) == ()


async def test_what_is_said_to_happen_later(town: Parts) -> None:
    """By the moment that is named for it, where its fact names no day."""
    with pytest.raises(InvalidOrder, match=str(LATER)):
        await told(town, happened(settle(town), Birthday(), LATER))


@pytest.mark.usefixtures("automatic")
async def test_a_move_before_what_was_paid(town: Parts) -> None:
    """Away since before the end of a period that is paid already: that was too much, and is claimed back."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await ends(town, offer.reference)
    period, registry = (
        policies.due(DISABILITY_LIVING, today()),
        Registry(town.ledger, town.population, KEYS.seal),
    )
    overpaid = []
    for region, since in ((AWAY, 1), (HERE, 2), (AWAY, 0)):
        day = period.last + timedelta(days=since)
        event = RegistryEvent(
            id=str(uuid4()), person=person, fact=Move(registered_in=region, registered_since=day)
        )
        heard = registry.hear(Told(event=event, on=period.last + timedelta(days=2)))
        overpaid.append(heard.effect.overpaid)
    assert overpaid == [0, 0, 1]
