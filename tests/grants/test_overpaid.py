"""What was paid too much opens a case by itself, once for every fen, linked by the id of the payment."""

import asyncio
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from activities.grants.events import Registry, Told
from activities.money.clawbacks import Clawbacks, Drafts, Overpaid
from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.books import entries
from activities.stand_ins.books.entries import EntrySaid
from activities.stand_ins.partners import partners
from client import GrantState, Offer, OutcomeKind, RegistryEvent, State
from client.errors import NotAllowed
from client.messages.grants.events import Birthday, Death, Hiring, Move
from matters import catalogue
from matters.definitions import departments
from matters.definitions.clawback import Cause, ClawbackForm
from matters.definitions.grants import DISABILITY_LIVING, HIRING
from matters.language import Grant, Mode, PeriodKind
from tests.support.campaigns import RELEASED_BY, prepared
from tests.support.neighbours import ends, looked_at, other_policy, received, settle, tell, the_offer, today
from tests.support.parts import KEYS, LOOK, Parts, until
from tests.support.states import on_one_ledger
from tests.support.town import query

pytestmark = on_one_ledger

LONG_AGO = date(2020, 1, 1)
CLERK = {
    "as_of": "2026-01-04",
    "name": "经办人庚",
    "identity_number": "990101198606060022",
    "phone": "13900000007",
}


async def paid(town: Parts) -> Offer:
    """The grant of somebody new, as paid."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await ends(town, offer.reference)
    return await the_offer(town, person)


def person_of(offer: Offer) -> str:
    return offer.reference.rsplit("/", 1)[1]


def drafts(town: Parts, offer: Offer) -> Drafts:
    """What would be filed now."""
    drafting = Clawbacks(town.ledger, partners(town.district), KEYS.seal)
    return drafting.draft(Overpaid(reference=offer.reference, on=today()))


def paper_of(town: Parts, case: UUID, code: str) -> str:
    ((content,),) = query(
        town.ledger, 'SELECT content FROM papers WHERE "case" = :c AND code = :p', c=str(case), p=code
    )
    return str(content.decode())


@pytest.mark.usefixtures("automatic")
async def test_a_death_opens_a_case(town: Parts) -> None:
    """Paid to somebody who had died: the case has the payment's id and the calculation, to its receipt."""
    before = await paid(town)
    person = person_of(before)
    died = Death(died_on=LONG_AGO)
    assert (await tell(town, person, died)).overpaid == 1
    offer = await the_offer(town, person)
    (case,) = offer.claimed_in
    for by in ("", "990101199001010027"):  # with nobody signed in, or somebody else
        with pytest.raises(NotAllowed, match="登录"):
            await town.platform.case(case, by=by)
    assert (offer.state, offer.overpaid) == (GrantState.PAID, before.fen)
    assert (await (await town.platform.case(case, by=person_of(offer))).outcome()).kind is OutcomeKind.GRANTED
    record, calculation = (paper_of(town, case, code) for code in ("payment-record", "calculation"))
    assert f"{offer.reference}/1" in record
    assert "所依据的规则：期内在世" in calculation
    assert f"本次追回：{before.fen // 100}.00元" in calculation
    assert "请向遗产管理人或者继承人告知" in calculation

    await tell(town, person, died)
    await tell(town, person, Birthday())
    assert (await the_offer(town, person)).claimed_in == (case,)
    assert received(town, person) == [before.fen]
    assert not drafts(town, offer).submissions


async def test_what_a_campaign_has_overpaid(town: Parts, automatic: Grant[Any]) -> None:
    """Learnt while the money was under way, it is claimed back as soon as the file is settled."""
    person = settle(town)
    label = automatic.period_on(today()).label
    campaign = await prepared(town, label, policy=automatic.code)
    reference = f"{automatic.code}/{label}/{person}"
    query(town.ledger, "UPDATE grants SET overpaid = 100 WHERE reference = :r", r=reference)
    await campaign.release(RELEASED_BY)
    assert (await campaign.report()).reconciled
    (case,) = (await the_offer(town, person)).claimed_in
    assert (await (await town.platform.case(case, by=person)).outcome()).kind is OutcomeKind.GRANTED
    assert "本次追回：1.00元" in paper_of(town, case, "calculation")


@pytest.mark.usefixtures("automatic")
async def test_what_the_office_would_have_filed(town: Parts) -> None:
    """The form says who was paid what and when, what was due, and why; no id tells of whom it is."""
    offer = await paid(town)
    query(
        town.ledger,
        "UPDATE grants SET overpaid = 100 WHERE reference = :r",
        r=offer.reference,
    )
    (filed,) = drafts(town, offer).submissions
    form = ClawbackForm.model_validate(filed.form)
    assert (form.payment, form.payee_key) == (f"{offer.reference}/1", person_of(offer))
    assert (form.paid_on, str(form.paid - form.due), form.cause) == (today(), "1.00", Cause.WRONG_DATA)
    assert drafts(town, offer).submissions[0].id == filed.id
    assert person_of(offer) not in str(filed.id)


@pytest.mark.usefixtures("automatic")
async def test_the_office_speaks_for_its_claim(town: Parts) -> None:
    """Whoever knows its id takes no claim back, nor does its payee; whoever files for the office does."""
    offer = await paid(town)
    query(town.ledger, "UPDATE grants SET overpaid = 100 WHERE reference = :r", r=offer.reference)
    (filed,) = drafts(town, offer).submissions
    town.behave(filed.id, "clawback-notice", Reviewing())
    await tell(town, person_of(offer), Death(died_on=LONG_AGO))
    case = await town.platform.case(filed.id, by=person_of(offer))
    await until(case, "clawback-notice", State.IN_REVIEW)
    for by, because in (("", "须在平台"), (person_of(offer), "本人无权申请")):
        with pytest.raises(NotAllowed, match=because):
            await case.withdraw("不追回", by=by)
    await case.withdraw("登记有误", by=filed.applicant.identity_number)
    assert (await case.outcome()).kind is OutcomeKind.WITHDRAWN


@pytest.mark.usefixtures("automatic")
async def test_every_fen_is_claimed_once(town: Parts) -> None:
    """Found a little overpaid, then wholly: the second case claims the rest and no more."""
    offer = await paid(town)
    query(town.ledger, "UPDATE payments SET fen = fen + 100 WHERE reference = :r", r=offer.reference)
    assert (await town.office.reassess(offer.reference, by="officer-1")).overpaid == 100
    await ends(town, offer.reference)
    query(town.district, "UPDATE persons SET minimum_living = false WHERE key = :k", k=person_of(offer))
    again = await town.office.reassess(offer.reference, by="officer-1", because="低保登记有误")
    assert again.overpaid == offer.fen + 100
    await ends(town, offer.reference)
    cases = (await the_offer(town, person_of(offer))).claimed_in
    assert len(cases) == 2
    for case in cases:
        await (await town.platform.case(case, by=person_of(offer))).outcome()
    sums = query(
        town.ledger, "SELECT fen FROM clawbacks WHERE reference = :r ORDER BY number", r=offer.reference
    )
    assert sums == [(100,), (offer.fen,)]
    calculation = paper_of(town, cases[1], "calculation")
    assert "应发合计：0.00元\n此前已告知追回：1.00元" in calculation
    assert "遗产" not in calculation


@pytest.mark.usefixtures("automatic")
async def test_an_objection_to_what_is_paid(town: Parts) -> None:
    """Upheld, it claims back what was paid, by decision and not by a rule."""
    offer = await paid(town)
    await town.platform.object(offer.reference, "收入不符")
    decided = await town.office.decide(offer.reference, by="officer-1", stands=False)
    assert (decided.state, decided.overpaid) == (GrantState.PAID, offer.fen)
    await ends(town, offer.reference)
    told = await the_offer(town, person_of(offer))
    (case,) = told.claimed_in
    assert "行政复议（自送达之日起60日内" in told.remedies
    assert f"今日（{today()}）首次看到的，行政复议最迟 " in told.remedies
    await (await town.platform.case(case, by=person_of(offer))).outcome()
    assert "主管部门的决定" in paper_of(town, case, "calculation")


@pytest.mark.usefixtures("automatic")
@pytest.mark.parametrize(
    "fact",
    [
        Move(registered_in="980101"),
        Hiring(employer="f0000000", employed_since=date(2026, 1, 1)),
        Death(died_on=today()),
    ],
)
async def test_what_was_right_when_it_was_paid(town: Parts, fact: Any) -> None:
    """Whoever moves, is hired or dies after the period was rightly paid before, and gives nothing back."""
    offer = await paid(town)
    query(town.district, "UPDATE persons SET minimum_living = false WHERE key = :k", k=person_of(offer))
    assert (await tell(town, person_of(offer), fact)).overpaid == 0
    assert (await the_offer(town, person_of(offer))).claimed_in == ()


async def test_alive_when_it_was_paid(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule about the day of payment is judged for that day, whenever a later death is told."""
    alive = next(rule for rule in HIRING.rules if rule.id == "alive")
    grant = other_policy(
        mode=Mode.AUTOMATIC,
        second_look=looked_at(0),
        rules=(*DISABILITY_LIVING.rules, alive),
        period=PeriodKind.ONCE,
        term=replace(DISABILITY_LIVING.term, until=date(2099, 12, 31)),
    )
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    monkeypatch.setattr("activities.grants.events.GRANTS", (grant,))
    offer = await paid(town)
    registry = Registry(town.ledger, town.population, KEYS.seal)
    for died, overpaid in ((today() + timedelta(days=1), 0), (today() - timedelta(days=1), 1)):
        event = RegistryEvent(id=str(uuid4()), person=person_of(offer), fact=Death(died_on=died))
        told = Told(event=event, on=today() + timedelta(days=10))
        assert registry.hear(told).effect.overpaid == overpaid


async def test_a_department_without_a_clerk(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The case is not lost: it is filed as soon as somebody is named who files."""
    grant: Grant[Any] = other_policy(
        mode=Mode.AUTOMATIC, second_look=looked_at(0), department=departments.MEDICAL_INSURANCE
    )
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    monkeypatch.setattr("activities.grants.events.GRANTS", (grant,))
    offer = await paid(town)
    telling = asyncio.create_task(tell(town, person_of(offer), Death(died_on=LONG_AGO)))
    while (await the_offer(town, person_of(offer))).overpaid != offer.fen:  # noqa: ASYNC110 (the engine's)
        await asyncio.sleep(LOOK)
    assert not telling.done()
    with town.district.transaction() as books:
        entries.enter(books, [EntrySaid("clerks", "medical-insurance", json.dumps(CLERK))])
    assert (await telling).overpaid == 1
    (case,) = (await the_offer(town, person_of(offer))).claimed_in
    assert (await (await town.platform.case(case, by=person_of(offer))).outcome()).kind is OutcomeKind.GRANTED
