"""Told, taken back, told anew: what is told last stands, also where the taking back comes once more."""

from datetime import date
from uuid import uuid4

from client import GrantState, Offer, RegistryEvent, Standing
from client.messages.grants.events import (
    Birth,
    BirthTakenBack,
    DisabilityCard,
    DisabilityCardTakenBack,
    Fact,
    Hiring,
    HiringTakenBack,
)
from matters.definitions.grants import HIRING
from tests.support.neighbours import ends, settle, tell, the_offer, today
from tests.support.parts import Parts
from tests.support.states import on_the_other_ledger
from tests.support.town import query

pytestmark = on_the_other_ledger


def taken_back(person: str, fact: Fact) -> RegistryEvent:
    """One that comes twice."""
    return RegistryEvent(id=str(uuid4()), person=person, fact=fact)


async def paid(town: Parts, standing: Standing | Offer) -> None:
    """By whoever looks at it once more, where that is drawn."""
    if standing.state is GrantState.SECOND_LOOK:
        await town.office.decide(standing.reference, by="officer-1", stands=True)
    assert (await ends(town, standing.reference)).state is GrantState.PAID


async def test_a_hiring(town: Parts) -> None:
    """What is paid for the second telling is not claimed back."""
    [(firm,), *_] = query(
        town.district,
        "SELECT key FROM firms WHERE account IS NOT NULL AND account NOT LIKE '%70' ORDER BY key",
    )
    person = settle(town, graduated_on="2025-06-30", minimum_living=False)
    hired = Hiring(employer=firm, employed_since=date(2025, 7, 1), insured_months=0)
    await tell(town, person, hired)
    back = taken_back(person, HiringTakenBack())
    await town.registers.tell(back)
    assert (await tell(town, person, hired.model_copy(update={"insured_months": 3}))).begun == 1
    reference = f"{HIRING.code}/once/{person}"
    [offer] = [each for each in await town.platform.offers(firm) if each.reference == reference]
    await paid(town, offer)
    again = await town.registers.tell(back)
    assert (again.ended, again.overpaid) == (0, 0)


async def test_a_disability_card(town: Parts) -> None:
    """What waits ends; what is paid was too much, which is claimed back by due process, and noted once."""
    card = DisabilityCard(disability="肢体", disability_grade=1, disability_since=date(2026, 1, 1))
    person = settle(town, disability=None, disability_grade=None, disability_since=None)
    assert (await tell(town, person, card)).begun == 2
    waiting, other = await town.platform.offers(person)
    await paid(town, await town.platform.confirm(other))
    back = taken_back(person, DisabilityCardTakenBack())
    effect = await town.registers.tell(back)
    assert (effect.ended, effect.overpaid) == (1, 1)
    states = {each.reference: each.state for each in await town.platform.offers(person)}
    assert states[waiting.reference] is GrantState.STOPPED
    assert (await tell(town, person, card)).begun == 1
    again = await town.registers.tell(back)
    assert (again.ended, again.overpaid) == (0, 0)


async def test_a_birth(town: Parts) -> None:
    """The child is there, and keeps what its mother has for it."""
    mother, child = settle(town), f"b{uuid4().hex}"
    day = date(today().year - 1, 6, 1)
    born = Birth(born_on=day, registered_in="990101", guardian=mother, lawful_birth=True)
    await tell(town, child, born)
    back = taken_back(child, BirthTakenBack())
    assert (await town.registers.tell(back)).ended == 1
    assert (await tell(town, child, born)).begun == 1
    await paid(town, await town.platform.confirm(await the_offer(town, mother)))
    again = await town.registers.tell(back)
    assert (again.ended, again.overpaid) == (0, 0)
