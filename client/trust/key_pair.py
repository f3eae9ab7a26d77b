"""Sealing between the engine and one reader outside: nobody else reads it, or writes it in their names.

Each has a key pair (X25519). From the own private key and the other's public one, both reckon the same key,
and nobody else does; so what opens with it was written by one of the two.
"""

import base64
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ..errors import WrongKey

ENGINE: Final = "ONEMATTER_ENGINE"
DEVELOPMENT_ENGINE: Final = Path("var/engine.public")

_BYTES: Final = 32
_NONCE: Final = 12


@dataclass(frozen=True)
class EngineKey:
    """The engine's public key, for whoever is outside and speaks to it; `id` is that of its payload key."""

    id: str
    public: str

    @classmethod
    def load(cls, file: Path | None = None) -> "EngineKey":
        """From this file, that of the environment, or this checkout's own.  Raises `WrongKey`."""
        file = file or Path(os.environ.get(ENGINE) or DEVELOPMENT_ENGINE)
        try:
            name, _, public = file.read_text(encoding="utf-8").strip().rpartition(":")
            _ = _public(public)
        except (OSError, ValueError) as error:
            raise WrongKey(
                f"no engine's public key in {file} ({type(error).__name__}): set {ENGINE} to the file of it, "
                "which the engine's operator gives to everybody"
            ) from None
        return cls(name, public)

    def text(self) -> str:
        """As `load` reads it."""
        return f"{self.id}:{self.public}\n"


def derived(secret: bytes, *, of: bytes) -> X25519PrivateKey:
    """The key pair that belongs to a secret."""
    reckoned = HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=b"one-matter/sealing/" + of)
    return X25519PrivateKey.from_private_bytes(reckoned.derive(secret))


def public_text(private: X25519PrivateKey) -> str:
    """The public key, base64."""
    return base64.b64encode(private.public_key().public_bytes_raw()).decode()


def close(plain: bytes, *, own: X25519PrivateKey, other: str, about: bytes) -> bytes:
    """For whoever has the `other` key pair, which is given by its public key.  Raises `ValueError`."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(own, other).encrypt(nonce, plain, about)


def open_(sealed: bytes, *, own: X25519PrivateKey, other: str, about: bytes) -> bytes:
    """What is sealed between the two.  Raises `ValueError`."""
    try:
        return _cipher(own, other).decrypt(sealed[:_NONCE], sealed[_NONCE:], about)
    except InvalidTag:
        raise ValueError("sealed for somebody else, or changed") from None


def _cipher(own: X25519PrivateKey, other: str) -> AESGCM:
    return AESGCM(_shared(own.private_bytes_raw(), other))


@lru_cache(4096)
def _shared(own: bytes, other: str) -> bytes:
    """Raises `ValueError` for what is no key, or one with which everybody would reckon the same."""
    secret = X25519PrivateKey.from_private_bytes(own).exchange(_public(other))
    return HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=b"one-matter/sealed").derive(secret)


def _public(text: str) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
