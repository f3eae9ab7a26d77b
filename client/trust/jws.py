"""A signed text in one line: JWS in its compact form (RFC 7515)."""

import base64
import binascii
import hashlib
from functools import lru_cache
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter

from .ciphers import suites
from .ciphers.suite import base64url

LONGEST: Final = 16_384
"""Letters: eight times what a word has that an identity service vouches for."""

_HEADER: Final = TypeAdapter(dict[str, Any])
_URL: Final = str.maketrans("-_", "+/")


class Signed(NamedTuple):
    """What a line holds, which nobody has proved by that; `signed` is what its signature is over."""

    header: dict[str, Any]
    content: bytes
    signature: bytes
    signed: bytes

    @property
    def kid(self) -> str:
        """The key that it names."""
        kid = self.header.get("kid")
        return kid if isinstance(kid, str) else ""

    def is_by(self, verifies: str) -> bool:
        """Whether this public key has signed it, in the way of that key, whatever the line says of itself."""
        key = base64.b64decode(verifies, validate=True)
        suite = suites.of_public(key)
        meant = self.header.get("alg") == suite.algorithm and "crit" not in self.header
        return meant and suite.is_signed(self.signed, self.signature, verifies=key)


@lru_cache(256)
def read(line: str) -> Signed:
    """Remembered for a while: who has said it, to what, and what else it claims is asked one after the other.

    Raises `ValueError`.
    """
    if len(line) > LONGEST:
        raise ValueError("longer than any signed line")
    text, _, signature = line.rpartition(".")
    header, content = text.split(".")
    read_header = _HEADER.validate_json(_decoded(header))
    return Signed(read_header, _decoded(content), _decoded(signature), text.encode())


def unsigned(header: dict[str, str], content: bytes) -> str:
    """What is to be signed."""
    return f"{base64url(_HEADER.dump_json(header))}.{base64url(content)}"


def line(text: str, signature: bytes) -> str:
    """With what was signed."""
    return f"{text}.{base64url(signature)}"


def thumbprint(jwk: dict[str, str]) -> str:
    """Of a key (RFC 7638)."""
    return base64url(hashlib.sha256(_HEADER.dump_json(dict(sorted(jwk.items())))).digest())


def kid(verifies: bytes) -> str:
    """What a public key is called, its thumbprint: nobody enters one under another's name.

    Raises `ValueError`.
    """
    return thumbprint(suites.of_public(verifies).jwk(verifies))


def _decoded(part: str) -> bytes:
    padded = f"{part}{'=' * (-len(part) % 4)}".translate(_URL)
    return binascii.a2b_base64(padded, strict_mode=True)
