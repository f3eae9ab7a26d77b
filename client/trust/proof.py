"""Proof of a word: a key of the directory that holds, for this purpose, at this time, over these bytes."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from ..errors import NotProven
from . import jws
from .actor import ActorKey, Directory, Role
from .said import Claims, at_platform

SKEW: Final = timedelta(seconds=60)
"""By which two clocks may differ."""


def prove(
    word: str, *, digest: str, to: str, at: datetime, directory: Directory, command: str | None = None
) -> Claims:
    """Who says these bytes for this purpose, `to`, at this moment.

    `command` is the id that the server knows it by, if it knows one. Raises `NotProven`.
    """
    claims = _proved(word, digest=digest, to=to, at=at, directory=directory, command=command)
    if claims.sign_in:
        _require_signed_in(claims, at=at, directory=directory)
    return claims


def _require_signed_in(claims: Claims, *, at: datetime, directory: Directory) -> None:
    to = at_platform(claims.speaker.actor)
    about = _proved(claims.sign_in, digest=claims.signed_in, to=to, at=at, directory=directory)
    is_told = about.speaker.role is Role.IDENTITY_SERVICE
    _require(is_told, "who is signed in, the identity service says alone; have it sign that")


def _proved(
    word: str, *, digest: str, to: str, at: datetime, directory: Directory, command: str | None = None
) -> Claims:
    signed = _read(word)
    key = directory.find(signed.kid)
    if key is None or not key.holds(at):
        raise NotProven("no such key in the directory, or it does not hold any more; have one entered")
    claims = _verified(signed, key)
    _require(claims.aud == to, f"the word is for {claims.aud}; sign each word for what it is said to")
    _require(command in {None, claims.jti}, "the word was said with another command; sign each anew")
    _require(claims.digest == digest, "the message is not what was signed; send what you sign")
    _require(_timely(claims, at), "the word is not of this time; check the clock, and sign it anew")
    _require(claims.speaker == key.speaker, "the word is in another's name; speak as the directory has you")
    return claims


def _verified(signed: jws.Signed, key: ActorKey) -> Claims:
    with suppress(ValueError):  # the directory has no key here, but rubbish; or these are no claims
        if signed.is_by(key.verifies):
            return Claims.model_validate_json(signed.content)
    raise NotProven("the signature is not by this key; sign with the key that the directory has")


def _read(word: str) -> jws.Signed:
    try:
        return jws.read(word)
    except ValueError:
        raise NotProven("there is no signature that can be read; sign what you send") from None


def _timely(claims: Claims, at: datetime) -> bool:
    return at - SKEW <= _moment(claims.exp) and _moment(claims.iat) <= at + SKEW


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001 (an assertion of its own kind)
    if not holds:
        raise NotProven(otherwise)
