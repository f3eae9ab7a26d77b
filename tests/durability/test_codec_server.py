"""The codec server shows what is encrypted to the Temporal UI, to nobody else, and records that it did."""

import json
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from aiohttp import ClientSession
from google.protobuf import json_format
from temporalio.api.common.v1 import Payload, Payloads
from temporalio.converter import WorkflowSerializationContext

from client.transport.codec import RingCodec
from client.transport.converter import WORD
from client.trust.actor import KeysAtHand, Role
from client.trust.identity import Identity
from deploy import codec_server, server, ui_sessions
from tests.support.parts import KEYS
from tests.support.speakers import identity_of

UI: Final = 4321
PAGE: Final = f"http://localhost:{UI}"
NAME: Final = "母亲甲"
CASE: Final = "case/1"
OPERATOR: Final = identity_of(Role.OPERATOR, actor="anna")
KEY: Final = OPERATOR.exported().model_copy(update={"since": datetime(2026, 1, 1, tzinfo=UTC)})
DIRECTORY: Final = KeysAtHand((KEY, identity_of(Role.OFFICER).exported()))


@pytest.fixture
async def endpoint(tmp_path: Path) -> AsyncGenerator[str]:
    """Where the UI is told to ask."""
    async with codec_server.running(
        KEYS, DIRECTORY, OPERATOR, port=server.free_port(), ui_port=UI, folder=tmp_path
    ) as address:
        yield address


async def _ask(address: str, **headers: str) -> tuple[int, str]:
    about = WorkflowSerializationContext(namespace="one-matter", workflow_id=CASE)
    sealed = await RingCodec(KEYS).with_context(about).encode([Payload(data=NAME.encode())])
    asked = json_format.MessageToJson(Payloads(payloads=sealed))
    async with ClientSession() as session, session.post(address, data=asked, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_the_ui_reads_and_is_recorded(endpoint: str, tmp_path: Path) -> None:
    """Who, when, of which case, by whose page, how much; and nothing of what was read."""
    status, text = await _ask(f"{endpoint}/decode", **{"Origin": PAGE, "X-Namespace": "one-matter"})
    read = json_format.Parse(text, Payloads()).payloads
    assert (status, [payload.data.decode() for payload in read]) == (200, [NAME])
    recorded = (tmp_path / codec_server.READINGS).read_text("utf-8")
    [reading] = [json.loads(line) for line in recorded.splitlines()]
    assert (reading["what"], reading["payloads"], reading["namespace"]) == ("decode", 1, "one-matter")
    assert (reading["by"], reading["runs"]) == ("anna", [CASE])
    assert (reading["origin"], NAME in recorded) == (PAGE, False)


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ('"990101199203120021"', False),
        ('"办理：出生户口登记（公安局）"', True),
        ('{"message": "the ledger is locked", "stack_trace": ""}', True),
        ('{"applicant": {"name": "母亲甲"}}', False),
        ('["母亲甲"]', False),
        ('{"message": {"name": "母亲甲"}}', False),
        ("[" * 100_000, False),
        ("母亲甲", False),
    ],
    ids=lambda one: str(one)[:20],
)
async def test_messages_are_not_shown(endpoint: str, content: str, shown: bool) -> None:  # noqa: FBT001
    """Labels and failures are; what somebody has said is not, and it is told where to look."""
    payload = Payload(metadata={"encoding": b"json/plain"}, data=content.encode())
    if content.strip('"').isdigit():
        payload.metadata[WORD] = b"of whoever asks about somebody"
    sealed = Payloads(payloads=await RingCodec(KEYS).encode([payload]))
    asked = json_format.MessageToJson(sealed)
    async with (
        ClientSession() as session,
        session.post(f"{endpoint}/decode", data=asked, headers={"Origin": PAGE}) as answer,
    ):
        [read] = json_format.Parse(await answer.text(), Payloads()).payloads
    assert (read.data.decode() == content) is shown
    assert shown or "User Metadata" in read.data.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": PAGE, "Host": "evil.example"},
        {"Origin": PAGE, "Host": f"127.0.0.1:{UI}"},
    ],
    ids=str,
)
async def test_nobody_else_reads(endpoint: str, tmp_path: Path, headers: dict[str, str]) -> None:
    """A program, another page, and a page whose name leads here are refused, and that is recorded."""
    status, text = await _ask(f"{endpoint}/decode", **headers)
    assert (status, NAME in text) == (403, False)
    assert json.loads((tmp_path / codec_server.READINGS).read_text("utf-8"))["what"] == "refused"


async def test_who_is_not_signed_in(endpoint: str) -> None:
    """Not even the UI's page is answered for an officer, a stranger, or a word that was changed."""
    root, _, session = endpoint.rpartition("/")
    stranger = Identity.make(OPERATOR.speaker)
    others = [ui_sessions.sign_in(one) for one in (identity_of(Role.OFFICER), stranger)]
    for path in ("x", f"{session[:-4]}AAAA", *others):
        assert (await _ask(f"{root}/{path}/decode", Origin=PAGE))[0] == 403
    assert (await _ask(f"{root}/decode", Origin=PAGE))[0] == 404


async def test_nobody_writes(endpoint: str) -> None:
    """What is under the ring counts as the engine's own word, so not even an operator writes any."""
    assert (await _ask(f"{endpoint}/encode", Origin=PAGE))[0] == 404


async def test_rubbish_is_no_fault(endpoint: str) -> None:
    """What is no payload of ours is told as such."""
    for text, kind in (
        (b"{", "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"{}", "application/json; charset=none"),
        (b'{"payloads": [{"metadata": {"encoding": "YmluYXJ5L2VuY3J5cHRlZA=="}}]}', "application/json"),
    ):
        async with (
            ClientSession() as session,
            session.post(
                f"{endpoint}/decode", data=text, headers={"Origin": PAGE, "Content-Type": kind}
            ) as answer,
        ):
            assert answer.status == 400
