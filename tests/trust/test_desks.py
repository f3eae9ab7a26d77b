"""What a department is asked, it alone reads beside the engine; it needs no key of the engine's own."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final

import pytest
from temporalio import activity
from temporalio.api.common.v1 import Payload

from activities.stand_ins.departments import StandIn
from client import Case, DepartmentWorker, OutcomeKind, State, names
from client.errors import WrongKey
from client.messages.cases.answers import Answer, Request
from client.transport.codec import OutsideCodec, RingCodec
from client.trust.actor import Role
from client.trust.identity import Identity
from client.trust.key_store import SeedKeys
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import KEYS, LOOK, SKIP_PATIENCE, Parts, until
from tests.support.speakers import identity_of, outside
from tests.support.states import on_one_ledger
from worker import DESK_QUEUES

MARKET: Final = "market-regulation"
FOOD: Final = "food-licence"
ITS_OWN: Final = identity_of(Role.DEPARTMENT, department=MARKET)


@asynccontextmanager
async def engine_without_the_market(parts: Parts) -> AsyncGenerator[None]:
    others = [queue for queue in DESK_QUEUES if queue != names.desk_queue(MARKET)]
    async with parts.working(names.QUEUE, *others):
        yield


@on_one_ledger
async def test_it_needs_no_ring(at_rest: Parts) -> None:
    """With the engine's public key and its identity it reads what it is asked, and is believed."""
    client = await outside(at_rest)
    async with engine_without_the_market(at_rest):
        worker = DepartmentWorker(StandIn(at_rest.district), ITS_OWN).over(client)
        async with worker:
            case = await at_rest.platform.submit(submission(SMALL_SHOP))
            await until(case, FOOD, State.GRANTED)
            await case.outcome()


@on_one_ledger
async def test_it_alone_reads_it(at_rest: Parts) -> None:
    """Another department reads nothing of it; when its own system is back, the item goes on."""
    async with engine_without_the_market(at_rest):
        case = await at_rest.platform.submit(submission(SMALL_SHOP))
        asked = await _asked(at_rest, case)
        with pytest.raises(WrongKey):
            await _listener(identity_of(Role.DEPARTMENT, department="fire-rescue")).decode(asked)
        assert await _listener(ITS_OWN).decode(asked)
        assert await RingCodec(KEYS).decode(asked), "the engine can, for whoever mends it"
        async with DepartmentWorker(StandIn(at_rest.district), ITS_OWN).over(await outside(at_rest)):
            assert (await case.outcome()).kind is OutcomeKind.GRANTED


@on_one_ledger
async def test_it_has_another_key_since(at_rest: Parts) -> None:
    """What was asked before it changed its identity it still reads, if it has kept the earlier one."""
    newer, heard = replace(ITS_OWN, keys=SeedKeys(b"n" * 32)), asyncio.Event()
    loop = asyncio.get_running_loop()

    class AttentiveDesk(StandIn):
        @activity.defn
        def lodge(self, request: Request) -> Answer:
            loop.call_soon_threadsafe(heard.set)
            return super().lodge(request)

    async with engine_without_the_market(at_rest):
        case = await at_rest.platform.submit(submission(SMALL_SHOP))
        with pytest.raises(WrongKey):
            await _listener(newer).decode(await _asked(at_rest, case))
        worker = DepartmentWorker(AttentiveDesk(at_rest.district), newer, ITS_OWN)
        async with worker.over(await outside(at_rest)):
            await asyncio.wait_for(heard.wait(), SKIP_PATIENCE)
        await at_rest.handle(case.id).terminate()


def _listener(own: Identity) -> OutsideCodec:
    codec = OutsideCodec(KEYS.public)
    codec.reads(own.sealing)
    return codec


async def _asked(parts: Parts, case: Case) -> list[Payload]:
    """What the server keeps of what the department is asked, once it is."""
    while True:
        for event in (await parts.history(case.id)).events:
            scheduled = event.activity_task_scheduled_event_attributes
            if scheduled.task_queue.name == names.desk_queue(MARKET):
                return [*scheduled.input.payloads]
        await asyncio.sleep(LOOK)
