"""Rubbish of every kind under every name, from a plain Temporal client: nothing changes, nothing stops.

What is refused at the gate reaches no ledger, so that one of them is enough.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import pytest
from temporalio import activity, workflow
from temporalio.api.common.v1 import Payload
from temporalio.client import Client, WorkflowFailureError, WorkflowHandle, WorkflowUpdateFailedError
from temporalio.common import RawValue
from temporalio.service import RPCError
from temporalio.worker import Worker

from client import Case, OutcomeKind, names
from client.messages.message import Nothing
from client.transport.codec import RingCodec
from client.transport.converter import converter
from client.trust.rights import OPEN
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.parts import KEYS, Parts
from tests.support.services import ADDRESS
from tests.support.states import in_review, on_one_ledger, on_the_other_ledger
from workflows.roster import WORKFLOWS

SOON: Final = timedelta(seconds=20)
FOOD: Final = "food-licence"


def json(text: bytes) -> Payload:
    return Payload(metadata={"encoding": b"json/plain"}, data=text)


def sealed(key: bytes, data: bytes) -> Payload:
    return Payload(metadata={"encoding": b"binary/encrypted", "encryption-key-id": key}, data=data)


async def of_another_kind() -> Payload:
    """What opens well, and is no payload inside."""
    [payload] = await RingCodec(KEYS).encode([json(b'{"kind": "nonsense"}')])
    return payload


RUBBISH: Final[dict[str, tuple[Payload, ...]]] = {
    "nothing": (),
    "another object": (json(b'{"kind": "nonsense"}'),),
    "a list": (json(b"[]"),),
    "null": (json(b"null"),),
    "no JSON": (json(b"{"),),
    "no UTF-8": (json(b'{"reason": "\xff\xfe"}'),),
    "half a character": (json(rb'{"reason": "\ud800"}'),),
    "twice": (json(b'{"reason": "a", "reason": "b"}'),),
    "deep": (json(b'{"a":' * 3_000 + b"1" + b"}" * 3_000),),
    "a huge number": (json(b'{"fen": ' + b"9" * 5_000 + b"}"),),
    "two": (json(b"{}"), json(b"{}")),
    "another encoding": (Payload(metadata={"encoding": b"foo/bar"}, data=b"x"),),
    "no encoding": (Payload(data=b"x"),),
    "no such protobuf": (
        Payload(metadata={"encoding": b"json/protobuf", "messageType": b"a.b.C"}, data=b"{}"),
    ),
    "an unknown key": (sealed(b"nobody's", b"x" * 100),),
    "a key's name alone": (sealed(b"test", b""),),
    "a key's name, and noise": (sealed(b"test", b"x" * 100),),
    "no key's name": (Payload(metadata={"encoding": b"binary/encrypted"}, data=b"x" * 100),),
    "a name of no letters": (sealed(b"\xff\xfe", b"x" * 100),),
    "large": (json(b'"' + b"x" * 1_500_000 + b'"'),),
}


def _definition(kind: type) -> Any:
    return workflow._Definition.must_from_class(kind)


DEFINITIONS: Final = {definition.name: definition for definition in map(_definition, WORKFLOWS)}


class AsItIs(RingCodec):
    """Opens what comes back, and sends what it is given."""

    async def encode(self, payloads: Iterable[Payload]) -> list[Payload]:
        return list(payloads)


async def _attacker(parts: Parts) -> Client:
    return await Client.connect(
        os.environ[ADDRESS],
        namespace=parts.client.namespace,
        data_converter=converter(AsItIs(KEYS), is_engine=False),
    )


@pytest.fixture
async def attacker(parts: Parts) -> Client:
    """Somebody who reaches the server, and sends it whatever he likes."""
    return await _attacker(parts)


@pytest.fixture
async def case(parts: Parts) -> AsyncGenerator[Case]:
    """A case with an item in officers' hands; in the end they decide it."""
    case = await in_review(parts)
    yield case
    await _granted(parts, case)


@pytest.mark.slow
@on_one_ledger
async def test_no_rubbish_stops_a_case(attacker: Client, case: Case) -> None:
    """Under every name of an update, a query and a signal; the case answers as before, and hears officers."""
    before = await case.progress()
    handle = attacker.get_workflow_handle(names.case_id(case.id))
    definition = DEFINITIONS[names.CASE]
    # What takes nothing answers whatever it is given.
    updates = [name for name in (*definition.updates, "no-such") if name != names.RECEIPT]
    for kind in RUBBISH:
        for name in updates:
            with pytest.raises((WorkflowUpdateFailedError, RPCError)):
                await handle.execute_update(name, args=_raw(kind), id=str(uuid4()), rpc_timeout=SOON)
        for name in (*definition.queries, "no-such"):
            with suppress(RPCError, Exception):
                await handle.query(name, args=_raw(kind), rpc_timeout=SOON)
        for name in ("withdraw", "no-such"):
            with suppress(RPCError):  # what the server takes is heard by nobody
                await handle.signal(name, args=_raw(kind))
        assert await case.progress() == before, kind


@on_the_other_ledger
async def test_rubbish_and_a_restart(at_rest: Parts) -> None:
    """A worker that begins anew reads all of it once more, and the case goes on."""
    attacker = await _attacker(at_rest)
    async with at_rest.working():
        case = await in_review(at_rest)
        handle = attacker.get_workflow_handle(names.case_id(case.id))
        for kind in RUBBISH:
            with suppress(RPCError):
                await handle.signal(names.WITHDRAW, args=_raw(kind))
            with suppress(WorkflowUpdateFailedError, RPCError):
                await handle.execute_update(names.WITHDRAW, args=_raw(kind), rpc_timeout=SOON)
    async with at_rest.working():
        await _granted(at_rest, case)


@pytest.mark.slow
@on_one_ledger
async def test_no_size_stops_a_case(attacker: Client, case: Case) -> None:
    """What a worker could refuse only with more bytes than the server takes back does not reach it."""
    handle = attacker.get_workflow_handle(names.case_id(case.id))
    said: dict[str, object] = {
        "item": FOOD,
        "department": "market-regulation",
        "officer": "o",
        "basis": "b",
        "remedies": "r",
    }
    for size in (1_500_000, 2_500_000, 3_900_000):
        long = {**said, "reason": "x" * size, "reasons": ["x" * size]}
        for name in (names.WITHDRAW, names.REFUSE):
            with pytest.raises((WorkflowUpdateFailedError, RPCError)):
                await handle.execute_update(name, long)
            with suppress(RPCError):
                await handle.signal(name, long)
            assert (await case.progress()).outcome is None


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(DEFINITIONS.keys() - {*OPEN}))  # which read nothing
@on_one_ledger
async def test_no_rubbish_is_begun(attacker: Client, name: str) -> None:
    """A start that cannot be read ends at once, and leaves nothing that is tried again and again."""
    sense = {
        (): "nothing",
        (Nothing,): "nothing",
        (str,): "large",
    }  # what is no rubbish to a workflow that takes so much
    kinds = [kind for kind in RUBBISH if sense.get(tuple(DEFINITIONS[name].arg_types or ())) != kind]
    for kind in kinds:
        run: WorkflowHandle[Any, Any] = await attacker.start_workflow(
            name, args=_raw(kind), id=f"rubbish/{uuid4()}", task_queue=names.QUEUE
        )
        with pytest.raises(WorkflowFailureError):
            await asyncio.wait_for(run.result(), SOON.total_seconds())


@on_one_ledger
async def test_a_department_that_answers_rubbish(at_rest: Parts) -> None:
    """It has not answered; an hour later it is asked again, and the case goes on."""
    asked = asyncio.Event()

    @activity.defn(name=names.LODGE)
    async def rubbish(_: Any) -> Any:
        asked.set()
        return {"kind": "nonsense"}

    desk = Worker(at_rest.client, task_queue=names.desk_queue("market-regulation"), activities=[rubbish])
    async with at_rest.working(names.QUEUE), desk:
        case = await at_rest.platform.submit(submission(SMALL_SHOP))
        await asyncio.wait_for(asked.wait(), SOON.total_seconds())
        async for _ in case.watch():
            if "答复无法读取" in str(await _summaries(at_rest, case)):
                break
    async with at_rest.working():
        await at_rest.forward(case.id, timedelta(hours=1))
        assert (await case.outcome()).kind is OutcomeKind.GRANTED


async def _summaries(parts: Parts, case: Case) -> list[str]:
    """What an operator reads on the timeline."""
    read = parts.client.data_converter.decode
    payloads = [event.user_metadata.summary for event in (await parts.history(case.id)).events]
    return [(await read([payload]))[0] for payload in payloads if payload.data]


def test_every_update_is_looked_at() -> None:
    """An update without a validator is never refused, and a handler that trips over it stops the case."""
    unlooked = [
        f"{name}: {update}"
        for name, definition in DEFINITIONS.items()
        for update, handler in definition.updates.items()
        if handler.validator is None
    ]
    assert not unlooked


async def _granted(parts: Parts, case: Case) -> None:
    for officer in ("officer-1", "officer-2"):
        await parts.desk("market-regulation", officer).grant(case.id, FOOD)
    await case.outcome()


def _raw(kind: str) -> list[RawValue]:
    return [RawValue(payload) for payload in RUBBISH[kind]]
