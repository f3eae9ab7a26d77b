"""Names that are made public before they are paid: a whole campaign at once, or each as it is confirmed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import uuid4

import pytest
from temporalio.client import WorkflowHandle

from activities.offers import Acted, Impossible, OfferBook
from client import Campaign, GrantState, Offer, Standing, names
from client.offers import Deed, Objection
from matters import catalogue, clock
from matters.calendar import published
from matters.catalogue import find_grant
from matters.clock import Due, Term
from matters.language import Mode
from tests.campaigning import RELEASED_BY, SUBSIDY, forward, handle_of, prepared, publicised
from tests.neighbours import ends, received, today
from tests.parts import KEYS, Parts
from tests.town import paid, query

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
    grant = replace(find_grant(SUBSIDY), code=f"test-{uuid4()}", mode=Mode.AUTOMATIC, second_look=Decimal(0))
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
    handle = handle_of(town, campaign)
    await forward(town, handle, to=Due(on=until).at - MINUTE)
    assert not paid(town.ledger, grant.code, "2026-Q2").paid
    assert isinstance(_objected(town, second, on=until + timedelta(days=1)), Impossible)
    last = _objected(town, second, on=until)
    assert isinstance(last, Standing)
    assert last.state is GrantState.OBJECTED
    await forward(town, handle, to=Due(on=until).at + MINUTE)
    report = await campaign.report()
    assert report.completed
    assert report.counts.objections == 2
    found = paid(town.ledger, grant.code, "2026-Q2")
    assert len(found.paid) + report.counts.returned == len(others)
    assert {found.waiting[reference.split("/")[2]] for reference in (first, second)} == {"objected"}


def _objected(town: Parts, reference: str, *, on: date) -> Standing | Impossible:
    act = Objection(id=str(uuid4()), grounds="已就业")
    acted = Acted(deed=Deed(reference=reference, act=act), key=str(uuid4()), at=clock.midnight(on))
    return OfferBook(town.ledger, KEYS.seal).act(acted)
