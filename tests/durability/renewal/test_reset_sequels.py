"""A sequel whose run the server takes back: what was said to it, and has been answered, is on file."""

import asyncio
from typing import Any

import pytest

from client import SequelProgress, names
from client.messages.cases.sequel import SequelState
from tests.durability.renewal.test_resets import taken_back
from tests.support.cases.sequels import (
    CARRY,
    REASONS,
    begun,
    by_two,
    closed,
    ends,
    in_force,
    office,
    told,
)
from tests.support.parts import Parts
from tests.support.states import on_one_ledger, on_the_other_ledger


async def _remembers(parts: Parts, of: SequelProgress) -> None:
    async with asyncio.timeout(30):
        while await office(parts).show(of.id) != of:  # noqa: ASYNC110 (it is another process that knows)
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("place", [0, 1])
@on_one_ledger
async def test_what_the_first_of_two_has_proposed(parts: Parts, place: float) -> None:
    """It still stands, and the second one carries it out: it is told and done once."""
    case = await closed(parts)
    of = await begun(parts, case, "withdrawn")
    said: dict[str, Any] = {"reasons": REASONS, "views": "同意", "compensation": 500_000}
    proposed = await office(parts).conclude(of, CARRY, **said)
    await taken_back(parts, names.sequel_id(of.id), place=place)
    await _remembers(parts, proposed)
    done = await by_two(parts, proposed, CARRY, **said)
    assert (done.state, done.compensation) == (SequelState.CARRIED_OUT, 500_000)
    assert in_force(parts, case.id) == []
    assert len(told(parts, case.id)) == len(set(told(parts, case.id)))


@pytest.mark.parametrize("place", [0, 0.5, 1])
@on_the_other_ledger
async def test_a_sequel_that_has_ended(parts: Parts, place: float) -> None:
    """It ends as it has ended: nothing is decided or told anew."""
    case = await closed(parts)
    of = await begun(parts, case, "withdrawn")
    done = await by_two(parts, of, CARRY, reasons=REASONS, views="同意", compensation=500_000)
    ended, before = await ends(parts, done), told(parts, case.id)
    await taken_back(parts, names.sequel_id(of.id), place=place)
    assert await ends(parts, done) == ended
    assert told(parts, case.id) == before
