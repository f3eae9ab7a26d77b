"""What somebody agrees to by a click: the use of data, and a promise that is on file."""

import hashlib
from datetime import date
from typing import Any

import pytest

from activities.grants.payees import consent
from activities.ledger.cases import authorisations
from client import GrantState, Offer
from client.errors import NotPossible
from client.messages.grants.events import Birthday
from matters import catalogue, clock
from matters.catalogue import find_grant
from matters.language import Grant, Mode
from tests.support.campaigns import SUBSIDY
from tests.support.neighbours import (
    PUBLIC,
    ends,
    looked_at,
    other_policy,
    settle,
    tell,
    the_offer,
    today,
)
from tests.support.parts import Parts
from tests.support.states import on_one_ledger

pytestmark = on_one_ledger


async def test_a_confirmation_authorises(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who confirms lets the department use the data, until a day that was told; a no takes it back."""
    grant = other_policy(mode=Mode.CONFIRMATION, second_look=looked_at(0), publicity=PUBLIC)
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    monkeypatch.setattr("activities.grants.events.GRANTS", (grant,))
    offers: list[Offer] = []
    for person in (settle(town), settle(town), settle(town)):
        await tell(town, person, Birthday())
        offers.append(await the_offer(town, person))
    with town.ledger.reading() as books:
        until = consent.authorised_until(books, on=today())
    assert all("确认即授权民政局" in offer.authorises and str(until) in offer.authorises for offer in offers)
    assert _authorised(town, grant, on=today()) == []
    for offer in offers:
        await town.platform.confirm(offer)
    people = [offer.reference.rsplit("/", 1)[1] for offer in offers]
    assert _authorised(town, grant, on=until) == sorted(people)
    assert (await the_offer(town, people[0])).authorises == ""
    await town.platform.decline(offers[0])
    await town.platform.opt_out(people[1], policy=grant.code)
    assert _authorised(town, grant, on=today()) == [people[2]]


async def test_a_commitment_is_given_first(town: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The offer has the text; without that promise nothing is granted, and with it the promise is on file."""
    text = find_grant(SUBSIDY).commitment
    assert text
    grant = other_policy(mode=Mode.COMMITMENT, commitment=text, second_look=looked_at(0))
    monkeypatch.setattr(catalogue, "GRANTS", (*catalogue.GRANTS, grant))
    monkeypatch.setattr("activities.grants.events.GRANTS", (grant,))
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    assert (offer.mode, offer.commits) == ("告知承诺", text.says)
    with pytest.raises(NotPossible, match="确认前须作出承诺"):
        await town.platform.confirm(offer)
    older = offer.model_copy(update={"commits": "本人承诺情况属实"})
    with pytest.raises(NotPossible, match="与现行文本不一致"):
        await town.platform.confirm(older, commits=True)
    assert _promised(town, offer.reference) is None
    assert _authorised(town, grant, on=today()) == []
    await town.platform.confirm(offer, commits=True)
    assert (await ends(town, offer.reference)).state is GrantState.PAID
    promised = _promised(town, offer.reference)
    assert promised
    assert (promised.grantor, promised.edition) == (person, grant.edition)
    assert promised.sha256 == hashlib.sha256(text.says.encode()).hexdigest()
    assert clock.day_in_china(promised.given_at) == today()
    assert (await the_offer(town, person)).commits == ""


def _promised(town: Parts, reference: str) -> authorisations.Commitment | None:
    with town.ledger.transaction() as books:
        return authorisations.commitment(books, reference)


def _authorised(town: Parts, grant: Grant[Any], *, on: date) -> list[str]:
    """Whose data the department of a policy may use on a day."""
    with town.ledger.transaction() as books:
        grantors = authorisations.grantors(books, grantee=grant.department.code, one_matter=grant.code, on=on)
    return list(grantors)
