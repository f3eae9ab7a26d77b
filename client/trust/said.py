"""What somebody says to the engine: a message, and a signature over the very bytes that are sent.

The payload is the message's plain JSON, the signature a JWS (RFC 7515) in its metadata. What is
signed are claims that hold the digest of the payload, so that a signature is evidence by itself, in one line
that any step can carry: no message is carried twice for its sake, and no version skew breaks it.
"""

import hashlib
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Final, Generic, TypeVar

from pydantic import Field
from pydantic_core import PydanticSerializationError, to_json

from ..errors import InvalidForm, WrongField
from ..messages.message import Message
from . import jws
from .actor import Speaker
from .identity import Identity

SaidT = TypeVar("SaidT")

Moment = Annotated[int, Field(ge=0, le=10**11)]
"""Seconds of the epoch, within what a date can be."""

LIFE: Final = 300
"""Seconds in which a word must reach the server."""


ANSWERED: Final = ContextVar("answered", default="")
"""For whose key a failure is sealed, in the task that answers him."""


class Claims(Message):
    """What is signed. Its first names are those of RFC 7519.

    `aud` is for which message of which run (`purpose`), `jti` the id of the command, so that a word that was
    captured says nothing anywhere else. `digest` is of the payload. `over` is the digest of the word that a
    second person confirms, `via` the device or assistant by which the word was prepared. `reply` is the
    public key for which the answer is sealed; who has the engine's own keys needs none. `sign_in` is the
    identity service's word about whoever is concerned, where it is said for somebody. A `nonce` sets what is
    said again apart from what was captured, though it be within the same second.
    """

    aud: str
    jti: str
    iat: Moment
    exp: Moment
    digest: str
    speaker: Speaker
    over: str = ""
    via: str = ""
    reply: str = ""
    sign_in: str = ""
    nonce: str = ""

    @property
    def signed_in(self) -> str:
        """The mark of whoever is signed in, if the word is proved; nobody's, if none is."""
        about = claimed(self.sign_in) if self.sign_in else None
        return about.digest if about else ""

    def within(self, at: datetime) -> datetime:
        """The moment of its life that is closest to another one."""
        begins, ends = (datetime.fromtimestamp(seconds, tz=UTC) for seconds in (self.iat, self.exp))
        return min(max(at, begins), ends)


@dataclass(frozen=True)
class Said(Generic[SaidT]):
    """A message with the signature that came with it, which nobody has proved by that."""

    says: SaidT
    raw: bytes = field(repr=False)
    word: str = field(repr=False)
    reply: str = ""

    @property
    def digest(self) -> str:
        """Of what was sent."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def mark(self) -> str:
        """Of the signed word: what a second person signs who confirms it."""
        return hashlib.sha256(self.word.encode()).hexdigest()

    @property
    def kid(self) -> str:
        """The key that it names."""
        try:
            return jws.read(self.word).kid
        except ValueError:
            return ""

    @property
    def claims(self) -> Claims | None:
        """What its speaker claims; nothing, if that is rubbish."""
        return claimed(self.word)


@dataclass(frozen=True)
class Acknowledged(Generic[SaidT]):
    """What a run answers to a word, with the `digest` of what it has heard: a repeat has said the same.

    It is for whoever has the key `reply`, if that is given.
    """

    answer: SaidT
    digest: str
    reply: str = ""


@dataclass(frozen=True)
class Addressed(Generic[SaidT]):
    """An answer for whoever has the key `reply`, and for nobody else outside."""

    answer: SaidT
    reply: str


@dataclass(frozen=True)
class Answered(Generic[SaidT]):
    """What a step of the engine answers, and to which question of its run."""

    answer: SaidT
    question: bytes


HANDED_ON: Final = "handed-on"
"""In the metadata of a payload: a run of the engine hands it on to the next one, unread."""

BEFORE: Final = "run-before"
"""Likewise: by which run. What a release before this has handed on does not say."""


@dataclass(frozen=True)
class HandedOn:
    """What the run `by` knows, for the one that goes on for it: whatever else is begun with it is not that.

    It comes unread, but where it is `read` as what anybody else may begin such a run with.
    """

    value: object
    by: str
    read: bool = False


def purpose(namespace: str, workflow: str, message: str) -> str:
    """For which message of which run a word is."""
    return f"{namespace}/{workflow}#{message}"


def at_platform(platform: str) -> str:
    """For which platform the identity service says who has signed in."""
    return f"{platform}#sign-in"


def say(
    identity: Identity,
    says: SaidT,
    *,
    to: str,
    command: str,
    at: float,
    life: int = LIFE,
    over: str = "",
    via: str = "",
    reply: str = "",
    sign_in: str = "",
    nonce: str = "",
) -> Said[SaidT]:
    """Sign a message for a purpose, `to`, at a moment in seconds of the epoch.

    Raises `InvalidForm` for what cannot be written.
    """
    try:
        raw = to_json(says)
    except PydanticSerializationError:
        says_why = "this cannot be sent: part of it is of another type, or has half of a character"
        raise InvalidForm((WrongField(path=type(says).__name__, says=says_why),)) from None
    claims = Claims(
        aud=to,
        jti=command,
        iat=int(at),
        exp=int(at) + life,
        digest=hashlib.sha256(raw).hexdigest(),
        speaker=identity.speaker,
        over=over,
        via=via,
        reply=reply,
        sign_in=sign_in,
        nonce=nonce,
    )
    word = identity.sign(claims.model_dump_json(exclude_defaults=True).encode())
    return Said(says, raw, word, reply)


def claimed(word: str) -> Claims | None:
    """What a word says of itself, proved or not."""
    try:
        return Claims.model_validate_json(jws.read(word).content)
    except ValueError:
        return None
