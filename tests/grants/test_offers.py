"""Grants one by one: offers, acts, second looks, corrections, wishes."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from activities.grants import policies
from activities.grants.offers import Acted, OfferBook
from client import GrantState, Standing
from client.errors import NotPossible
from client.messages.grants.events import Birthday
from client.messages.grants.offers import Act, Confirmation, Declining, Deed, Objection
from matters import catalogue, clock
from matters.definitions.grants import DISABILITY_LIVING
from matters.language import IN_TIME, Grant, Mode
from tests.support.neighbours import (
    PUBLIC,
    ends,
    looked_at,
    other_policy,
    received,
    settle,
    tell,
    the_offer,
    today,
    waits_for_account,
)
from tests.support.parts import KEYS, Parts
from tests.support.ports import accounts
from tests.support.states import on_one_ledger
from tests.support.town import query

pytestmark = on_one_ledger


async def test_confirmed_with_one_click(town: Parts, offered: Grant[Any]) -> None:
    """An offer says what it comes to and why; confirmed, it is paid, and not twice."""
    person = settle(town)
    effect = await tell(town, person, Birthday())
    assert effect.begun == 1
    offer = await the_offer(town, person)
    assert (offer.state, offer.policy, offer.mode) == (GrantState.OFFERED, offered.code, "一键确认")
    assert sum(step.fen for step in offer.calculation) == offer.fen > 0
    assert received(town, person) == []
    await town.platform.confirm(offer)
    assert (await ends(town, offer.reference)).state is GrantState.PAID
    assert received(town, person) == [offer.fen]
    with pytest.raises(NotPossible):
        await town.platform.confirm(offer)


@pytest.mark.usefixtures("offered")
async def test_declined(town: Parts) -> None:
    """Declined, it is not paid, and no event offers it again; only who declined may think better of it."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    standing = await town.platform.decline(offer)
    assert standing.state is GrantState.DECLINED
    with pytest.raises(NotPossible, match="本人不享受"):
        await town.platform.decline(offer)
    assert (await tell(town, person, Birthday())).begun == 0
    assert (await the_offer(town, person)).state is GrantState.DECLINED
    assert (await town.platform.confirm(offer)).state is GrantState.GRANTED
    assert (await ends(town, offer.reference)).state is GrantState.PAID


@pytest.mark.usefixtures("automatic")
async def test_a_missing_datum_is_asked_for_alone(town: Parts) -> None:
    """No account: that is all that is asked, and when it is given the money comes."""
    person = settle(town, account=None)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    assert offer.state is GrantState.ASKED
    assert "账户" in offer.asks
    with pytest.raises(NotPossible):
        await town.platform.reply(offer, "not a number")
    await town.platform.reply(offer, "622848000000000001")
    assert (await ends(town, offer.reference)).state is GrantState.PAID
    assert received(town, person) == [offer.fen or (await the_offer(town, person)).fen]


async def test_a_payment_that_came_back(town: Parts, automatic: Grant[Any]) -> None:
    """The bank returns it; another account is asked for, and the second round arrives."""
    account = f"9900{uuid4().int % 10**15:015}"
    accounts.close(town.district, account)
    person = settle(town, account=account)
    await tell(town, person, Birthday())
    reference = f"{automatic.code}/{automatic.period_on(today()).label}/{person}"
    assert (await ends(town, reference)).state is GrantState.RETURNED
    offer = await the_offer(town, person)
    assert offer.because == "账户已销户"
    assert offer.asks
    assert received(town, person) == []
    await town.platform.reply(offer, "622848000000000002")
    await waits_for_account(town, reference)
    assert (await ends(town, reference)).state is GrantState.PAID
    assert received(town, person) == [offer.fen]


async def test_the_second_look(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is drawn waits for an officer: it stands and is paid, or it does not."""
    grant = other_policy(mode=Mode.AUTOMATIC, second_look=looked_at(100))
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    monkeypatch.setattr("activities.grants.events.GRANTS", (grant,))
    right, wrong = settle(town), settle(town)
    for person in (right, wrong):
        await tell(town, person, Birthday())
        assert (await the_offer(town, person)).state is GrantState.SECOND_LOOK
    stands, falls = [(await the_offer(town, person)).reference for person in (right, wrong)]
    await town.office.decide(stands, by="officer-1", stands=True)
    await town.office.decide(falls, by="officer-1", stands=False, because="与事实不符")
    assert (await ends(town, stands)).state is GrantState.PAID
    assert (await ends(town, falls)).state is GrantState.STOPPED
    assert len(received(town, right)) == 1
    assert received(town, wrong) == []


async def test_an_offer_is_no_claim(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Confirmed when the month is over from which on it could be claimed, it ends; what was claimed stays."""
    rules = DISABILITY_LIVING.rules
    grant = other_policy(mode=Mode.CONFIRMATION, second_look=looked_at(0), publicity=PUBLIC, rules=rules)
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    monkeypatch.setattr("activities.grants.events.GRANTS", (grant,))
    in_time, late = settle(town), settle(town)
    month = policies.before(grant, grant.period_on(today()))
    assert month
    for person in (in_time, late):
        await tell(town, person, Birthday())
    await town.platform.confirm(await the_offer(town, in_time))
    for person in (in_time, late):
        was = "UPDATE grants SET period = :m WHERE beneficiary = :k"
        query(town.ledger, was, m=month.label, k=person)
    ended = await town.platform.confirm(await the_offer(town, late))
    assert (ended.state, ended.because) == (GrantState.STOPPED, IN_TIME)
    told = await the_offer(town, late)
    assert told.why.startswith("不符合：自递交申请当月起计发")
    assert "行政诉讼" in told.remedies
    assert (await tell(town, in_time, Birthday())).ended == 0
    assert {each.state for each in await town.platform.offers(in_time)} >= {GrantState.GRANTED}


@pytest.mark.usefixtures("offered")
async def test_an_act_is_carried_out_once(town: Parts) -> None:
    """The same act again, as after a crash, gets the same answer and changes nothing."""
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    book, key = OfferBook(town.ledger, town.population, town.outbox, KEYS.seal), str(uuid4())
    acted = Acted(
        deed=Deed(reference=reference, act=Objection(id="o", grounds="x"), party=person),
        key=key,
        at=clock.midnight(today()),
    )
    assert book.act(acted) == book.act(acted)


@pytest.mark.usefixtures("offered")
async def test_an_act_that_is_said_again_later(town: Parts) -> None:
    """Declined, then wanted after all: what was said first, captured and begun anew, declines nothing."""
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    book = OfferBook(town.ledger, town.population, town.outbox, KEYS.seal)

    def say(act: Act, key: str) -> Any:
        deed = Deed(reference=reference, act=act, party=person)
        return book.act(Acted(deed=deed, key=key, at=clock.midnight(today())))

    assert say(Declining(), "1").state is GrantState.DECLINED
    for act, key in ((Confirmation(), "2"), (Declining(), "1"), (Confirmation(), "2")):
        assert say(act, key).state is GrantState.GRANTED
    assert "另用编号" in say(Declining(), "2").says


@pytest.mark.usefixtures("automatic")
async def test_paid_too_little_and_too_much(town: Parts) -> None:
    """Reckoned anew: what is missing is paid as a second payment; what was too much is told, not taken."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await ends(town, offer.reference)
    (full,) = received(town, person)
    query(
        town.ledger,
        "UPDATE payments SET fen = fen - 100 WHERE reference = :r",
        r=offer.reference,
    )
    query(
        town.district, "UPDATE treasury_payments SET fen = fen - 100 WHERE id = :r", r=f"{offer.reference}/1"
    )
    await town.office.reassess(offer.reference, by="officer-1")
    assert (await ends(town, offer.reference)).state is GrantState.PAID
    assert received(town, person) == [full - 100, 100]
    query(town.district, "UPDATE persons SET minimum_living = false WHERE key = :k", k=person)
    with pytest.raises(NotPossible, match="请说明理由"):
        await town.office.reassess(offer.reference, by="officer-1")
    assert (await the_offer(town, person)).overpaid == 0
    why = "核定时误按低保登记"
    standing = await town.office.reassess(offer.reference, by="officer-1", because=why)
    assert (standing.state, standing.overpaid) == (GrantState.PAID, full)


async def test_opting_out_and_back_in(town: Parts, offered: Grant[Any]) -> None:
    """Once, for ever, and back in: open offers end, no new ones come, and then they are offered again."""
    person = settle(town)
    await tell(town, person, Birthday())
    assert await town.platform.opt_out(person, policy=offered.code) == 1
    assert (await the_offer(town, person)).state is GrantState.DECLINED
    assert await town.platform.opt_in(person, policy=offered.code) == 1
    assert (await the_offer(town, person)).state is GrantState.OFFERED
    other = settle(town)
    assert await town.platform.opt_out(other) == 0
    assert (await tell(town, other, Birthday())).begun == 0
    assert await town.platform.opt_in(other) == 0
    assert (await tell(town, other, Birthday())).begun == 1
    third = settle(town)
    await town.platform.opt_out(third, policy=offered.code, period="2001-01")
    assert (await tell(town, third, Birthday())).begun == 1


@pytest.mark.usefixtures("offered")
async def test_a_refused_act_hides_no_other(town: Parts) -> None:
    """Confirmed while another act upon it is refused, a grant is seen to until it is paid."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    refused, confirmed = await asyncio.gather(
        town.office.decide(offer.reference, by="officer-1", stands=True),
        town.platform.confirm(offer),
        return_exceptions=True,
    )
    assert isinstance(refused, NotPossible)
    assert isinstance(confirmed, Standing)
    assert (await ends(town, offer.reference)).state is GrantState.PAID


@pytest.mark.usefixtures("offered")
async def test_many_acts_at_once(town: Parts) -> None:
    """Confirmed ten times at the same moment: one succeeds, and one payment is made."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    answers = await asyncio.gather(*(town.platform.confirm(offer) for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(answer, Standing) for answer in answers) == 1
    assert (await ends(town, offer.reference)).state is GrantState.PAID
    assert received(town, person) == [offer.fen]
