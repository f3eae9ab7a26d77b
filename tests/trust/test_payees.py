"""Only who is paid answers for it, and only its own register tells what begins or ends a grant (T4 to T8)."""

from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import uuid4

import pytest

from client import GrantState, RegistryEvent, Standing, names
from client.errors import NotAllowed, NotPossible, WrongKey
from client.messages.grants.events import (
    Birth,
    Birthday,
    BirthTakenBack,
    Death,
    DeathTakenBack,
    EventEffect,
    EventSource,
    Hiring,
    HiringTakenBack,
)
from client.messages.grants.offers import Act, Confirmation, Declining, Deed, GrantFile, Objection, Reply
from client.messages.grants.publicity import PublicNumber
from client.offices.registers import Registers
from client.trust.actor import Role
from matters import catalogue
from matters.definitions.grants import CHILD_CARE, FLEXIBLE_EMPLOYMENT, HIRING
from matters.language import Grant
from tests.support.neighbours import (
    ends,
    looked_at,
    received,
    settle,
    tell,
    the_offer,
    today,
    waits_for_account,
)
from tests.support.parts import KEYS, Parts
from tests.support.speakers import identity_of, line_of, said, sign_ins_at
from tests.support.states import on_the_other_ledger
from tests.support.town import query

pytestmark = on_the_other_ledger

ACCOUNT: Final = "622848000000000009"
"""The attacker's."""


async def _act(town: Parts, reference: str, act: Act, *, party: str | None) -> Standing:
    """As a platform says it that has authenticated somebody, or nobody, and has written its own client."""
    run, command = names.grant_id(KEYS.seal(reference)), str(uuid4())
    platform, deed = identity_of(Role.PLATFORM), Deed(reference=reference, act=act, party=party)
    line = line_of(town, platform, sign_ins_at(platform))
    await town.client.start_workflow(
        names.ONE_GRANT, GrantFile(reference=reference), id=run, task_queue=names.QUEUE, **_JOINS
    )
    async with line.patiently("an act"):
        word = line.said(platform, deed, run=run, message=names.ACT, command=command, of=party or "")
        return line.heard(await line.send(run, names.ACT, word, command=command), word, Standing)


_JOINS: Final[dict[str, Any]] = {"id_conflict_policy": 2}
"""Use the run that there is."""


@pytest.mark.usefixtures("offered")
async def test_another_answers_for_nobody(town: Parts) -> None:
    """Who is not paid neither acts, objects, nor learns by somebody's key whether there is a grant at all."""
    person, stranger = settle(town), settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    for act in (Confirmation(), Declining(), Reply(value=ACCOUNT), Objection(id=str(uuid4()), grounds="x")):
        for reference in (offer.reference, offer.reference.replace(person, stranger)):
            with pytest.raises(NotPossible, match="没有这项待遇，或者不由登录者办理"):
                await _act(town, reference, act, party="nobody")
        with pytest.raises(NotPossible, match="收款人本人"):
            await _act(town, offer.reference, act, party=stranger)
        with pytest.raises(NotAllowed, match="登录"):
            await _act(town, offer.reference, act, party=None)
    assert await the_offer(town, person) == offer
    assert (await town.platform.confirm(offer)).state is GrantState.GRANTED


async def test_a_public_number_leads_to_nobody(town: Parts, public: Grant[Any]) -> None:
    """Whoever has one objects by it, and learns neither whose grant it is nor by what it is known (T5)."""
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    listed = await town.platform.publicity(public.code, public.period_on(today()).label)
    (entry,) = [one for one in listed.entries if one.beneficiary.endswith(person[-4:])]
    standing = await town.platform.object(entry.number, "并不残疾")
    assert (standing.state, standing.reference) == (GrantState.OBJECTED, entry.number)
    assert person not in standing.model_dump_json()
    await town.office.decide(reference, by="officer-1", stands=True)
    assert (await the_offer(town, person)).state is GrantState.GRANTED
    with pytest.raises(NotPossible):
        await _act(town, entry.number, Reply(value=ACCOUNT), party=person)
    await town.client.get_workflow_handle(names.grant_id(KEYS.seal(reference))).terminate()


async def test_a_public_number_that_there_is_not(town: Parts, public: Grant[Any]) -> None:
    """A guessed one, and a reference in its place, are heard of by nobody."""
    person = settle(town)
    await tell(town, person, Birthday())
    reference = (await the_offer(town, person)).reference
    platform, line = identity_of(Role.PLATFORM), line_of(town, identity_of(Role.PLATFORM))
    for number in (f"{public.code}/{public.period_on(today()).label}/#0000", reference):
        forged = PublicNumber(number=number, objection=Objection(id=str(uuid4()), grounds="x"))
        with pytest.raises(NotPossible, match="没有这个公示编号"):
            await line.ask(names.PUBLIC_NUMBER, Standing, forged, by=platform)
    assert (await the_offer(town, person)).state is GrantState.GRANTED
    await town.client.get_workflow_handle(names.grant_id(KEYS.seal(reference))).terminate()


async def test_a_hire_answers_for_no_firm(town: Parts) -> None:
    """What is paid to a firm is shown to the firm, and answered by it alone (T6)."""
    person, (firm, account) = await _hired(town)
    reference = f"{HIRING.code}/once/{person}"
    assert reference not in {offer.reference for offer in await town.platform.offers(person)}
    for act in (Reply(value=ACCOUNT), Objection(id=str(uuid4()), grounds="x")):
        with pytest.raises(NotPossible):
            await _act(town, reference, act, party=person)
    assert query(town.district, "SELECT account FROM firms WHERE key = :k", k=firm) == [(account,)]
    assert reference in {offer.reference for offer in await town.platform.offers(firm)}


async def test_a_hiring_that_is_taken_back(town: Parts) -> None:
    """What was paid for it is claimed back by due process, and the register holds it no more."""
    person, _ = await _hired(town)
    reference = f"{HIRING.code}/once/{person}"
    if _state(town, reference) is GrantState.SECOND_LOOK:
        await town.office.decide(reference, by="officer-1", stands=True)
    assert (await ends(town, reference)).state is GrantState.PAID
    assert (await tell(town, person, HiringTakenBack())).overpaid == 1
    sums = query(town.ledger, "SELECT overpaid, fen FROM grants WHERE reference = :r", r=reference)
    assert all(overpaid == fen > 0 for overpaid, fen in sums)
    assert query(town.ledger, "SELECT 1 FROM clawbacks WHERE reference = :r", r=reference)
    assert query(town.district, "SELECT work, employer FROM persons WHERE key = :k", k=person) == [
        ("未就业", None)
    ]
    assert (await tell(town, person, HiringTakenBack())).overpaid == 0


async def test_a_birth_that_is_taken_back(town: Parts) -> None:
    """Nobody was born: what is offered ends, what was paid is claimed back, and no such child is held."""
    mother = settle(town)
    waiting, paid = await _child(town, mother), await _child(town, mother)
    standing = await town.platform.confirm(await _of_child(town, mother, paid))
    if standing.state is GrantState.SECOND_LOOK:
        await town.office.decide(standing.reference, by="officer-1", stands=True)
    await ends(town, standing.reference)
    assert (await tell(town, waiting, BirthTakenBack())).ended == 1
    assert (await _of_child(town, mother, waiting)).state is GrantState.STOPPED
    assert (await tell(town, paid, BirthTakenBack())).overpaid == 1
    assert (await _of_child(town, mother, paid)).claimed_in
    assert not query(town.district, "SELECT 1 FROM persons WHERE key = :k", k=paid)


async def test_a_guardian_who_lives(town: Parts) -> None:
    """A false death leaves a child without guardian; taken back, it has her again, and what was offered."""
    mother = settle(town)
    child = await _child(town, mother)
    await tell(town, mother, Death(died_on=date(2020, 1, 1)))
    assert query(town.district, "SELECT guardian FROM persons WHERE key = :k", k=child) == [(None,)]
    await tell(town, mother, DeathTakenBack())
    assert query(town.district, "SELECT guardian FROM persons WHERE key = :k", k=child) == [(mother,)]
    assert (await _of_child(town, mother, child)).state is GrantState.OFFERED


@pytest.mark.usefixtures("automatic")
async def test_a_register_tells_its_own(town: Parts) -> None:
    """That of employment tells of no death, takes none back, and begins no grant by a birth (T4)."""
    person, other = settle(town), settle(town)
    employment = identity_of(Role.REGISTER, department=EventSource.LABOUR)
    line = line_of(town, employment)
    await tell(town, person, Birthday())
    with pytest.raises(WrongKey):
        await Registers(line, KEYS).tell(RegistryEvent(id="1", person=person, fact=Death(died_on=today())))
    for fact in (Death(died_on=today()), DeathTakenBack(), BirthTakenBack(), Birthday()):
        event = RegistryEvent(id=str(uuid4()), person=other, fact=fact)
        with pytest.raises(NotAllowed, match="本登记机关登记"):
            await line.ask(names.REGISTRY_EVENT, EventEffect, event, by=employment)
    assert await town.platform.offers(other) == ()


@pytest.mark.usefixtures("automatic")
async def test_a_word_of_another_register_is_not_used(town: Parts) -> None:
    """A word of the register that was said of one person begins nothing for another."""
    person, other = settle(town), settle(town)
    population = identity_of(Role.REGISTER, department=EventSource.POPULATION)
    run = names.enquiry_id(names.REGISTRY_EVENT, uuid4())
    event = RegistryEvent(id=str(uuid4()), person=person, fact=Birthday())
    word = said(town.client, run, names.REGISTRY_EVENT, event, by=population, command=run)
    forged = event.model_copy(update={"person": other})
    bent = type(word)(forged, forged.model_dump_json().encode(), word.word)
    with pytest.raises(Exception, match="Workflow execution failed"):
        await town.client.execute_workflow(names.REGISTRY_EVENT, bent, id=run, task_queue=names.QUEUE)
    assert await town.platform.offers(other) == ()


async def _hired(town: Parts) -> tuple[str, tuple[str, str]]:
    """A graduate, and the firm that has hired him, with its account."""
    held = query(town.district, "SELECT key, account FROM firms WHERE account IS NOT NULL ORDER BY key")
    firm, account = next((key, account) for key, account in held if not account.endswith("70"))
    person = settle(town, graduated_on="2025-06-30", minimum_living=False)
    await tell(town, person, Hiring(employer=firm, employed_since=date(2025, 7, 1), insured_months=3))
    return person, (firm, account)


async def _child(town: Parts, mother: str) -> str:
    child = f"b{uuid4().hex}"
    year = today().year
    born = Birth(born_on=date(year - 1, 6, 1), registered_in="990101", guardian=mother, lawful_birth=True)
    await tell(town, child, born)
    return child


async def _of_child(town: Parts, mother: str, child: str) -> Any:
    (offer,) = [one for one in await town.platform.offers(mother) if one.reference.endswith(child)]
    assert offer.policy == CHILD_CARE.code
    return offer


def _state(town: Parts, reference: str) -> GrantState:
    ((state,),) = query(town.ledger, "SELECT state FROM grants WHERE reference = :r", r=reference)
    return GrantState(state)


@pytest.mark.usefixtures("public")
async def test_an_account_is_never_overwritten(town: Parts) -> None:
    """Another one is told to whom it was known before, waits, and leaves the register as it was (T5)."""
    person = settle(town)
    ((before,),) = query(town.district, "SELECT account FROM persons WHERE key = :k", k=person)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await town.platform.reply(offer, ACCOUNT)
    told = query(town.ledger, "SELECT says FROM notices WHERE addressee = 'payee' AND item = :k", k=person)
    assert [ACCOUNT[-4:] in says and "如非本人办理" in says for (says,) in told] == [True]
    assert query(town.district, "SELECT account FROM persons WHERE key = :k", k=person) == [(before,)]
    await town.platform.reply(offer, before)  # whoever has read the notice
    await waits_for_account(town, offer.reference)
    await ends(town, offer.reference)
    paid = query(town.ledger, "SELECT account FROM payments WHERE reference = :r", r=offer.reference)
    assert paid == [(before,)]
    named = query(town.ledger, "SELECT number FROM accounts WHERE payee = :k ORDER BY named_at", k=person)
    assert named == [(ACCOUNT,), (before,)]


async def test_what_somebody_says_of_himself(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """A premium beyond all bounds is refused, another is an officer's to look at, no register has it (T7)."""
    grant = replace(FLEXIBLE_EMPLOYMENT, code=f"test-{uuid4()}", second_look=looked_at(0), publicity=None)
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    monkeypatch.setattr("activities.grants.events.GRANTS", (grant,))
    person = settle(town, work="灵活就业", hard_to_employ=True, flexible_since="2025-01-01", own_premium=None)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    assert (offer.state, "元" in offer.asks) == (GrantState.ASKED, True)
    with pytest.raises(NotPossible, match="不得超过"):
        await town.platform.reply(offer, "600000000")
    assert (await town.platform.reply(offer, "7500")).state is GrantState.OFFERED
    offer = await the_offer(town, person)
    assert (await town.platform.confirm(offer, commits=True)).state is GrantState.SECOND_LOOK
    assert query(town.district, "SELECT own_premium FROM persons WHERE key = :k", k=person) == [(None,)]
    await town.office.decide(offer.reference, by="officer-1", stands=True)
    assert (await ends(town, offer.reference)).state is GrantState.PAID
    assert sum(received(town, person)) == offer.fen == 375_000


async def test_a_declared_guardian(town: Parts) -> None:
    """Nobody names somebody else, nor one whom no register knows; who names himself is looked at (T8)."""
    mother, stranger, child = settle(town), settle(town), f"b{uuid4().hex}"
    born = Birth(born_on=date(today().year - 1, 6, 1), registered_in="990101", lawful_birth=True)
    await tell(town, child, born)
    asked = await the_offer(town, child)
    for value, by in ((stranger, mother), (stranger, child), ("妈妈", "妈妈"), (mother, "")):
        with pytest.raises(NotPossible):
            await town.platform.reply(asked, value, by=by)
    assert (await town.platform.reply(asked, mother, by=mother)).state is GrantState.OFFERED
    with pytest.raises(NotPossible):
        await _act(town, asked.reference, Confirmation(), party=stranger)
    assert query(town.district, "SELECT guardian FROM persons WHERE key = :k", k=child) == [(None,)]
    offer = await _of_child(town, mother, child)
    assert (await town.platform.confirm(offer)).state is GrantState.SECOND_LOOK
    await town.office.decide(offer.reference, by="officer-1", stands=True)
    assert (await ends(town, offer.reference)).state is GrantState.PAID
    paid = query(town.ledger, "SELECT account FROM payments WHERE reference = :r", r=offer.reference)
    assert paid == query(town.district, "SELECT account FROM persons WHERE key = :m", m=mother)
