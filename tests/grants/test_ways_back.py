"""No grant is lost: what was stopped, declined, missing or unreadable has a way back."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from temporalio.testing import ActivityEnvironment

from activities.campaigns.campaign import Call, CampaignSteps
from activities.campaigns.matching import Matching, Slice
from activities.grants.offers import OfferBook, Wished
from activities.grants.policies import Policy
from client import GrantState
from client.errors import NotPossible
from client.messages.grants.events import Birthday, Death, DisabilityCard, Move
from client.messages.grants.offers import Wish
from matters import catalogue
from matters.definitions.grants import CHILD_CARE, DISABILITY_CARE
from matters.language import Grant, Mode, Occasion, Person
from tests.support.campaigns import let_go, order
from tests.support.neighbours import (
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
from tests.support.states import on_the_other_ledger
from tests.support.town import query

pytestmark = on_the_other_ledger

HERE, AWAY = Move(registered_in="990101"), Move(registered_in="980101")


def only(monkeypatch: pytest.MonkeyPatch, grant: Grant[Any]) -> None:
    """Events begin this policy and no other."""
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    monkeypatch.setattr("activities.grants.events.GRANTS", (grant,))


def state_of(town: Parts, reference: str) -> str:
    """Of a grant that nobody is told of."""
    ((state,),) = query(town.ledger, "SELECT state FROM grants WHERE reference = :r", r=reference)
    return str(state)


@pytest.mark.usefixtures("automatic")
async def test_moved_away_and_back(town: Parts) -> None:
    """What a move has stopped, the move back brings again, and it is paid."""
    person = settle(town, account=None)
    await tell(town, person, Birthday())
    assert (await tell(town, person, AWAY)).ended == 1
    assert (await the_offer(town, person)).state is GrantState.STOPPED
    accounts.hold(town.district, person, "990000000000001")
    assert (await tell(town, person, HERE)).begun == 1
    offer = await the_offer(town, person)
    assert (await ends(town, offer.reference)).state is GrantState.PAID
    assert received(town, person) == [offer.fen]


@pytest.mark.usefixtures("offered")
async def test_an_objection_to_an_end(town: Parts) -> None:
    """Whoever was told no may object: dismissed it stays so, upheld the registers' new word counts."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await tell(town, person, AWAY)
    before = await the_offer(town, person)
    await town.platform.object(offer.reference, "仍住本市")
    await town.office.decide(offer.reference, by="officer-1", stands=True)
    assert await the_offer(town, person) == before
    await town.platform.object(offer.reference, "仍住本市")
    query(town.district, "UPDATE persons SET registered_in = '990101' WHERE key = :k", k=person)
    decided = await town.office.decide(offer.reference, by="officer-1", stands=False)
    assert decided.state is GrantState.OFFERED


async def test_a_rule_that_failed(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """A grant that a rule could not read is placed anew by an officer, or by the next event."""
    broken = True

    def amount(person: Person, occasion: Occasion) -> Any:
        return 1 // 0 if broken else right(person, occasion)

    grant = other_policy(mode=Mode.AUTOMATIC, second_look=looked_at(0))
    right = grant.amount
    grant = replace(grant, amount=amount)
    only(monkeypatch, grant)
    people = settle(town), settle(town)
    references = [f"{grant.code}/{grant.period_on(today()).label}/{person}" for person in people]
    for person, reference in zip(people, references, strict=True):
        await tell(town, person, Birthday())
        assert state_of(town, reference) == "faulty"
        assert await town.platform.offers(person) == ()
    with pytest.raises(NotPossible, match="规则仍无法判定"):
        await town.office.decide(references[0], by="officer-1", stands=True)
    broken = False
    decided = await town.office.decide(references[0], by="officer-1", stands=True)
    assert decided.state is GrantState.GRANTED
    assert (await tell(town, people[1], Birthday())).begun == 1
    for reference in references:
        assert (await ends(town, reference)).state is GrantState.PAID


async def test_out_of_everything_but_one(town: Parts, offered: Grant[Any]) -> None:
    """Of several wishes the one that is closest to a grant counts, and one for everything ends all others."""
    person = settle(town)
    await tell(town, person, Birthday())
    assert await town.platform.opt_out(person) == 1
    assert await town.platform.opt_in(person, policy=offered.code) == 1
    offer = await the_offer(town, person)
    assert (await town.platform.confirm(offer)).state is GrantState.GRANTED
    other = settle(town)
    await tell(town, other, Birthday())
    await town.platform.opt_out(other, policy=offered.code)
    assert await town.platform.opt_in(other, policy=offered.code, period="2001-01") == 0
    assert await town.platform.opt_in(other) == 1
    assert (await the_offer(town, other)).state is GrantState.OFFERED


def test_opted_out_between_match_and_release(town: Parts, offered: Grant[Any]) -> None:
    """Matched already: nothing is offered any more."""
    person, code = settle(town), offered.code
    policy = Policy(code=code, edition=offered.edition, period=offered.period_on(today()).label)
    part = Slice(campaign=code, policy=policy, on=today(), after="", size=100_000)
    with town.ledger.transaction() as books:
        order(books, code, policy, on=today())
    ActivityEnvironment().run(Matching(town.ledger, town.population).match, part)
    with town.ledger.transaction() as books:
        let_go(books, code)
    reference = f"{code}/{policy.period}/{person}"
    assert state_of(town, reference) == "matched"
    wish = Wished(wish=Wish(beneficiary=person), on=today())
    assert OfferBook(town.ledger, town.population, town.outbox, KEYS.seal).wish(wish).changed == 1
    CampaignSteps(town.ledger, town.treasury).open_up_to(
        Call(campaign=code, policy=policy, on=today(), target=100_000)
    )
    assert state_of(town, reference) == "declined"


@pytest.mark.usefixtures("offered")
async def test_another_account(town: Parts) -> None:
    """Before it is paid, the beneficiary may name another account than the one that is known."""
    person, account = settle(town), "9900000000000000017"
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    assert (await town.platform.reply(offer, account)).state is GrantState.OFFERED
    await town.platform.confirm(offer)
    await waits_for_account(town, offer.reference)
    await ends(town, offer.reference)
    assert query(town.ledger, "SELECT account FROM payments WHERE reference = :r", r=offer.reference) == [
        (account,)
    ]


async def test_money_that_came_back(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second look was taken before the first payment: the money goes when another account is used."""
    only(monkeypatch, other_policy(mode=Mode.AUTOMATIC, second_look=looked_at(100)))
    account = f"9900{uuid4().int % 10**15:015}"
    person = settle(town, account=account)
    accounts.close(town.district, account)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await town.office.decide(offer.reference, by="officer-1", stands=True)
    assert (await ends(town, offer.reference)).state is GrantState.RETURNED
    standing = await town.platform.reply(offer, "9900000000000000017")
    assert standing.state is GrantState.GRANTED
    await waits_for_account(town, offer.reference)
    assert (await ends(town, offer.reference)).state is GrantState.PAID


async def test_a_guardian_dies(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is paid to the dead: who claims for the child now is asked for, and it is offered to him."""
    only(monkeypatch, replace(CHILD_CARE, code=f"test-{uuid4()}", second_look=looked_at(0)))
    father, mother = settle(town), settle(town)
    born = today().replace(year=today().year - 1, month=6, day=1)
    child = settle(town, born_on=born, guardian=father, lawful_birth=True, account=None)
    assert (await tell(town, child, Birthday())).begun == 1
    assert (await tell(town, father, Death(died_on=today()))).changed == 1
    offer = await the_offer(town, child)
    assert (offer.state, offer.asks) == (GrantState.ASKED, "请确认由父母哪一方申领")
    assert (await town.platform.reply(offer, mother, by=mother)).state is GrantState.OFFERED
    assert offer.reference in {each.reference for each in await town.platform.offers(mother)}


async def test_a_datum_that_becomes_known(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The register tells what was asked for: it is not asked for again."""
    only(
        monkeypatch,
        replace(DISABILITY_CARE, code=f"test-{uuid4()}", mode=Mode.CONFIRMATION, second_look=looked_at(0)),
    )
    person = settle(town, disability=None)
    await tell(town, person, Birthday())
    assert (await the_offer(town, person)).asks
    card = DisabilityCard(disability="精神", disability_grade=3, disability_since=today())
    assert (await tell(town, person, card)).changed == 1
    offer = await the_offer(town, person)
    assert (offer.state, offer.asks) == (GrantState.OFFERED, "")


async def test_nobody_of_that_key(town: Parts) -> None:
    """A register that tells of somebody unknown learns it."""
    nobody = f"nobody-{uuid4()}"
    assert not (await tell(town, nobody, Death(died_on=today()))).known
    assert (await tell(town, settle(town), Birthday())).known
