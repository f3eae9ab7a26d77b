"""国密 end to end: an engine changes over while a case is under way, and goes on with SM2, SM3 and SM4."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client

from activities.database import BookKeys, book_keys
from activities.stand_ins.behaviour import Reviewing
from activities.stand_ins.departments import behave
from client import Case, EngineKey, OutcomeKind, Platform, State, names
from client.offices.officer import Officer
from client.trust import identity, jws
from client.trust.actor import Role
from client.trust.ciphers import suites
from deploy import demonstration, engine
from deploy.engine import Engine
from tests.support.cases.bundles import leaves_of, verified
from tests.support.cases.submissions import MARRIED, SMALL_SHOP
from tests.support.parts import until
from tests.support.town import query

FOOD: Final = "food-licence"
MARKET: Final = "market-regulation"
BOTH: Final = ("officer-1", "officer-2")
NONCE, TAG = 12, 16
"""Bytes, of a key that is wrapped."""

_, SM = suites.SUITES


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_an_engine_changes_over(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What was filed before is decided after it; a new case has nothing of the other suite any more."""
    monkeypatch.delenv(identity.ENVIRONMENT)
    monkeypatch.delenv(book_keys.ENVIRONMENT)
    async with engine.running(folder) as running:
        behave(running.district, Reviewing(), matter=FOOD)
        old = await (await running.connect()).submit(demonstration.submission(SMALL_SHOP))
        await until(old, FOOD, State.IN_REVIEW)
    monkeypatch.setenv(suites.ENVIRONMENT, SM.name)
    BookKeys(folder / "book.keys").rotate()
    async with engine.running(folder) as running:
        outside = EngineKey.load(folder / "engine.public")
        assert outside.suite is SM
        assert outside.others, "whoever has not changed over yet is answered by the key that he knows"
        platform = await Platform.connect(
            running.server.address, namespace=names.NAMESPACE, keys=outside, identities=running.identities
        )
        before = await platform.case(old.id)
        await _granted(running, before, outside)
        assert await _algorithms(before, tmp_path, running) == {"Ed25519", "SM2"}
        new = await platform.submit(demonstration.submission(MARRIED))
        assert (await new.outcome()).kind is OutcomeKind.GRANTED
        assert await _algorithms(new, tmp_path, running) == {"SM2"}
        assert {one.metadata["encryption-key-id"].decode() for one in await _payloads(running, new)} == {
            running.keys.active
        }
        lengths = "SELECT length(wrapped) FROM data_keys WHERE owner = :owner"
        ((wrapped,),) = query(running.ledger, lengths, owner=f"case/{new.id}")
        assert wrapped == NONCE + SM.secret_bytes + TAG


async def _granted(running: Engine, case: Case, keys: EngineKey) -> None:
    """By two officers, who go and see first."""
    one, two = [
        await Officer.connect(
            running.server.address,
            namespace=names.NAMESPACE,
            department=MARKET,
            officer=officer,
            keys=keys,
            identities=running.identities,
        )
        for officer in BOTH
    ]
    await one.take_step(case.id, FOOD, procedure="inspection", step="sent", officers=BOTH)
    await one.take_step(
        case.id, FOOD, procedure="inspection", step="record", document="核查1号", signed_by=BOTH
    )
    for desk in (one, two):
        await desk.grant(case.id, FOOD)
    await until(case, FOOD, State.GRANTED)


async def _algorithms(case: Case, folder: Path, running: Engine) -> set[str]:
    """With which words of a case are signed; its bundle proves them to whoever has `cryptography` alone."""
    bundle = await case.bundle()
    attested = running.identities.of(Role.ENGINE).verifies
    code, told = await asyncio.to_thread(verified, bundle, folder, attested)
    assert code == 0, told
    words = [leaf["content"]["word"] for leaf in leaves_of(bundle) if leaf["kind"] == "word"]
    return {jws.read(word).header["alg"] for word in words}


async def _payloads(running: Engine, case: Case) -> list[Payload]:
    client = await Client.connect(running.server.address, namespace=names.NAMESPACE)
    history = await client.get_workflow_handle(names.case_id(case.id)).fetch_history()
    return [payload for event in history.events for payload in _of(event)]


def _of(event: HistoryEvent) -> Iterator[Payload]:
    yield from event.workflow_execution_started_event_attributes.input.payloads
    yield from event.workflow_execution_update_accepted_event_attributes.accepted_request.input.args.payloads
    yield from event.workflow_execution_update_completed_event_attributes.outcome.success.payloads
    yield from event.activity_task_scheduled_event_attributes.input.payloads
    yield from event.activity_task_completed_event_attributes.result.payloads
