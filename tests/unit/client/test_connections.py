"""Connections without a server: what cannot be sent at all is told at once, and nothing is waited for."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

import pytest
from temporalio.client import Client, WorkflowQueryFailedError

from client import (
    Case,
    EngineUnreachable,
    InvalidForm,
    KeyRing,
    NoAnswer,
    OneMatterError,
    OtherEdition,
    OtherProcess,
    Platform,
    Receipt,
    WrongKey,
    WrongSettings,
    names,
)
from client.http.callers import Caller
from client.messages.enquiries.catalogue import OneMatterEntry
from client.messages.grants.offers import Offer
from client.offices.campaign import Campaign
from client.offices.officer import Officer
from client.transport.connection import not_connected, plugin
from client.transport.engine_line import PATIENCE, EngineLine
from client.transport.failures import translated
from client.trust.actor import Role
from client.trust.ciphers import suites
from client.trust.identity import Identity
from client.trust.key_store import SeedKeys
from tests.support.cases.submissions import SMALL_SHOP, submission
from tests.support.speakers import identity_of, sign_ins_at

KEYS: Final = KeyRing({"a": bytes(32)})
FILED: Final = submission(SMALL_SHOP)


FORKED: Final = """
import asyncio, os
from client import KeyRing, LoopThread, OneMatterError, Platform

thread = LoopThread()

def tried(wait):
    try:
        wait(Platform.connect("127.0.0.1:1", keys=KeyRing({"a": bytes(32)})))
    except OneMatterError as error:
        print(type(error).__name__, flush=True)

tried(thread.wait)
if not os.fork():
    tried(thread.wait)
    tried(asyncio.run)
    os._exit(0)
os.wait()
tried(thread.wait)
"""
"""A program that connects, forks, and connects anew in both."""


def _made(kind: Any, **given: Any) -> Any:
    """With what is read of it alone."""
    return kind.model_construct(**given)


RECEIPT: Final[Receipt] = _made(Receipt, case=FILED.id, received_at=datetime(2026, 1, 1, tzinfo=UTC))
OFFER: Final[Offer] = _made(Offer, reference="a/b/c", handle="d", told_to="1", commits="")


async def _platform(own: Identity, monkeypatch: pytest.MonkeyPatch) -> tuple[Platform, EngineLine]:
    """That has asked before what there is to apply for."""
    client = await Client.connect("127.0.0.1:1", lazy=True, plugins=[plugin(KEYS.public)])
    line = EngineLine(client, PATIENCE, own, sign_ins_at(own))
    platform = Platform(line, KEYS)
    entry = _made(OneMatterEntry, code=FILED.one_matter, edition="", name="")
    monkeypatch.setattr(platform, "_entries", (entry,))
    return platform, line


async def _refused(call: Callable[[], Awaitable[Any]], kind: type[OneMatterError]) -> None:
    with pytest.raises(kind):
        async with asyncio.timeout(PATIENCE.total_seconds() / 2):
            await call()


async def test_after_a_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process's connection answers nobody, so nothing waits for it, also what may take months."""
    platform, line = await _platform(identity_of(Role.PLATFORM), monkeypatch)
    case, campaign = Case(line, RECEIPT), Campaign(line, "a")
    monkeypatch.setattr(os, "getpid", lambda: -1)
    for call in (
        case.progress,
        case.outcome,
        lambda: anext(case.watch()),
        lambda: case.withdraw("x"),
        lambda: platform.submit(FILED),
        lambda: platform.confirm(OFFER),
        lambda: platform.case(uuid4()),
        platform.one_matters,
        campaign.report,
    ):
        await _refused(call, OtherProcess)


def test_to_connect_after_a_fork() -> None:
    """The core's threads stay behind, and so does the one that waits for calls: that is told, at once."""
    done = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["EngineUnreachable", *["OtherProcess"] * 2, "EngineUnreachable"]


async def test_settings_that_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of settings that is missing is told, and nobody connects to somewhere else."""
    monkeypatch.setenv("TEMPORAL_CONFIG_FILE", "/nowhere/temporal.toml")
    with pytest.raises(WrongSettings, match=r"TEMPORAL_CONFIG_FILE.*"):
        await Platform.connect("127.0.0.1:1", keys=KEYS)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
async def test_who_speaks_for_a_department(role: Role) -> None:
    """Its officers, and the head of its body by an identity of his own, each under his own account."""
    own = identity_of(role, actor="zhang", department="health")
    client = await Client.connect("127.0.0.1:1", lazy=True, plugins=[plugin(KEYS.public)])
    line = EngineLine(client, PATIENCE, own)
    desk = Caller(own, client, KEYS.public).officer()  # over HTTP, too
    assert desk._speaker is own  # pyright: ignore[reportPrivateUsage]
    with pytest.raises(WrongKey, match="zhang"):
        await Officer(line, department="health", officer="li").grant(uuid4(), "x")


async def test_by_what_a_word_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is signed with the word, of this connection's alone, or by the environment; bounded as a name is."""
    own = identity_of(Role.PLATFORM)
    platform, line = await _platform(own, monkeypatch)
    told = {"run": "x", "message": "y", "command": "z"}

    def signed(by: EngineLine) -> str:
        claims = by.said(own, FILED, **told).claims
        return claims.via if claims else "unread"

    assert (signed(line.via("小程序")), signed(line)) == ("小程序", "")
    monkeypatch.setenv("ONEMATTER_VIA", "终端")
    assert signed(EngineLine(line.client, PATIENCE, own)) == "终端"
    for wrong in ("\x1b[2J", "长" * 201):
        with pytest.raises(InvalidForm, match="prepared"):
            platform.via(wrong)
        monkeypatch.setenv("ONEMATTER_VIA", wrong)
        with pytest.raises(InvalidForm, match="via"):
            signed(line)


@pytest.mark.parametrize("keys", [{}, {"a": b"x"}, {"a": "x"}, {5: bytes(32)}, {"": bytes(32)}])
def test_a_ring_of_no_keys(keys: Any) -> None:
    """It is told where it is built, and not by what comes of it later."""
    with pytest.raises(WrongKey, match="32 bytes"):
        KeyRing(keys)


async def test_what_no_key_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start that cannot be written for the engine is told, and not waited for."""
    own = replace(identity_of(Role.PLATFORM), keys=SeedKeys(bytes(32), suites.named("sm")))
    platform, _ = await _platform(own, monkeypatch)
    for call in (lambda: platform.submit(FILED), lambda: platform.confirm(OFFER)):
        await _refused(call, WrongKey)


@pytest.mark.parametrize(
    ("says", "kind", "mend"),
    [
        ("ConnectError: InvalidCertificate(Expired)", WrongSettings, "TEMPORAL_TLS_SERVER_CA_CERT_PATH"),
        ("after connection: received fatal alert: UnknownCA", WrongSettings, "TEMPORAL_TLS_CLIENT_CERT_PATH"),
        ("Transport, InconsistentKeys(KeyMismatch)", WrongSettings, "_KEY_PATH"),
        ("`get_system_info` call error after connection: ConnectionReset", EngineUnreachable, "TEMPORAL_TLS"),
        ("tcp connect error: Connection refused", EngineUnreachable, "make serve"),
        ("dns error: failed to lookup address information", EngineUnreachable, "TEMPORAL_ADDRESS"),
    ],
)
def test_a_server_that_does_not_let_in(says: str, kind: type[OneMatterError], mend: str) -> None:
    """Words of the transport, as they were seen: whoever has the wrong certificate starts no server."""
    told = not_connected("localhost:7233", says)
    assert isinstance(told, kind)
    assert mend in str(told)


@pytest.mark.parametrize(
    ("says", "kind"),
    [
        (names.UNOPENED, WrongKey),
        (names.UNREADABLE, OtherEdition),
        ("Query handler for 'x' expected but not found, known queries: [y]", OtherEdition),
        (names.SEALED_FAILURE, OtherEdition),
        (names.FAILED, NoAnswer),
    ],
)
def test_a_question_that_is_not_read(says: str, kind: type[OneMatterError]) -> None:
    """To ask it again changes nothing; of a fault of today's engine it may."""
    with pytest.raises(kind), translated(names.BULK_ORDERS):
        raise WorkflowQueryFailedError(says)
