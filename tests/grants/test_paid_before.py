"""What is paid stays paid: neither a wish nor a later fact makes it wrong, and no second round is lost."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from activities.grants.events import Registry, Told
from activities.money.payment_files import OneOrder, Paying
from activities.money.settlement import Settling
from client import GrantState, Offer, RegistryEvent
from client.errors import NotPossible
from client.messages.grants.events import Birthday, Death, Move
from matters.language import Grant
from tests.support.neighbours import ends, received, settle, tell, the_offer, today
from tests.support.parts import KEYS, Parts
from tests.support.ports import accounts
from tests.support.states import on_the_other_ledger
from tests.support.town import query

pytestmark = on_the_other_ledger

LONG_AGO = Death(died_on=date(2020, 1, 1))
AWAY = Move(registered_in="980101")


async def paid(town: Parts) -> tuple[str, Offer]:
    """Somebody new, and the grant as paid."""
    person = settle(town)
    await tell(town, person, Birthday())
    await ends(town, (await the_offer(town, person)).reference)
    return person, await the_offer(town, person)


async def in_second_round(town: Parts, policy: Grant[Any]) -> tuple[str, Offer]:
    """Paid a yuan too little, reckoned anew, and held up by a budget that does not do."""
    person, offer = await paid(town)
    query(town.ledger, "UPDATE payments SET fen = fen - 100 WHERE reference = :r", r=offer.reference)
    query(
        town.district, "UPDATE treasury_payments SET fen = fen - 100 WHERE id = :i", i=f"{offer.reference}/1"
    )
    query(town.ledger, "UPDATE budgets SET total = bound WHERE policy = :p", p=policy.code)
    await town.office.reassess(offer.reference, by="officer-1")
    return person, await the_offer(town, person)


@pytest.mark.usefixtures("automatic")
@pytest.mark.parametrize("since", ["opted-out", "no-account"])
async def test_what_cannot_be_paid_now_was_due_then(town: Parts, since: str) -> None:
    """Who wants nothing any more, or whose account is gone, was rightly paid: nothing is claimed back."""
    person, offer = await paid(town)
    if since == "opted-out":
        await town.platform.opt_out(person)
    accounts.hold(town.district, person, None)
    assert (await town.office.reassess(offer.reference, by="officer-1")).overpaid == 0
    assert (await tell(town, person, Death(died_on=today()))).overpaid == 0
    assert (await the_offer(town, person)).claimed_in == ()


@pytest.mark.usefixtures("automatic")
async def test_a_move_before_a_death(town: Parts) -> None:
    """Judged by what was known when it was paid, and the death: a later move counts for nothing."""
    person, offer = await paid(town)
    await tell(town, person, AWAY)
    assert (await tell(town, person, Death(died_on=today()))).overpaid == 0
    assert (await the_offer(town, person)).overpaid == 0
    other, _ = await paid(town)
    await tell(town, other, AWAY)
    assert (await tell(town, other, LONG_AGO)).overpaid == 1
    assert (await the_offer(town, other)).overpaid == offer.fen


@pytest.mark.usefixtures("automatic")
async def test_a_later_fact_is_no_mistake(town: Parts) -> None:
    """Nothing would be due now: an officer has to say why that was so then, and nothing is written."""
    person, offer = await paid(town)
    await tell(town, person, AWAY)
    with pytest.raises(NotPossible, match=r"户籍.*请说明理由"):
        await town.office.reassess(offer.reference, by="officer-1")
    assert (await the_offer(town, person)).overpaid == 0


@pytest.mark.usefixtures("automatic")
async def test_what_is_claimed_is_settled_in_its_case(town: Parts) -> None:
    """Less than is claimed already: the case decides, and the grant goes on saying what it claims."""
    person, offer = await paid(town)
    query(town.ledger, "UPDATE payments SET fen = fen + 100 WHERE reference = :r", r=offer.reference)
    await town.office.reassess(offer.reference, by="officer-1")
    await ends(town, offer.reference)
    query(town.ledger, "UPDATE payments SET fen = fen - 100 WHERE reference = :r", r=offer.reference)
    with pytest.raises(NotPossible, match=r"1.00元.*追回案件"):
        await town.office.reassess(offer.reference, by="officer-1")
    await town.platform.object(offer.reference, "并未多发")
    await town.office.decide(offer.reference, by="officer-1", stands=True)
    assert (await the_offer(town, person)).overpaid == 100


async def test_a_second_round_that_is_objected_to(town: Parts, automatic: Grant[Any]) -> None:
    """Upheld: the first round is claimed back, and the second is not paid."""
    person, offer = await in_second_round(town, automatic)
    (first,) = received(town, person)
    assert offer.state is GrantState.GRANTED
    await town.platform.object(offer.reference, "收入不符")
    decided = await town.office.decide(offer.reference, by="officer-1", stands=False)
    assert (decided.state, decided.overpaid) == (GrantState.PAID, first)
    await ends(town, offer.reference)
    assert received(town, person) == [first]


async def test_a_second_round_after_a_death(town: Parts, automatic: Grant[Any]) -> None:
    """The first round is claimed back, and the second is not paid."""
    person, offer = await in_second_round(town, automatic)
    effect = await tell(town, person, LONG_AGO)
    assert (effect.ended, effect.overpaid) == (1, 1)
    after = await the_offer(town, person)
    assert (after.state, after.overpaid) == (GrantState.PAID, offer.fen - 100)
    assert len(after.claimed_in) == 1


async def test_a_second_round_that_is_not_wanted(town: Parts, automatic: Grant[Any]) -> None:
    """Who opts out keeps what is paid, and it counts as paid."""
    person, offer = await in_second_round(town, automatic)
    assert await town.platform.opt_out(person) == 1
    after = await the_offer(town, person)
    assert (after.state, after.fen, after.overpaid) == (GrantState.PAID, offer.fen, 0)


@pytest.mark.usefixtures("automatic")
async def test_a_death_while_an_objection_is_open(town: Parts) -> None:
    """It is noted and claimed back, and a dismissed objection changes nothing of that."""
    person, offer = await paid(town)
    await town.platform.object(offer.reference, "收入不符")
    assert (await tell(town, person, LONG_AGO)).overpaid == 1
    await town.office.decide(offer.reference, by="officer-1", stands=True)
    after = await the_offer(town, person)
    assert (after.state, after.overpaid, len(after.claimed_in)) == (GrantState.PAID, offer.fen, 1)


@pytest.mark.usefixtures("automatic")
def test_a_death_while_the_money_is_under_way(town: Parts) -> None:
    """It is noted at once; what the bank sends back is not to be claimed from anybody."""
    for comes_back in (False, True):
        person = settle(town)
        registry, paying = (
            Registry(town.ledger, town.population, KEYS.seal),
            Paying(town.ledger, town.population, town.treasury),
        )
        told = Told(event=RegistryEvent(id=str(uuid4()), person=person, fact=Birthday()), on=today())
        (begun,) = registry.hear(told).begun
        if comes_back:
            accounts.close(town.district, accounts.account_of(town.district, person))
        reference = begun.standing.reference
        filed = paying.file_one(OneOrder(reference=reference, on=today()))
        died = RegistryEvent(id=str(uuid4()), person=person, fact=LONG_AGO)
        heard = registry.hear(told.model_copy(update={"event": died}))
        assert (heard.effect.overpaid, heard.overpaid) == (1, ())
        paying.hand_over(filed.file)
        settled = Settling(town.ledger, town.treasury).settle(filed.file)
        ((state, overpaid),) = query(
            town.ledger, "SELECT state, overpaid FROM grants WHERE reference = :r", r=reference
        )
        left = 0 if comes_back else begun.standing.fen
        assert (state, overpaid) == (GrantState.RETURNED if comes_back else GrantState.PAID, left)
        assert settled.overpaid == (() if comes_back else (reference,))


@pytest.mark.usefixtures("offered")
async def test_a_refused_act_leaves_nothing(town: Parts) -> None:
    """What turns out to be impossible halfway is not half done."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await tell(town, person, AWAY)
    await town.platform.object(offer.reference, "仍住本市")
    with pytest.raises(NotPossible, match=r"户籍.*更正登记"):
        await town.office.decide(offer.reference, by="officer-1", stands=False)
    assert query(town.ledger, "SELECT upheld FROM objections WHERE reference = :r", r=offer.reference) == [
        (None,)
    ]
    assert (await the_offer(town, person)).state is GrantState.OBJECTED
