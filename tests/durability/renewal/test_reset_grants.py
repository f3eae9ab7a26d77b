"""A grant whose run the server takes back: the books still know who has acted, and what is paid."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from client import GrantState, Standing, names
from client.messages.grants.events import Birthday
from matters.language import Grant
from tests.durability.renewal.test_resets import taken_back
from tests.support.neighbours import ends, received, settle, tell, the_offer
from tests.support.parts import KEYS, Parts
from tests.support.states import on_one_ledger, on_the_other_ledger


def _run(reference: str) -> str:
    return names.grant_id(KEYS.seal(reference))


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize("place", [0, 0.5])
@on_one_ledger
async def test_a_grant_that_is_objected_to(town: Parts, place: float) -> None:
    """Taken back to before anybody has acted, or has decided, it waits for nobody anew, and is paid once."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await town.platform.object(offer.reference, "此人已搬走")
    await town.office.decide(offer.reference, by="officer-1", stands=True)
    await taken_back(town, _run(offer.reference), place=place)
    handle = town.client.get_workflow_handle(_run(offer.reference), result_type=Standing)
    await asyncio.wait_for(town.skipper.fast_forward(handle, timedelta(days=20)), 30)
    assert (await ends(town, offer.reference)).state is GrantState.PAID
    assert received(town, person) == [offer.fen]


@pytest.mark.parametrize("place", [0, 0.5, 1])
@on_the_other_ledger
async def test_a_grant_that_is_paid(town: Parts, offered: Grant[Any], place: float) -> None:
    """Wherever it is taken back to, it ends where it has ended, and the treasury pays nothing more."""
    person = settle(town)
    await tell(town, person, Birthday())
    offer = await the_offer(town, person)
    await town.platform.confirm(offer)
    before = await ends(town, offer.reference)
    assert (before.state, before.policy) == (GrantState.PAID, offered.code)
    await taken_back(town, _run(offer.reference), place=place)
    assert await ends(town, offer.reference) == before
    assert received(town, person) == [offer.fen]
