"""Sealed to its reader: who has no ring of keys uses the engine's public one, and reads only his own."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client
from temporalio.common import RawValue
from temporalio.converter import DataConverter

from client import Case, EngineKey, Outcome, Platform, Submission, names
from client.errors import NotAllowed, NotProven, TooLate, WrongDepartment, WrongKey
from client.messages.grants.events import Birthday
from client.messages.message import Nothing
from client.messages.officers.commands import GrantItem
from client.offices.officer import Officer
from client.transport.codec import OutsideCodec, RingCodec
from client.transport.engine_line import EngineLine
from client.transport.ring_of_keys import KeyRing
from client.trust.actor import Role
from client.trust.identity import Identity
from client.trust.key_store import SeedKeys
from client.trust.said import purpose, say
from tests.support.cases.submissions import MARRIED, UNMARRIED, submission
from tests.support.neighbours import settle, tell, the_offer
from tests.support.parts import KEYS, PATIENCE, Parts
from tests.support.speakers import identity_of, outside, sign_ins_at
from tests.support.states import in_review, on_the_other_ledger

MARKET: Final = "market-regulation"
FOOD: Final = "food-licence"


async def platform_of(parts: Parts, actor: str) -> Platform:
    own = identity_of(Role.PLATFORM, actor=actor)
    return Platform(EngineLine(await outside(parts), PATIENCE, own, sign_ins_at(own)), KEYS.public)


async def payloads_of(parts: Parts, filed: Submission) -> list[Payload]:
    """All that the server keeps of a case that somebody has put in or been answered."""
    history = await parts.history(filed.id)
    return [*_payloads(history.events)]


def _payloads(events: Iterable[HistoryEvent]) -> Iterator[Payload]:
    for event in events:
        started = event.workflow_execution_started_event_attributes
        accepted = event.workflow_execution_update_accepted_event_attributes
        completed = event.workflow_execution_update_completed_event_attributes
        yield from started.input.payloads
        yield from accepted.accepted_request.input.args.payloads
        yield from completed.outcome.success.payloads


@on_the_other_ledger
async def test_a_platform_without_a_ring(parts: Parts) -> None:
    """It asks, files, follows and is answered, to the outcome; and again over another connection."""
    platform, filed = await platform_of(parts, "portal-1"), submission(MARRIED)
    assert (await platform.prefill("newborn", filed.applicant, {})).prefilled
    case = await platform.submit(filed)
    assert case.receipt.accepted
    assert (await case.progress()).items
    again = await platform_of(parts, "portal-1")
    assert (await again.submit(filed)).receipt == case.receipt
    outcome = await (await again.case(filed.id)).outcome()
    assert outcome == await case.outcome()
    with pytest.raises(TooLate):
        await case.withdraw("不办了")


@on_the_other_ledger
async def test_a_platform_with_a_new_identity(parts: Parts) -> None:
    """What was filed before it changed its identity it reads to the end, by its earlier one."""
    own = identity_of(Role.PLATFORM, actor="portal-1")
    newer, address = replace(own, keys=SeedKeys(b"n" * 32)), parts.client.service_client.config.target_host
    case = await (await platform_of(parts, "portal-1")).submit(submission(MARRIED))
    outcome = await case.outcome()

    async def read(*earlier: Identity) -> Outcome:
        platform = await Platform.connect(
            address, namespace=parts.client.namespace, keys=KEYS.public, identities=newer, earlier=earlier
        )
        line = platform._line  # pyright: ignore[reportPrivateUsage]
        return await Case(line, case.receipt).outcome()

    with pytest.raises(NotProven):  # by a key that counts it is answered, see `keys`
        await read()
    assert await read(own) == outcome


@on_the_other_ledger
async def test_another_platform(parts: Parts) -> None:
    """Whatever it asks of another one's case, it is told so; what the server keeps is closed to it."""
    mine, other = await platform_of(parts, "portal-1"), await platform_of(parts, "portal-2")
    filed = submission(UNMARRIED).model_copy(update={"papers": ()})
    case = await mine.submit(filed)
    for ask in (other.case(filed.id), other.submit(filed)):
        with pytest.raises(NotAllowed):
            await ask
    listener = OutsideCodec(KEYS.public)
    listener.reads(identity_of(Role.PLATFORM, actor="portal-2").sealing)
    stored = await payloads_of(parts, filed)
    assert len(stored) >= 2
    for payload in stored:
        with pytest.raises(WrongKey):
            await listener.decode([payload])
        assert filed.applicant.name.encode() not in payload.SerializeToString()
    assert await RingCodec(KEYS).decode(stored), "the engine reads all of it"
    await case.withdraw("不办了")


@on_the_other_ledger
async def test_an_officer_without_a_ring(parts: Parts) -> None:
    """He sees his inbox and his items; of another department's he is told that they are not his."""
    case = await in_review(parts)
    await parts.written(case.id)
    client = await outside(parts)

    def officer(department: str) -> Officer:
        own = identity_of(Role.OFFICER, actor="officer-1", department=department)
        return Officer(EngineLine(client, PATIENCE, own), department=department, officer="officer-1")

    assert case.id in {task.case for task in await officer(MARKET).inbox()}
    assert (await officer(MARKET).show(case.id, FOOD)).request
    with pytest.raises(WrongDepartment):
        await officer("urban-management").show(case.id, FOOD)


@on_the_other_ledger
async def test_a_word_to_another_case(parts: Parts) -> None:
    """What was sealed for case A is refused by case B, word for word as it was sent (T11)."""
    case, other = await in_review(parts), await in_review(parts)
    own = identity_of(Role.OFFICER, actor="officer-1", department=MARKET)
    line = EngineLine(await outside(parts), PATIENCE, own)
    grants, command = GrantItem(item=FOOD, department=MARKET, officer="officer-1"), str(uuid4())
    word = line.said(own, grants, run=names.case_id(case.id), message=names.GRANT, command=command)
    sealed = await line.client.data_converter.encode([word])
    plain = await Client.connect(
        parts.client.service_client.config.target_host,
        namespace=parts.client.namespace,
        data_converter=DataConverter.default,
    )
    handle = plain.get_workflow_handle(names.case_id(other.id))
    before = await other.progress()
    with pytest.raises(Exception, match="Workflow update failed"):
        await handle.execute_update(names.GRANT, RawValue(sealed[0]), id=command)
    assert await other.progress() == before


@on_the_other_ledger
async def test_a_reply_key_that_is_none(parts: Parts) -> None:
    """Whoever signs rubbish for a key reads no answer; the case goes on and answers everybody else."""
    platform, filed = await platform_of(parts, "portal-1"), submission(MARRIED)
    case = await platform.submit(filed)
    own, client = identity_of(Role.PLATFORM, actor="portal-1"), await outside(parts)
    to = purpose(client.namespace, names.case_id(filed.id), names.PROGRESS)
    word = say(own, Nothing(), to=to, command=str(uuid4()), at=time.time(), reply="AAAA")
    written = replace(word, reply=EngineLine(client, PATIENCE, own).reads(own))
    with pytest.raises(WrongKey):
        await client.get_workflow_handle(names.case_id(filed.id)).query(names.PROGRESS, written)
    assert (await case.progress()).items


@on_the_other_ledger
async def test_a_grant_without_a_ring(town: Parts) -> None:
    """An offer carries what its run is called by, so nobody needs the engine's keys to answer it."""
    person = settle(town, account=None)
    await tell(town, person, Birthday())
    platform = await platform_of(town, "portal-1")
    (offer,) = await platform.offers(person)
    assert (await platform.decline(offer)).state == "declined"
    assert (await the_offer(town, person)).state == "declined"


async def test_only_the_two_can_write() -> None:
    """Whoever knows both public keys forges no answer; nor is one's own word taken for the engine's."""
    reader, other = (identity_of(Role.PLATFORM, actor=name) for name in ("portal-1", "portal-2"))
    codec = OutsideCodec(KEYS.public)
    public = codec.reads(reader.sealing)
    said = Payload(metadata={"encoding": b"json/plain", "reader": public.encode()}, data=b'"granted"')
    (own,) = await codec.encode([Payload.FromString(said.SerializeToString())])
    with pytest.raises(WrongKey):
        await codec.decode([own])
    foreign = RingCodec(KeyRing({KEYS.active: b"x" * 32}))
    (forged,) = await foreign.encode([Payload.FromString(said.SerializeToString())])
    with pytest.raises(WrongKey):
        await codec.decode([forged])
    (true,) = await RingCodec(KEYS).encode([Payload.FromString(said.SerializeToString())])
    assert (await codec.decode([true]))[0].data == b'"granted"'
    elsewhere = OutsideCodec(KEYS.public)
    elsewhere.reads(other.sealing)
    with pytest.raises(WrongKey):
        await elsewhere.decode([true])


async def test_keys_are_rotated(tmp_path: Path) -> None:
    """Whoever outside has both public keys reads by which ever the engine writes, and is read by either."""
    old, new = {"old": b"o" * 32}, {"new": b"n" * 32}
    before, after = KeyRing(old | new, announced=("new",)), KeyRing(new | old)
    file = tmp_path / "engine.public"
    file.write_text(before.public.text())
    assert EngineKey.load(file) == before.public
    codec, own = OutsideCodec(EngineKey.load(file)), identity_of(Role.PLATFORM)
    reader = codec.reads(own.sealing).encode()
    said = Payload(metadata={"encoding": b"json/plain", "reader": reader}, data=b"1")
    for ring in (before, after):
        engine = RingCodec(ring)
        (answer,) = await engine.encode([Payload.FromString(said.SerializeToString())])
        assert (await codec.decode([answer]))[0].data == b"1"
        (word,) = await codec.encode([Payload.FromString(said.SerializeToString())])
        assert (await engine.decode([word]))[0].data == b"1"
    (answer,) = await RingCodec(KeyRing({"new": b"x" * 32})).encode([said])
    with pytest.raises(WrongKey):
        await codec.decode([answer])


def test_the_engines_key_is_public(tmp_path: Path) -> None:
    """It lies in a file that everybody may have; what is no key there is named."""
    file = tmp_path / "engine.public"
    file.write_text(KEYS.public.text())
    assert EngineKey.load(file) == KEYS.public
    for rubbish in ("", "test:AAAA", "test"):
        file.write_text(rubbish)
        with pytest.raises(WrongKey, match=r"engine\.public"):
            EngineKey.load(file)
