"""A grant whose payment does not go through is listed as stuck, and goes on when it is told to."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from activities.ports.treasury import TreasuryPayment
from activities.stand_ins.partners import partners
from activities.stand_ins.treasury import TreasuryStandIn
from client import GrantState, names
from client.messages.grants.events import Birthday
from matters.language import Grant
from tests.support.neighbours import ends, received, settle, tell, today
from tests.support.parts import KEYS, Parts
from tests.support.ports.tried_again import LOOK, calls_of, try_again
from tests.support.states import on_one_ledger

pytestmark = on_one_ledger


class TreasuryAway(Exception):
    """Its line is cut."""


class ClosedTreasury(TreasuryStandIn):
    """Takes nothing until it is mended."""

    is_mended = False

    def take(self, file: str, payments: Sequence[TreasuryPayment]) -> None:
        if not self.is_mended:
            raise TreasuryAway
        super().take(file, payments)


async def test_a_payment_that_does_not_go_through(at_rest: Parts, automatic: Grant[Any]) -> None:
    """The ledger names its run, however many others there are; told so, it is tried anew and pays once."""
    treasury, supervisor = ClosedTreasury(at_rest.district), at_rest.supervisor
    async with at_rest.working(outside=replace(partners(at_rest.district), treasury=treasury)):
        person = settle(at_rest)
        await tell(at_rest, person, Birthday())
        reference = f"{automatic.code}/{automatic.period_on(today()).label}/{person}"
        grant = names.grant_id(KEYS.seal(reference))
        while grant not in (await supervisor.silent()).failing:  # noqa: ASYNC110 (nobody is told)
            await asyncio.sleep(LOOK)
        [found] = await supervisor.failing([grant])
        [call] = found.calls
        assert (call.call, call.failure) == ("hand_over", TreasuryAway.__name__)
        await try_again(at_rest, grant)
        treasury.is_mended = True
        assert (await ends(at_rest, reference)).state is GrantState.PAID
    assert len(received(at_rest, person)) == 1
    assert (await calls_of(at_rest, grant)).count("hand_over") == 2
