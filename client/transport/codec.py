"""Payload encryption: everything that a case says is unreadable to the Temporal server and its backups.

With a ring of keys, or a key between the engine and one reader outside. Each payload is bound to
its run: moved to another one's history, it opens for nobody. (What was written before that opens anywhere.)
"""

import copy
import os
import re
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Final, Self

from google.protobuf.message import DecodeError
from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    ActivitySerializationContext,
    PayloadCodec,
    SerializationContext,
    WithSerializationContext,
    WorkflowSerializationContext,
)

from ..errors import WrongKey
from ..trust.ciphers import suites
from ..trust.key_pair import EngineKey, KeyPair, suite_of
from ..trust.refusal import OUTSIDE, REFUSED
from .ring_of_keys import ENVIRONMENT, KeyRing

READER: Final = "reader"
RUN: Final = "run"
"""In the metadata of a payload: the public key of who outside reads it, or has written it; whose it is."""

_ENCODING = b"binary/encrypted"
_SEALED = b"binary/sealed"
_KEY_ID = "encryption-key-id"
_BEGUN_ON: Final = re.compile(rb"-\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")
"""By which a schedule makes a run's id of its own, for which it was told what to begin with."""
_WAY = "way"
_TO_ENGINE = b"to-engine"
_FROM_ENGINE = b"from-engine"
_OF_THE_RING: Final = (_KEY_ID, RUN)
_OF_TWO: Final = (_KEY_ID, READER, _WAY, RUN)
"""What is bound to a payload. One of the ring has no reader: else a run could be passed off as that."""
_SECRET_BYTES = 32

_LONG = 1_000
_LONGEST = 2**24
_STEP = 64
"""Bytes."""

_DEFLATED = b"x"
"""So begins what zlib has packed, and no payload."""


class _OfARun(PayloadCodec, WithSerializationContext):
    """What it writes belongs to a run, where the SDK tells which; what is another run's it does not read."""

    _run = b""

    def with_context(self, context: SerializationContext) -> Self:
        """See base class."""
        placed = copy.copy(self)
        if isinstance(context, WorkflowSerializationContext | ActivitySerializationContext):
            placed._run = (context.workflow_id or "").encode()  # noqa: SLF001 (its own class)
        return placed

    def _bound(self, names: dict[str, bytes]) -> dict[str, bytes]:
        """What a payload says of itself in clear, and cannot be made to say otherwise."""
        return names | ({RUN: self._run} if self._run else {})

    def _require_here(self, payload: Payload) -> None:
        """Raises `WrongKey`."""
        run = payload.metadata.get(RUN, b"")
        if run and self._run and run not in {self._run, _BEGUN_ON.sub(b"", self._run)}:
            raise WrongKey("this was written for another run, and says nothing in this one")


class RingCodec(_OfARun):
    """Encrypts whole payloads, their type included."""

    def __init__(self, ring: KeyRing) -> None:
        self._active, self._in_use = ring.active, ring.in_use
        self._pairs = {name: ring.pair(name) for name in ring.keys}
        self._ciphers = {name: suites.Cipher(key) for name, key in ring.keys.items()}

    async def encode(self, payloads: Iterable[Payload]) -> list[Payload]:
        """Encrypt with the active key, or seal for whoever reads it outside."""
        return [self._encrypt(payload) for payload in payloads]

    async def decode(self, payloads: Iterable[Payload]) -> list[Payload]:
        """Decrypt with the key that each payload names.  Raises `WrongKey`, never passes rubbish on."""
        return [self.decrypt(payload) for payload in payloads]

    def _encrypt(self, payload: Payload) -> Payload:
        if reader := payload.metadata.pop(READER, b"").decode():
            with suppress(ValueError):  # what is no key: its answer is for nobody
                name, own = self._towards(reader)
                names = self._bound({_KEY_ID: name.encode(), READER: reader.encode(), _WAY: _FROM_ENGINE})
                return _sealed(payload, own=own, other=reader, names=names)
        names = self._bound({_KEY_ID: self._active.encode()})
        about = _about(names, _OF_THE_RING)
        closed = self._ciphers[self._active].close(_packed(payload.SerializeToString()), about)
        return Payload(metadata={"encoding": _ENCODING, **names}, data=closed)

    def _towards(self, reader: str) -> tuple[str, KeyPair]:
        """By which key of the ring whoever is outside is answered: the newest of his suite.

        Raises `ValueError`: there is none, or that is no key.
        """
        suite = suite_of(reader)
        for name in self._in_use:
            if (own := self._pairs[name]).suite is suite:
                return name, own
        raise ValueError("the ring has no key of that suite")

    def decrypt(self, payload: Payload) -> Payload:
        """One of them."""
        self._require_here(payload)
        encoding = payload.metadata.get("encoding")
        if encoding == _SEALED:
            return _unsealed(
                payload,
                own=self._pairs.get(_key_id(payload)),
                other=_reader(payload),
                ways=(_TO_ENGINE, _FROM_ENGINE),
            )
        if encoding != _ENCODING:
            return payload
        name = _key_id(payload)
        if name not in self._ciphers:
            raise WrongKey(
                f"a payload was written with key {name!r}, which is not in the key ring "
                f"({', '.join(self._ciphers)}); add that key to {ENVIRONMENT}"
            )
        try:
            plain = self._ciphers[name].open(payload.data, _about(payload.metadata, _OF_THE_RING))
            return Payload.FromString(_unpacked(plain))
        # not its key, too short to be a payload of ours, or packed by nobody
        except (ValueError, DecodeError, zlib.error):
            raise WrongKey(
                f"a payload does not open with key {name!r}: the key differs from the one it was "
                f"written with, or the payload was changed; check {ENVIRONMENT} on both sides"
            ) from None


class OutsideCodec(_OfARun):
    """Of whoever is outside: what he says only the engine reads, and of what it says he reads what is his."""

    def __init__(self, engine: EngineKey) -> None:
        self._engine = engine
        self._readers: dict[str, KeyPair] = {}
        nobody = KeyPair.derived(os.urandom(_SECRET_BYTES), of=b"nobody", suite=engine.suite)
        self._anonymous = self.reads(nobody)

    def reads(self, own: KeyPair) -> str:
        """Read with this key pair, too; its public key."""
        self._readers[own.public] = own
        return own.public

    async def encode(self, payloads: Iterable[Payload]) -> list[Payload]:
        """For the engine; what nobody signs is of nobody.  Raises `WrongKey`, see `EngineKey.in_suite`."""
        return [self._close(payload) for payload in payloads]

    async def decode(self, payloads: Iterable[Payload]) -> list[Payload]:
        """Raises `WrongKey`: it is not his to read, or not written by the engine."""
        return [self._open(payload) for payload in payloads]

    def _close(self, payload: Payload) -> Payload:
        writer = payload.metadata.pop(READER, b"").decode() or self._anonymous
        own = self._readers[writer]
        engine = self._engine.in_suite(own.suite)
        names = self._bound({_KEY_ID: engine.id.encode(), READER: writer.encode(), _WAY: _TO_ENGINE})
        return _sealed(payload, own=own, other=engine.public, names=names)

    def _open(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") != _SEALED:
            raise WrongKey(
                "this is not sealed for whoever asks; if the engine answers nothing else, take the newest "
                "file of its public keys (ONEMATTER_ENGINE)"
            )
        self._require_here(payload)
        own = self._readers.get(_reader(payload))
        return _unsealed(payload, own=own, other=self._engine.of(_key_id(payload)), ways=(_FROM_ENGINE,))


def reads(codec: PayloadCodec | None, own: KeyPair) -> str:
    """Read with this key pair, too, and the public key; none where all is read by the engine's own keys."""
    return codec.reads(own) if isinstance(codec, OutsideCodec) else ""


LONGEST_LABEL: Final = 2**15
"""Bytes of what a payload says of itself, a signature among them: twice as many as any has."""


class RefusingCodec(RingCodec):
    """The engine's: rubbish from outside stops no case, for what cannot be opened is passed on as refused."""

    def decrypt(self, payload: Payload) -> Payload:
        """Never raises; what did not come under the ring is marked, for the engine has not written it."""
        try:
            _require_short(payload)
            opened = super().decrypt(payload)
            _require_short(opened)
            if payload.metadata.get("encoding") == _ENCODING:
                return opened
            return Payload(metadata={**opened.metadata, OUTSIDE: b""}, data=opened.data)
        except WrongKey as error:
            return Payload(metadata={"encoding": REFUSED}, data=str(error).encode())


def _require_short(payload: Payload) -> None:
    """What is no part of the message nobody counts, and it fills a history.  Raises `WrongKey`."""
    if payload.ByteSize() - len(payload.data) > LONGEST_LABEL:
        raise WrongKey("this says more of itself than any payload; send it as the SDK does")


def _sealed(payload: Payload, *, own: KeyPair, other: str, names: Mapping[str, bytes]) -> Payload:
    """Between the engine and one outside, whose names and direction are bound to it.  Raises `ValueError`."""
    plain = _packed(payload.SerializeToString())
    sealed = own.close(plain, other=other, about=_about(names, _OF_TWO))
    return Payload(metadata={"encoding": _SEALED, **names}, data=sealed)


def _unsealed(payload: Payload, *, own: KeyPair | None, other: str, ways: Iterable[bytes]) -> Payload:
    """Raises `WrongKey`."""
    with suppress(ValueError, DecodeError, zlib.error):
        if own and payload.metadata.get(_WAY, b"") in ways:
            plain = own.open(payload.data, other=other, about=_about(payload.metadata, _OF_TWO))
            return Payload.FromString(_unpacked(plain))
    raise WrongKey("this is sealed for another reader, by another writer, or was changed")


def _about(names: Mapping[str, bytes], bound: Iterable[str]) -> bytes:
    """What is bound to a payload of all that it says of itself."""
    return b"|".join(names[name] for name in bound if name in names)


def _key_id(payload: Payload) -> str:
    return payload.metadata.get(_KEY_ID, b"").decode(errors="replace")


def _reader(payload: Payload) -> str:
    return payload.metadata.get(READER, b"").decode(errors="replace")


def _packed(text: bytes) -> bytes:
    """Deflated, if it is long: a history has a third of the bytes.

    How far a text shrinks tells a little of what is repeated in it, so lengths are rounded up.
    """
    if len(text) < _LONG:
        return text
    deflated = zlib.compress(text, zlib.Z_BEST_SPEED)
    return deflated + bytes(-len(deflated) % _STEP)


def _unpacked(text: bytes) -> bytes:
    """Raises `ValueError` for more than any payload has."""
    if not text.startswith(_DEFLATED):
        return text
    inflating = zlib.decompressobj()
    inflated = inflating.decompress(text, _LONGEST)
    if not inflating.eof:
        raise ValueError("longer than any payload")
    return inflated
