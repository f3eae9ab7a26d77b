"""Payload keys: reading, rotation, tampering, and the development key."""

import base64
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.converter import SerializationContext, WorkflowSerializationContext

from client import EngineKey, EngineUnreachable, Identity, KeyRing, Platform, WrongKey, WrongSettings
from client.transport.codec import RingCodec
from client.transport.ring_of_keys import ENVIRONMENT, make_development_key

OLD, NEW = (f"{name}:{base64.b64encode(name.encode() * 32).decode()}" for name in "ab")


@pytest.mark.parametrize(
    "text", ["", " , ", "a", "a:", f":{OLD[2:]}", "a:AAAA", f"{OLD[:-4]}", "a:*", f"{OLD},{OLD}"]
)
def test_malformed_keys(text: str) -> None:
    """Keys that are not `id:base64-of-32-bytes` are refused before anything is encrypted."""
    with pytest.raises(WrongKey):
        KeyRing.parse(text)


@pytest.mark.parametrize("name", ["with blank", "with|bar", "\x00", "\udcff"])
def test_a_name_that_is_none(name: str) -> None:
    """It stands in each payload, bound to it, and in a line of a file: no other sign is taken."""
    with pytest.raises(WrongKey, match="not written as"):
        KeyRing.parse(f"{name}:{OLD[2:]}")


@pytest.mark.parametrize("load", [KeyRing.load, EngineKey.load, Identity.load])
def test_a_file_that_is_none(
    load: Callable[[Any], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not there, a folder, no text, named by no name: told as such, with the variable to set."""
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    (tmp_path / "binary").write_bytes(b"\xff\x00")
    (tmp_path / "empty").touch()
    files = (tmp_path, tmp_path / "binary", tmp_path / "empty", tmp_path / "none", "x" * 5_000, "\x00")
    for file in (*files, *map(str, files)):
        with pytest.raises(WrongKey, match="ONEMATTER_"):
            load(file)


async def test_a_variable_that_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of another program, such as a folder named in another encoding, keeps nobody from connecting."""
    monkeypatch.setitem(os.environ, "OLDPWD", "/home/\udcd5\udcc5")
    with pytest.raises(EngineUnreachable):
        await Platform.connect("127.0.0.1:1", keys=KeyRing.parse(OLD))
    monkeypatch.setitem(os.environ, "TEMPORAL_API_KEY", "\udcff")
    with pytest.raises(WrongSettings):
        await Platform.connect("127.0.0.1:1", keys=KeyRing.parse(OLD))


async def test_keys_are_rotated() -> None:
    """The first key encrypts; what an older one wrote stays readable."""
    both = KeyRing.parse(f"{NEW}, {OLD},")
    payload = Payload(metadata={"encoding": b"json/plain"}, data=b'"secret"')
    [written] = await RingCodec(KeyRing.parse(OLD)).encode([payload])
    [rewritten] = await RingCodec(both).encode([payload])
    assert both.active == "b"
    assert rewritten.metadata["encryption-key-id"] == b"b"
    assert b"secret" not in written.SerializeToString()
    assert await RingCodec(both).decode([written, rewritten, payload]) == [payload, payload, payload]


async def test_a_key_is_announced() -> None:
    """It opens what others have written by it; nothing is written, answered or sealed by it yet."""
    old, both = KeyRing.parse(OLD), KeyRing.parse(f"{OLD}, {NEW}:next")
    assert both == KeyRing.parse(both.text()) != KeyRing.parse(f"{OLD},{NEW}")
    assert (both.active, both.announced, both.seal("x")) == ("a", ("b",), old.seal("x"))
    assert [both.public.id, *(one.id for one in both.public.others)] == ["a", "b"]
    assert [*both.checks().values()][-1] == old.checks()["a"]
    payload = Payload(metadata={"encoding": b"json/plain"}, data=b'"secret"')
    [earlier] = await RingCodec(KeyRing.parse(f"{NEW},{OLD}")).encode([payload])
    [written] = await RingCodec(both).encode([payload])
    assert written.metadata["encryption-key-id"] == b"a"
    assert await RingCodec(both).decode([earlier, written]) == [payload, payload]
    for wrong in (f"{NEW}:next", f"{OLD},{NEW}:nxet"):
        with pytest.raises(WrongKey):
            KeyRing.parse(wrong)
    with pytest.raises(WrongKey):
        KeyRing(old.keys, announced=("b",))


def _in(run: str) -> SerializationContext:
    return WorkflowSerializationContext(namespace="one-matter", workflow_id=run)


async def test_a_payload_of_another_run() -> None:
    """What was written for one opens in no other, whatever it is made to say of itself."""
    codec, plain = RingCodec(KeyRing.parse(OLD)), Payload(metadata={"encoding": b"json/plain"}, data=b"1")
    [written] = await codec.with_context(_in("case/1")).encode([plain])
    assert await codec.with_context(_in("case/1")).decode([written]) == [plain]
    assert await codec.decode([written]) == [plain]
    for run in (b"case/2", b"", None):
        moved = Payload(metadata=dict(written.metadata), data=written.data)
        moved.metadata.pop("run") if run is None else moved.metadata.update({"run": run})
        for reader in (codec, codec.with_context(_in("case/2"))):
            with pytest.raises(WrongKey):
                await reader.decode([moved])
    for name in ("reader", "way"):  # the run called otherwise, so that the same is bound to it
        about = {key: text for key, text in written.metadata.items() if key != "run"}
        moved = Payload(metadata={**about, name: b"case/1"}, data=written.data)
        with pytest.raises(WrongKey):
            await codec.with_context(_in("case/2")).decode([moved])
    with pytest.raises(WrongKey, match="another run"):
        await codec.with_context(_in("case/2")).decode([written])


async def test_what_a_schedule_begins_with() -> None:
    """It is written for the schedule's id, and read by the runs that it names after the day; by no others."""
    codec, plain = RingCodec(KeyRing.parse(OLD)), Payload(metadata={"encoding": b"json/plain"}, data=b"1")
    [written] = await codec.with_context(_in("campaign/a")).encode([plain])
    assert await codec.with_context(_in("campaign/a-2026-11-29T02:55:52Z")).decode([written]) == [plain]
    for run in ("campaign/a-b", "campaign/a-2026-11-29", "campaign/b-2026-11-29T02:55:52Z"):
        with pytest.raises(WrongKey):
            await codec.with_context(_in(run)).decode([written])


async def test_a_payload_from_before_runs_were_named() -> None:
    """It opens wherever it stands."""
    codec, plain = RingCodec(KeyRing.parse(OLD)), Payload(metadata={"encoding": b"json/plain"}, data=b"1")
    assert await codec.with_context(_in("case/1")).decode(await codec.encode([plain])) == [plain]


async def test_wrong_key() -> None:
    """A key that is not in the ring is named; one of the same name and other content is found out."""
    [payload] = await RingCodec(KeyRing.parse(OLD)).encode([Payload(data=b"x")])
    with pytest.raises(WrongKey, match=r"key 'a', which is not in the key ring \(b\)"):
        await RingCodec(KeyRing.parse(NEW)).decode([payload])
    with pytest.raises(WrongKey, match="does not open with key 'a'"):
        await RingCodec(KeyRing.parse(f"a:{NEW[2:]}")).decode([payload])


@pytest.mark.parametrize("position", [0, 12, 20, -1])
async def test_tampered_payload(position: int) -> None:
    """One changed bit, wherever, and nothing is read."""
    codec = RingCodec(KeyRing.parse(OLD))
    [payload] = await codec.encode([Payload(data=b"0123456789")])
    changed = bytearray(payload.data)
    changed[position] ^= 1
    with pytest.raises(WrongKey):
        await codec.decode([Payload(metadata=payload.metadata, data=bytes(changed))])


async def test_rubbish_is_not_decrypted() -> None:
    """A payload that nobody of ours can have written is refused like one of another key."""
    codec = RingCodec(KeyRing.parse(OLD))
    for name, data in ((b"a", b"short"), (b"\xff", b"x" * 40)):
        metadata = {"encoding": b"binary/encrypted", "encryption-key-id": name}
        with pytest.raises(WrongKey):
            await codec.decode([Payload(metadata=metadata, data=data)])


async def test_long_payloads_are_packed() -> None:
    """They come back as they were, shorter on their way, and lengths do not tell every byte."""
    codec = RingCodec(KeyRing.parse(OLD))
    long = [Payload(data=b"0123456789" * times) for times in (200, 201, 400_000)]
    packed = await codec.encode(long)
    assert await codec.decode(packed) == long
    assert len(packed[0].data) == len(packed[1].data) < 200


async def test_no_payload_unpacks_without_end() -> None:
    """Who has a key cannot fill a worker's memory with a few bytes."""
    codec = RingCodec(KeyRing.parse(OLD))
    [packed] = await codec.encode([Payload(data=bytes(2**24))])
    with pytest.raises(WrongKey):
        await codec.decode([packed])


def test_a_key_without_id_is_not_told() -> None:
    """Whoever forgets the id of a key does not find the key itself in the error."""
    with pytest.raises(WrongKey) as caught:
        KeyRing.parse(OLD[2:])
    assert OLD[2:] not in str(caught.value)


def test_seal_survives_rotation() -> None:
    """A new key in front does not change by which seal a person is found."""
    assert KeyRing.parse(OLD).seal("甲") == KeyRing.parse(f"{NEW},{OLD}").seal("甲")


def test_seal() -> None:
    """The same text has the same seal, which tells nothing of it; another key seals otherwise."""
    ring = KeyRing.parse(OLD)
    assert ring.seal("990101199203120021") == KeyRing.parse(OLD).seal("990101199203120021")
    assert len({ring.seal("甲"), ring.seal("乙"), KeyRing.parse(NEW).seal("甲")}) == 3
    assert "9901" not in ring.seal("990101199203120021")


def test_keys_are_not_shown() -> None:
    """Neither the ring nor its check values give a key away."""
    shown = f"{KeyRing.parse(OLD)!r} {KeyRing.parse(OLD).checks()}"
    assert "aaaa" not in shown
    assert OLD[2:] not in shown


def test_development_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made once, for its owner alone, and never replaced; the environment goes before it."""
    file = tmp_path / "var" / "payload.keys"
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    with pytest.raises(WrongKey, match=ENVIRONMENT):
        KeyRing.load(file)
    make_development_key(file)
    made = KeyRing.load(file)
    make_development_key(file)
    assert KeyRing.load(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    monkeypatch.setenv(ENVIRONMENT, OLD)
    assert KeyRing.load(file) == KeyRing.parse(OLD)
