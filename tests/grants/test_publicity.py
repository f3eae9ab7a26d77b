"""Names that are made public before they are paid: a whole campaign at once, or each as it is confirmed."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

import pytest
from temporalio.client import WorkflowHandle

from activities.grants.offers import Acted, Impossible, OfferBook
from client import Campaign, GrantState, Offer, Standing, names
from client.errors import NotPossible
from client.messages.grants.events import Birthday
from client.messages.grants.offers import Deed, Objection
from matters import catalogue, clock
from matters.catalogue import find_grant
from matters.clock import Due, Term
from matters.clock.calendar import published
from matters.language import Mode
from tests.support.campaigns import RELEASED_BY, SUBSIDY, forward, handle_of, prepared, publicised
from tests.support.neighbours import ends, looked_at, received, settle, tell, the_offer, today
from tests.support.parts import KEYS, LOOK, Parts
from tests.support.states import on_the_other_ledger
from tests.support.terminal import Terminal
from tests.support.town import paid, query
from workflows import visibility

pytestmark = on_the_other_ledger

MINUTE: Final = timedelta(minutes=1)
PERIOD: Final = "2026-Q3"


def grant_of(town: Parts, reference: str) -> WorkflowHandle[Any, Any]:
    return town.client.get_workflow_handle(names.grant_id(KEYS.seal(reference)))


async def confirmed(town: Parts, campaign: Campaign) -> list[Offer]:
    """Three of those to whom the campaign has offered something, when they have confirmed it."""
    offered = query(
        town.ledger,
        "SELECT beneficiary FROM grants WHERE campaign = :c AND state = 'offered' ORDER BY reference",
        c=campaign.id,
    )
    granted: list[Offer] = []
    for (person,) in offered:
        (offer,) = [one for one in await town.platform.offers(person) if _is_of(one, PERIOD)]
        if (await town.platform.confirm(offer, commits=True)).state is GrantState.GRANTED:
            granted += [one for one in await town.platform.offers(person) if _is_of(one, PERIOD)]
        if len(granted) == 3:
            return granted
    raise AssertionError("too few are offered anything")


def _is_of(offer: Offer, period: str) -> bool:
    return (offer.policy, offer.period) == (SUBSIDY, period)


async def test_the_subsidy_as_it_is(town: Parts) -> None:
    """Offered, promised, public for five working days; an objection of the last day holds up its own."""
    campaign = await prepared(town, PERIOD, policy=SUBSIDY)
    await campaign.release(RELEASED_BY)
    assert (await campaign.report()).ledger_fen == 0
    undisputed, dismissed, upheld = await confirmed(town, campaign)
    policy = find_grant(SUBSIDY)
    rule = policy.publicity
    assert rule
    until = clock.due(today(), Term.of(rule.limit), published(today())).on
    assert {offer.objections_until for offer in (undisputed, dismissed, upheld)} == {until}
    people = [offer.reference.rsplit("/", 1)[1] for offer in (undisputed, dismissed, upheld)]
    before = [received(town, person) for person in people]

    for offer in (dismissed, upheld):
        await forward(town, grant_of(town, offer.reference), to=Due(on=until).at - MINUTE)
        objected = await town.platform.object(offer.reference, "已在单位参保")
        due = clock.due(until, Term.of(policy.answer), published(until)).on
        assert (objected.state, objected.answer_by) == (GrantState.OBJECTED, due)
        await forward(town, grant_of(town, offer.reference), to=Due(on=until).at + MINUTE)
    await forward(town, grant_of(town, undisputed.reference), to=Due(on=until).at + MINUTE)
    assert (await ends(town, undisputed.reference)).state is GrantState.PAID
    assert [received(town, person) for person in people[1:]] == before[1:]

    await town.office.decide(dismissed.reference, by="officer-3", stands=True)
    await town.office.decide(upheld.reference, by="officer-3", stands=False)
    assert (await ends(town, dismissed.reference)).state is GrantState.PAID
    assert (await ends(town, upheld.reference)).state is GrantState.STOPPED
    assert [len(received(town, person)) for person in people] == [
        len(before[0]) + 1,
        len(before[1]) + 1,
        len(before[2]),
    ]


async def test_a_whole_campaign_is_public(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is paid before the days are over; who was objected to in the last minute is not paid then."""
    grant = replace(
        find_grant(SUBSIDY), code=f"test-{uuid4()}", mode=Mode.AUTOMATIC, second_look=looked_at(0)
    )
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    campaign = await prepared(town, "2026-Q2", policy=grant.code)
    await campaign.release(RELEASED_BY)
    until = await publicised(campaign)
    (first,), (second,), *others = query(
        town.ledger,
        "SELECT reference FROM grants WHERE campaign = :c AND state = 'granted' ORDER BY reference",
        c=campaign.id,
    )
    assert (await town.platform.object(first, "已停业")).state is GrantState.OBJECTED
    public = await town.platform.publicity(grant.code, "2026-Q2")
    assert len(public.entries) == len(others) + 2
    assert {one.until for one in public.entries} == {until}
    handle = handle_of(town, campaign)
    await forward(town, handle, to=Due(on=until).at - MINUTE)
    assert not paid(town.ledger, town.district, grant.code, "2026-Q2").paid
    assert isinstance(_objected(town, second, on=until + timedelta(days=1)), Impossible)
    last = _objected(town, second, on=until)
    assert isinstance(last, Standing)
    assert last.state is GrantState.OBJECTED
    await forward(town, handle, to=Due(on=until).at + MINUTE)
    report = await campaign.report()
    assert report.completed
    assert report.counts.objections == 2
    found = paid(town.ledger, town.district, grant.code, "2026-Q2")
    assert len(found.paid) + report.counts.returned == len(others)
    assert {found.waiting[reference.split("/")[2]] for reference in (first, second)} == {"objected"}


@pytest.mark.usefixtures("public")
async def test_the_public_list(town: Parts, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody reads what is public and objects by its number, and nobody learns a key of the register."""
    monkeypatch.setattr("activities.grants.publicity.PAGE", 2)
    grant = catalogue.GRANTS[-1]
    people = [settle(town) for _ in range(5)]
    for person in people:
        await tell(town, person, Birthday())
    period = grant.period_on(today()).label
    public = await town.platform.publicity(grant.code, period)
    offers = {person: await the_offer(town, person) for person in people}
    assert {(one.region, one.fen) for one in public.entries} == {("990101", offers[people[0]].fen)}
    assert {one.until for one in public.entries} == {offer.objections_until for offer in offers.values()}
    assert sorted(one.beneficiary for one in public.entries) == sorted("*" * 29 + it[-4:] for it in people)
    shown = await terminal.done("campaign", "publicity", grant.code, period)
    assert all(one.number in shown for one in public.entries)
    assert f"公示名单（{len(people)} 项）" in shown
    assert not any(person in shown or person in public.model_dump_json() for person in people)
    assert not any(KEYS.seal(offer.reference)[:16].upper() in shown for offer in offers.values())

    number = public.entries[0].number
    objected = await town.platform.object(number, "此人已搬走")
    assert (objected.state, objected.reference) == (GrantState.OBJECTED, number)
    states = [(await the_offer(town, person)).state for person in people]
    assert states.count(GrantState.OBJECTED) == 1
    (person,) = [it for it in people if (await the_offer(town, it)).state is GrantState.OBJECTED]
    assert public.entries[0].beneficiary.endswith(person[-4:])
    await _shows(town, offers[person].reference, GrantState.OBJECTED)
    await town.office.decide(offers[person].reference, by="officer-1", stands=False)
    left = await town.platform.publicity(grant.code, period)
    assert {one.number for one in left.entries} == {one.number for one in public.entries} - {number}
    query(
        town.ledger,
        "UPDATE grants SET objections_until = :d WHERE policy = :p",
        d=str(today() - timedelta(days=1)),
        p=grant.code,
    )
    assert (await town.platform.publicity(grant.code, period)).entries == ()
    assert "现无公示中的名单" in await terminal.done("campaign", "publicity", grant.code, period)
    with pytest.raises(NotPossible, match="没有这个公示编号，或其异议期已届满"):
        await town.platform.object(left.entries[0].number, "迟了")
    unwilling = next(it for it in people if it != person)
    await town.platform.opt_out(unwilling, policy=grant.code)
    assert (await ends(town, offers[unwilling].reference)).state is GrantState.DECLINED


async def _shows(town: Parts, reference: str, state: GrantState) -> None:
    """Its run, which waits for the pay day, as operators find it."""
    while True:
        found = (await grant_of(town, reference).describe()).typed_search_attributes
        if found.get(visibility.STAGE) == state:
            return
        await asyncio.sleep(LOOK)


async def test_what_is_not_public(town: Parts) -> None:
    """Where the policy has no such rule, or there is no such policy or period, that is said."""
    with pytest.raises(NotPossible, match="不公示名单"):
        await town.platform.publicity("old-age-allowance", "2026-Q3")
    for policy, period in ((SUBSIDY, "2026-09"), ("no-such-grant", "2026-Q3")):
        with pytest.raises(NotPossible, match=f"'{period if policy == SUBSIDY else policy}'"):
            await town.platform.publicity(policy, period)


def _objected(town: Parts, reference: str, *, on: date) -> Standing | Impossible:
    act = Objection(id=str(uuid4()), grounds="已就业")
    deed, at = Deed(reference=reference, act=act), clock.midnight(on)
    acted = Acted(deed=deed, key=str(uuid4()), at=at, by_number=True)
    return OfferBook(town.ledger, town.population, town.outbox, KEYS.seal).act(acted)
