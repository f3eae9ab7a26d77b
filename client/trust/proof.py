"""Proof of a word: a key of the directory that holds, for this purpose, at this time, over these bytes."""

import base64
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from ..errors import NotProven
from .actor import ActorKey, Directory
from .identity import ALGORITHM
from .said import Claims, claimed

SKEW: Final = timedelta(seconds=60)
"""By which two clocks may differ."""


def prove(
    word: str, *, digest: str, to: str, at: datetime, directory: Directory, command: str | None = None
) -> Claims:
    """Who says these bytes for this purpose, `to`, at this moment.

    `command` is the id that the server knows it by, if it knows one. Raises `NotProven`.
    """
    key = directory.find(_kid(word))
    if key is None or not key.holds(at):
        raise NotProven("no such key in the directory, or it does not hold any more; have one entered")
    claims = _verified(word, key)
    _require(claims.aud == to, f"the word is for {claims.aud}; sign each word for what it is said to")
    _require(command in {None, claims.jti}, "the word was said with another command; sign each anew")
    _require(claims.digest == digest, "the message is not what was signed; send what you sign")
    _require(_timely(claims, at), "the word is not of this time; check the clock, and sign it anew")
    _require(claims.speaker == key.speaker, "the word is in another's name; speak as the directory has you")
    return claims


def _verified(word: str, key: ActorKey) -> Claims:
    claims = claimed(word)
    try:
        jws.deserialize_compact(word, _public(key.verifies), algorithms=[ALGORITHM])
    except (JoseError, ValueError):
        claims = None
    if claims is None:
        raise NotProven("the signature is not by this key; sign with the key that the directory has")
    return claims


def _kid(word: str) -> str:
    try:
        kid = jws.extract_compact(word.encode()).protected.get("kid")
    except (JoseError, ValueError):
        raise NotProven("there is no signature that can be read; sign what you send") from None
    return kid if isinstance(kid, str) else ""


def _timely(claims: Claims, at: datetime) -> bool:
    return at - SKEW <= _moment(claims.exp) and _moment(claims.iat) <= at + SKEW


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001 (an assertion of its own kind)
    if not holds:
        raise NotProven(otherwise)


@lru_cache(1024)
def _public(verifies: str) -> OKPKey:
    return OKPKey.import_key(Ed25519PublicKey.from_public_bytes(base64.b64decode(verifies)))
