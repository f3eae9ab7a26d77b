"""What registers tell: grants begin, end, and are noted as overpaid, at once."""

from datetime import date
from uuid import uuid4

import pytest

from activities.registry import Registry, Told
from client import GrantState, RegistryEvent
from client.events import Birth, Birthday, Death, DisabilityCard, Hiring, Move
from tests.neighbours import ends, received, settle, tell, the_offer, today
from tests.parts import KEYS, Parts
from tests.town import query


@pytest.mark.usefixtures("offered")
async def test_a_birth_a_card_a_move_a_death(town: Parts) -> None:
    """What happens to a person begins and ends grants at once."""
    person = f"b{uuid4().hex}"
    born = Birth(born_on=date(2000, 1, 1), registered_in="990101")
    assert (await tell(town, person, born)).begun == 0
    query(town.ledger, "UPDATE persons SET minimum_living = true, account = '6' WHERE key = :k", k=person)
    card = DisabilityCard(disability="听力", disability_grade=2, disability_since=date(2026, 1, 1))
    assert (await tell(town, person, card)).begun == 1
    assert (await tell(town, person, card)).begun == 0
    away = await tell(town, person, Move(registered_in="980101"))
    assert away.ended == 1
    assert (await the_offer(town, person)).state is GrantState.STOPPED
    other = settle(town)
    await tell(town, other, Birthday())
    gone = await tell(town, other, Death(died_on=date(2020, 1, 1)))
    assert gone.ended == 1
    hired = Hiring(employer="f0000000", employed_since=date(2025, 3, 1), insured_months=4)
    assert (await tell(town, settle(town), hired)).begun == 1  # the hiring itself gives no right here


@pytest.mark.usefixtures("automatic")
async def test_a_death_after_payment(town: Parts) -> None:
    """What was paid to somebody who had died before is noted as overpaid, once."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await ends(town, offer.reference)
    event = Death(died_on=date(2020, 1, 1))
    assert (await tell(town, person, event)).overpaid == 1
    assert (await tell(town, person, event)).overpaid == 0
    assert query(town.ledger, "SELECT overpaid FROM grants WHERE reference = :r", r=offer.reference) == [
        (offer.fen,)
    ]


@pytest.mark.usefixtures("automatic")
async def test_an_event_that_is_told_again(town: Parts) -> None:
    """After a crash between writing and answering, what the event granted is still seen to."""
    person, registry = settle(town), Registry(town.ledger, KEYS.seal)
    told = Told(event=RegistryEvent(id=str(uuid4()), person=person, fact=Birthday()), on=today())
    first, again = registry.hear(told), registry.hear(told)
    assert len(first.begun) == 1
    assert again.begun == first.begun
    await town.registers.tell(told.event)
    await ends(town, first.begun[0].standing.reference)
    await town.registers.tell(told.event)
    assert len(received(town, person)) == 1
