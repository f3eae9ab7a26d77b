"""Payload encryption: everything that a case says is unreadable to the Temporal server and its backups.

AES-256-GCM with a ring of keys. Each payload names its key; the first key of the ring encrypts, all
decrypt, so keys are rotated by putting a new one in front. An old key may go once the longest case and
the retention time have passed.
"""

import base64
import hashlib
import hmac
import os
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from google.protobuf.message import DecodeError
from temporalio.api.common.v1 import Payload
from temporalio.converter import PayloadCodec

from ..errors import WrongKey
from ..trust import key_pair
from ..trust.key_pair import EngineKey

ENVIRONMENT = "ONEMATTER_KEYS"
DEVELOPMENT_KEYS = Path("var/payload.keys")

REFUSED: Final = b"binary/refused"
"""The encoding of what stands in the place of a payload that could not be opened."""

READER: Final = "reader"
"""In the metadata of a payload: the public key of whoever outside reads it, or has written it."""

_ENCODING = b"binary/encrypted"
_SEALED = b"binary/sealed"
_KEY_ID = "encryption-key-id"
_WAY = "way"
_TO_ENGINE = b"to-engine"
_FROM_ENGINE = b"from-engine"
_KEY_BYTES = 32
_NONCE_BYTES = 12

_LONG = 1_000
_LONGEST = 2**24
_STEP = 64
"""Bytes."""

_DEFLATED = b"x"
"""So begins what zlib has packed, and no payload."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by id, the active one first."""

    keys: dict[str, bytes] = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "KeyRing":
        """Read `id:base64,id:base64`; the first one encrypts.  Raises `WrongKey`."""
        entries = [_parse(entry.strip()) for entry in text.split(",") if entry.strip()]
        keys = dict(entries)
        if not keys:
            raise WrongKey(f"no payload key given; write {ENVIRONMENT} as id:base64-of-32-bytes")
        if len(keys) < len(entries):
            raise WrongKey(f"a key id stands twice in {ENVIRONMENT}; give every key an id of its own")
        return cls(keys)

    @classmethod
    def load(cls, file: Path = DEVELOPMENT_KEYS) -> "KeyRing":
        """From the environment, else from the development key of this checkout.  Raises `WrongKey`."""
        text = os.environ.get(ENVIRONMENT) or (file.read_text() if file.exists() else "")
        if not text:
            raise WrongKey(
                f"no payload keys: set {ENVIRONMENT} to the engine's keys (id:base64,…), "
                f"or call from the checkout in which `make serve` has made {file}"
            )
        return cls.parse(text)

    def text(self) -> str:
        """As `parse` reads it; to be handed to another process of the engine, and never shown."""
        return ",".join(f"{name}:{base64.b64encode(key).decode()}" for name, key in self.keys.items())

    @property
    def active(self) -> str:
        """The id of the key that encrypts."""
        return next(iter(self.keys))

    def checks(self) -> dict[str, str]:
        """A check value for each key: it tells two keys apart and gives neither away."""
        return {name: hmac.new(key, b"check", hashlib.sha256).hexdigest() for name, key in self.keys.items()}

    def pair(self, name: str) -> X25519PrivateKey:
        """The engine's key pair that belongs to a key of the ring.  Raises `KeyError`."""
        return key_pair.derived(self.keys[name], of=b"engine")

    @property
    def public(self) -> EngineKey:
        """What is given to everybody who speaks to the engine."""
        return EngineKey(self.active, key_pair.public_text(self.pair(self.active)))

    def seal(self, text: str) -> str:
        """An opaque stand-in for `text` (HMAC-SHA256): equal for equal texts, useless to a guesser.

        Made with the oldest key of the ring, so that it stays the same when a new one is put in front.
        """
        oldest = next(reversed(self.keys.values()))
        return hmac.new(oldest, text.encode(), hashlib.sha256).hexdigest()[:32]


def make_development_key(file: Path = DEVELOPMENT_KEYS) -> None:
    """Make a key for this checkout unless there is one; never replaces it, for cases depend on it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    key = base64.b64encode(os.urandom(_KEY_BYTES)).decode()
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as opened:
        opened.write(f"development:{key}\n")


class AesGcmCodec(PayloadCodec):
    """Encrypts whole payloads, their type included."""

    def __init__(self, ring: KeyRing) -> None:
        self._active = ring.active
        self._pairs = {name: ring.pair(name) for name in ring.keys}
        self._ciphers = {name: AESGCM(key) for name, key in ring.keys.items()}

    async def encode(self, payloads: Iterable[Payload]) -> list[Payload]:
        """Encrypt with the active key."""
        return [self._encrypt(payload) for payload in payloads]

    async def decode(self, payloads: Iterable[Payload]) -> list[Payload]:
        """Decrypt with the key that each payload names.  Raises `WrongKey`, never passes rubbish on."""
        return [self.decrypt(payload) for payload in payloads]

    def _encrypt(self, payload: Payload) -> Payload:
        if reader := payload.metadata.pop(READER, b"").decode():
            with suppress(ValueError):  # what is no key: its answer is for nobody
                engine = self._pairs[self._active]
                return _sealed(
                    payload, own=engine, other=reader, engine=self._active, outside=reader, way=_FROM_ENGINE
                )
        nonce = os.urandom(_NONCE_BYTES)
        name = self._active.encode()
        sealed = self._ciphers[self._active].encrypt(nonce, _packed(payload.SerializeToString()), name)
        return Payload(metadata={"encoding": _ENCODING, _KEY_ID: name}, data=nonce + sealed)

    def decrypt(self, payload: Payload) -> Payload:
        """One of them."""
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
        nonce, sealed = payload.data[:_NONCE_BYTES], payload.data[_NONCE_BYTES:]
        try:
            return Payload.FromString(_unpacked(self._ciphers[name].decrypt(nonce, sealed, name.encode())))
        # not its key, too short to be a payload of ours, or packed by nobody
        except (InvalidTag, ValueError, DecodeError, zlib.error):
            raise WrongKey(
                f"a payload does not open with key {name!r}: the key differs from the one it was "
                f"written with, or the payload was changed; check {ENVIRONMENT} on both sides"
            ) from None


class OutsideCodec(PayloadCodec):
    """Of whoever is outside: what he says only the engine reads, and of what it says he reads what is his."""

    def __init__(self, engine: EngineKey) -> None:
        self._engine = engine
        self._readers: dict[str, X25519PrivateKey] = {}
        self._anonymous = self.reads(X25519PrivateKey.generate())

    def reads(self, own: X25519PrivateKey) -> str:
        """Read with this key pair, too; its public key."""
        public = key_pair.public_text(own)
        self._readers[public] = own
        return public

    async def encode(self, payloads: Iterable[Payload]) -> list[Payload]:
        """For the engine; what nobody signs is of nobody."""
        return [self._close(payload) for payload in payloads]

    async def decode(self, payloads: Iterable[Payload]) -> list[Payload]:
        """Raises `WrongKey`: it is not his to read, or not written by the engine."""
        return [self._open(payload) for payload in payloads]

    def _close(self, payload: Payload) -> Payload:
        writer = payload.metadata.pop(READER, b"").decode() or self._anonymous
        own, engine = self._readers[writer], self._engine
        return _sealed(
            payload, own=own, other=engine.public, engine=engine.id, outside=writer, way=_TO_ENGINE
        )

    def _open(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") != _SEALED:
            raise WrongKey("this is not sealed for whoever asks; only the engine itself can read it")
        own = self._readers.get(_reader(payload))
        return _unsealed(payload, own=own, other=self._engine.public, ways=(_FROM_ENGINE,))


class RefusingCodec(AesGcmCodec):
    """The engine's: rubbish from outside stops no case, for what cannot be opened is passed on as refused."""

    def decrypt(self, payload: Payload) -> Payload:
        """Never raises."""
        try:
            return super().decrypt(payload)
        except WrongKey as error:
            return Payload(metadata={"encoding": REFUSED}, data=str(error).encode())


def _sealed(
    payload: Payload, *, own: X25519PrivateKey, other: str, engine: str, outside: str, way: bytes
) -> Payload:
    """Between the engine and one outside, whose names and direction are bound to it.  Raises `ValueError`."""
    names = {_KEY_ID: engine.encode(), READER: outside.encode(), _WAY: way}
    plain, about = _packed(payload.SerializeToString()), b"|".join(names.values())
    return Payload(
        metadata={"encoding": _SEALED, **names}, data=key_pair.close(plain, own=own, other=other, about=about)
    )


def _unsealed(
    payload: Payload, *, own: X25519PrivateKey | None, other: str, ways: Iterable[bytes]
) -> Payload:
    """Raises `WrongKey`."""
    about = [payload.metadata.get(name, b"") for name in (_KEY_ID, READER, _WAY)]
    with suppress(ValueError, DecodeError, zlib.error):
        if own and about[-1] in ways:
            plain = key_pair.open_(payload.data, own=own, other=other, about=b"|".join(about))
            return Payload.FromString(_unpacked(plain))
    raise WrongKey("this is sealed for another reader, by another writer, or was changed")


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


def _parse(entry: str) -> tuple[str, bytes]:
    name, colon, text = entry.partition(":")
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if not (name and colon) or len(key) != _KEY_BYTES:
        told = repr(name) if colon else "(without id)"  # what stands before no colon may be the key
        raise WrongKey(
            f"payload key {told} is not written as id:base64 of {_KEY_BYTES} bytes; "
            "make one with: openssl rand -base64 32"
        )
    return name, key
