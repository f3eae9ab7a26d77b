"""Identities: with what somebody signs. One file, or in development one secret for whoever is named.

In development everybody is who he says he is: the keys of all actors are derived from one secret of the
checkout, so that nothing has to be entered anywhere. An engine that finds no such secret knows only the
actors of its ledger.
"""

import base64
import hashlib
import hmac
import os
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from joserfc.jwk import OKPKey
from pydantic import ValidationError

from ..errors import WrongKey
from ..messages.message import Message
from . import key_pair
from .actor import ActorKey, Role, Speaker

ENVIRONMENT: Final = "ONEMATTER_IDENTITY"
DEVELOPMENT: Final = Path("var/development.identity")
ALGORITHM: Final = "Ed25519"

_PREFIX: Final = "development:"
_BEGINNING: Final = datetime(2020, 1, 1, tzinfo=UTC)
_SECRET_BYTES: Final = 32
_SEED_BYTES: Final = 32


class Identities(Protocol):
    """Whoever can sign as somebody."""

    def of(self, role: Role, *, actor: str = "", department: str = "") -> "Identity":
        """The identity of that actor, or of whoever has the role here.  Raises `WrongKey`."""
        ...


@dataclass(frozen=True)
class Identity:
    """One actor with his private key."""

    kid: str
    speaker: Speaker
    seed: bytes = field(repr=False)

    @cached_property
    def key(self) -> OKPKey:
        """As the library signs with it."""
        return OKPKey.import_key(Ed25519PrivateKey.from_private_bytes(self.seed))

    @cached_property
    def sealing(self) -> X25519PrivateKey:
        """With which it reads what the engine seals for it."""
        return key_pair.derived(self.seed, of=b"identity")

    @property
    def verifies(self) -> str:
        """The public key, base64."""
        return base64.b64encode(_public(self.seed)).decode()

    @classmethod
    def make(cls, speaker: Speaker) -> "Identity":
        """A new key; its id is the thumbprint (RFC 7638)."""
        seed = os.urandom(_SEED_BYTES)
        key = OKPKey.import_key(Ed25519PrivateKey.from_private_bytes(seed))
        return cls(kid=key.thumbprint(), speaker=speaker, seed=seed)

    @classmethod
    def load(cls, file: Path) -> "Identity":
        """That of one actor, from his file.  Raises `WrongKey`."""
        if isinstance(found := load(file), cls):
            return found
        raise WrongKey(f"{file} is of a whole development; name the file of one actor (`onematter keys new`)")

    def of(self, role: Role, *, actor: str = "", department: str = "") -> "Identity":
        """Itself, if it is meant.  Raises `WrongKey`."""
        mine = self.speaker
        if mine.role is role and actor in {"", mine.actor} and department in {"", mine.department}:
            return self
        wanted = " of ".join(part for part in (f"{role} {actor}".strip(), department) if part)
        raise WrongKey(
            f"this identity is {mine.role} {mine.actor}'s, and nobody else can speak with it; "
            f"to speak as {wanted}, set {ENVIRONMENT} to that identity's file"
        )

    def exported(self) -> ActorKey:
        """The public part, for an operator to enter."""
        now = datetime.now(UTC)
        return ActorKey(kid=self.kid, verifies=self.verifies, speaker=self.speaker, since=now)

    def save(self, file: Path) -> None:
        """Write it to a new file that its owner alone can read."""
        written = _IdentityFile(kid=self.kid, speaker=self.speaker, seed=base64.b64encode(self.seed).decode())
        _write_new(file, written.model_dump_json(indent=2))


@dataclass(frozen=True)
class DevelopmentIdentities:
    """All actors there can be, each derived from one secret. Also a directory of them."""

    secret: bytes = field(repr=False)

    def of(self, role: Role, *, actor: str = "", department: str = "") -> Identity:
        """See `Identities`; who is not named is called as his role."""
        actor = actor or role.value
        speaker = Speaker(actor=actor, role=role, department=department, person=self._person(actor))
        name = f"{role.value}/{department}/{actor}"
        return Identity(kid=f"{_PREFIX}{name}", speaker=speaker, seed=self._derived(name))

    def find(self, kid: str) -> ActorKey | None:
        """See `Directory`."""
        role, _, rest = kid.removeprefix(_PREFIX).partition("/")
        department, _, actor = rest.partition("/")
        if not kid.startswith(_PREFIX) or role not in {*Role} or not actor:
            return None
        found = self.of(Role(role), actor=actor, department=department)
        return ActorKey(kid=kid, verifies=found.verifies, speaker=found.speaker, since=_BEGINNING)

    def _person(self, actor: str) -> str:
        """Accounts that look alike are one natural person's."""
        plain = unicodedata.normalize("NFKC", actor).casefold()
        letters = "".join(letter for letter in plain if unicodedata.category(letter)[0] not in "CZ")
        return self._derived(f"person/{letters}").hex()[:32]

    def _derived(self, name: str) -> bytes:
        return hmac.new(self.secret, name.encode(), hashlib.sha256).digest()


class _IdentityFile(Message):
    """One of both: an actor with the seed of his key, or the secret of a development."""

    kid: str = ""
    speaker: Speaker | None = None
    seed: str = ""
    development: str = ""


def load(file: Path | None = None) -> Identity | DevelopmentIdentities:
    """From this file, that of the environment, or the development's of this checkout.  Raises `WrongKey`."""
    file = file or Path(os.environ.get(ENVIRONMENT) or DEVELOPMENT)
    try:
        read = _IdentityFile.model_validate_json(file.read_text(encoding="utf-8"))
        secret, seed = (base64.b64decode(text, validate=True) for text in (read.development, read.seed))
    except (OSError, ValueError, ValidationError) as error:
        raise WrongKey(
            f"no identity in {file} ({type(error).__name__}): set {ENVIRONMENT} to the file of yours"
        ) from None
    if len(secret) == _SECRET_BYTES:
        return DevelopmentIdentities(secret)
    if read.speaker and len(seed) == _SEED_BYTES:
        return Identity(kid=read.kid, speaker=read.speaker, seed=seed)
    raise WrongKey(f"{file} is no identity's file; set {ENVIRONMENT} to one")


def development(file: Path | None = None) -> DevelopmentIdentities | None:
    """Those that are made up, where that is done: for the engine that takes their word."""
    file = file or Path(os.environ.get(ENVIRONMENT) or DEVELOPMENT)
    found = load(file) if file.exists() else None
    return found if isinstance(found, DevelopmentIdentities) else None


def make_development_identities(file: Path = DEVELOPMENT) -> None:
    """Make the secret of this checkout unless there is one; what was signed with it depends on it."""
    secret = base64.b64encode(os.urandom(_SECRET_BYTES)).decode()
    if not file.exists():
        _write_new(file, _IdentityFile(development=secret).model_dump_json(exclude_defaults=True))


def _write_new(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(f"{content}\n")


def _public(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
