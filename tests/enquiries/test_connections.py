"""Connections: used from a program without `await`, and closed."""

import asyncio
import logging
from uuid import UUID

import pytest

from client import ConnectionClosed, LoopThread, Platform, Stage
from client.transport.connection import connect, plugin
from client.transport.engine_line import EngineLine
from client.trust.actor import Role
from tests.support.cases.submissions import ELSEWHERE, submission
from tests.support.parts import KEYS, PATIENCE, Parts
from tests.support.speakers import identity_of, sign_ins_at
from tests.support.states import on_one_ledger

OURS = identity_of(Role.PLATFORM)


@on_one_ledger
async def test_without_await(parts: Parts) -> None:
    """A case is filed, followed to its end, and the connection closed: nothing is said on it any more."""
    config, told = parts.client.service_client.config, submission(ELSEWHERE)

    async def connected() -> Platform:
        client = await connect(plugin(KEYS), address=config.target_host, namespace=parts.client.namespace)
        return Platform(EngineLine(client, PATIENCE, OURS, sign_ins_at(OURS)), KEYS)

    def portal() -> UUID:
        with LoopThread() as thread:
            platform = thread.wait(connected())
            case = thread.wait(platform.submit(told))
            stages = [progress.stage for progress in thread.each(case.watch())]
            assert stages[-1] is Stage.CLOSED
            thread.wait(platform.close())
            with pytest.raises(ConnectionClosed, match="connect anew"):
                thread.wait(platform.one_matters())
            return case.id

    assert await asyncio.to_thread(portal) == told.id


@on_one_ledger
async def test_as_a_context(parts: Parts) -> None:
    """It is closed at the end of a block; Temporal's core says what it says to loggers."""
    address, namespace = parts.client.service_client.config.target_host, parts.client.namespace
    async with await Platform.connect(address, namespace=namespace, keys=KEYS, identities=OURS) as platform:
        assert await platform.one_matters()
    with pytest.raises(ConnectionClosed):
        await platform.one_matters()
    assert logging.getLogger("client.core").propagate
