"""What registers tell: grants begin, end, and are noted as overpaid, at once."""

import asyncio
from datetime import date, timedelta
from uuid import uuid4

import pytest

from activities.grants import policies
from activities.grants.events import Registry, Told
from activities.grants.policies import is_drawn
from client import GrantState, RegistryEvent, names
from client.messages.grants.events import Birth, Birthday, Death, DeathTakenBack, DisabilityCard, Hiring, Move
from matters.definitions.grants import CHILD_CARE, HIRING, OLD_AGE
from tests.support.neighbours import ends, received, settle, tell, the_offer, today
from tests.support.parts import KEYS, Parts
from tests.support.ports import accounts
from tests.support.states import on_the_other_ledger
from tests.support.town import query

pytestmark = on_the_other_ledger


@pytest.mark.usefixtures("offered")
async def test_a_birth_a_card_a_move_a_death(town: Parts) -> None:
    """What happens to a person begins and ends grants at once."""
    person = f"b{uuid4().hex}"
    born = Birth(born_on=date(2000, 1, 1), registered_in="990101")
    assert (await tell(town, person, born)).begun == 0
    query(town.district, "UPDATE persons SET minimum_living = true WHERE key = :k", k=person)
    accounts.hold(town.district, person, "6")
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


async def test_the_id_of_an_event_is_sealed(town: Parts) -> None:
    """However a register makes its ids, none is in a workflow's; the same event again is under the same."""
    number = f"99010119800101{uuid4().int % 10_000:04}"
    event = RegistryEvent(id=f"move-{number}", person=settle(town), fact=Birthday())
    for _ in range(2):
        await town.registers.tell(event)
    sealed = names.event_id(KEYS.seal(event.id))
    assert number not in sealed
    runs = town.client.list_workflows(f"WorkflowId = '{sealed}'")
    async with asyncio.timeout(30):
        while len([run async for run in runs]) < 2:
            runs = town.client.list_workflows(f"WorkflowId = '{sealed}'")


async def test_a_child_is_born(town: Parts) -> None:
    """The child-care allowance is offered at once with everything filled in, and the parent sees it."""
    mother, child = settle(town), f"b{uuid4().hex}"
    year = today().year
    born = Birth(born_on=date(year - 1, 6, 1), registered_in="990101", guardian=mother, lawful_birth=True)
    assert (await tell(town, child, born)).begun == 1
    (offer,) = [each for each in await town.platform.offers(mother) if each.policy == CHILD_CARE.code]
    assert (offer.state, offer.mode, offer.asks) == (GrantState.OFFERED, "依申请", "")
    assert offer.fen == sum(step.fen for step in offer.calculation) == 360_000
    assert offer.reference == f"{CHILD_CARE.code}/{year}/{child}"
    standing = await town.platform.confirm(offer)
    if standing.state is GrantState.SECOND_LOOK:
        await town.office.decide(offer.reference, by="officer-1", stands=True)
    assert (await ends(town, offer.reference)).state is GrantState.PAID
    paid = query(town.ledger, "SELECT account FROM payments WHERE reference = :r", r=offer.reference)
    assert paid == query(town.district, "SELECT account FROM persons WHERE key = :m", m=mother)


async def test_a_missing_parent_is_asked_for_alone(town: Parts) -> None:
    """The birth register does not say who claims: that is asked, then the parent has the offer."""
    mother, child = settle(town), f"b{uuid4().hex}"
    born = Birth(born_on=date(today().year - 1, 6, 1), registered_in="990101", lawful_birth=True)
    await tell(town, child, born)
    asked = await the_offer(town, child)
    assert (asked.state, asked.asks) == (GrantState.ASKED, "请确认由父母哪一方申领")
    assert (await town.platform.reply(asked, mother, by=mother)).state is GrantState.OFFERED
    assert asked.reference in {offer.reference for offer in await town.platform.offers(mother)}


async def test_a_graduate_is_hired_twice(town: Parts) -> None:
    """The first firm gets the subsidy at once; the next one, and another year, get none for this person."""
    held = query(town.district, "SELECT key, account FROM firms WHERE account IS NOT NULL ORDER BY key")
    first, second, *_ = (key for key, account in held if not account.endswith("70"))
    person = next(key for key in (_graduate(town) for _ in range(50)) if _undrawn(key))
    hired = Hiring(employer=first, employed_since=date(2025, 7, 1), insured_months=3)
    assert (await tell(town, person, hired)).begun == 1
    reference = f"{HIRING.code}/once/{person}"
    assert (await ends(town, reference)).state is GrantState.PAID
    assert received(town, person) == [150_000]
    assert reference in {offer.reference for offer in await town.platform.offers(first)}
    again = Hiring(employer=second, employed_since=date(2025, 12, 1), insured_months=6)
    effect = await tell(town, person, again)
    assert (effect.begun, effect.overpaid) == (0, 0)
    assert received(town, person) == [150_000]


def _graduate(town: Parts) -> str:
    return settle(town, graduated_on="2025-06-30", minimum_living=False)


def _undrawn(person: str) -> bool:
    return not is_drawn(HIRING, f"{HIRING.code}/once/{person}")


async def test_a_card_gives_what_a_death_ends(town: Parts) -> None:
    """Both allowances are offered with the card, and end with the person; a move ends them as well."""
    for fact in (Death(died_on=date(2020, 1, 1)), Move(registered_in="980101")):
        person = settle(town, disability=None, disability_grade=None, disability_since=None)
        assert (await tell(town, person, Birthday())).begun == 0
        card = DisabilityCard(disability="肢体", disability_grade=1, disability_since=date(2026, 1, 1))
        assert (await tell(town, person, card)).begun == 2
        assert {offer.state for offer in await town.platform.offers(person)} == {GrantState.OFFERED}
        assert (await tell(town, person, fact)).ended == 2
        assert {offer.state for offer in await town.platform.offers(person)} == {GrantState.STOPPED}


async def test_a_death_that_is_taken_back(town: Parts) -> None:
    """What it had ended is offered again; told once more, nothing happens."""
    person = settle(town)
    await tell(town, person, Birthday())
    assert (await tell(town, person, Death(died_on=date(2020, 1, 1)))).ended == 1
    assert (await tell(town, person, DeathTakenBack())).begun == 1
    assert (await the_offer(town, person)).state is GrantState.OFFERED
    assert (await tell(town, person, DeathTakenBack())).begun == 0


async def test_a_move_after_the_period_ends_nothing(town: Parts) -> None:
    """Who was here at the end of what is paid for keeps it, if the register tells since when he is away."""
    period = policies.due(OLD_AGE, today())
    person = settle(town, born_on=period.first.replace(year=period.first.year - 66), minimum_living=False)
    await tell(town, person, Birthday())
    later = Move(registered_in="980101", registered_since=period.last + timedelta(days=1))
    assert (await tell(town, person, later)).ended == 0
    await tell(town, person, Move(registered_in="990101"))


async def test_a_birthday_brings_the_allowance(town: Parts) -> None:
    """Of age in the quarter that is paid now, somebody gets it on being told of, without a campaign."""
    period = policies.due(OLD_AGE, today())
    old = period.first.replace(year=period.first.year - 66)
    person = settle(town, born_on=old, minimum_living=False)
    assert (await tell(town, person, Birthday())).begun == 1
    (offer,) = [each for each in await town.platform.offers(person) if each.policy == OLD_AGE.code]
    assert offer.fen == 3 * 7_500
    later = period.last + timedelta(days=40)
    young = settle(town, born_on=later.replace(year=later.year - 65), minimum_living=False)
    assert (await tell(town, young, Birthday())).begun == 0


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
    person, registry = settle(town), Registry(town.ledger, town.population, KEYS.seal)
    told = Told(event=RegistryEvent(id=str(uuid4()), person=person, fact=Birthday()), on=today())
    first, again = registry.hear(told), registry.hear(told)
    assert len(first.begun) == 1
    assert again.begun == first.begun
    await town.registers.tell(told.event)
    await ends(town, first.begun[0].standing.reference)
    await town.registers.tell(told.event)
    assert len(received(town, person)) == 1
