"""Identities: with what somebody signs. One file, or in development one secret for whoever is named.

The file holds the seed of both private keys, or names the function that opens the key store which holds them
(`held_by`). In development everybody is who he says he is: the keys of all actors are derived from one
secret of the checkout, so that nothing has to be entered anywhere. An engine that finds no such secret knows
only the actors of its ledger.
"""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from ..errors import WrongKey
from ..messages.message import Message
from . import jws, secret_file
from .actor import ActorKey, Role, Speaker, plain_account
from .ciphers import suites
from .ciphers.suite import Suite
from .key_pair import KeyPair
from .key_store import HeldKeys, KeyStore, SeedKeys
from .secret_file import write_new

ENVIRONMENT: Final = "ONEMATTER_IDENTITY"
DEVELOPMENT: Final = Path("var/development.identity")

_MADE_UP: Final = {"development:": suites.INTERNATIONAL, "development-sm:": suites.named("sm")}
"""With what the ids of keys begin that are derived from the secret of a development."""
_BEGINNING: Final = datetime(2020, 1, 1, tzinfo=UTC)
_SECRET_BYTES: Final = 32
_SEED_BYTES: Final = 32


@runtime_checkable
class Identities(Protocol):
    """Whoever can sign as somebody."""

    def of(self, role: Role, *, actor: str = "", department: str = "") -> "Identity":
        """The identity of that actor, or of whoever has the role here.  Raises `WrongKey`."""
        ...


@dataclass(frozen=True)
class Identity:
    """One actor, and who holds his private keys."""

    kid: str
    speaker: Speaker
    keys: SeedKeys | HeldKeys

    def sign(self, content: bytes, *, kind: str = "") -> str:
        """In one line (RFC 7515); of what `kind`, where that is not to be taken for a word (`typ`)."""
        header = {"alg": self.keys.suite().algorithm, "kid": self.kid, **({"typ": kind} if kind else {})}
        text = jws.unsigned(header, content)
        return jws.line(text, self.keys.sign(text.encode()))

    @cached_property
    def sealing(self) -> KeyPair:
        """With which it reads what the engine seals for it."""
        return KeyPair(self.keys)

    @cached_property
    def verifies(self) -> str:
        """The public key, base64."""
        return base64.b64encode(self.keys.verifies()).decode()

    @property
    def seals(self) -> str:
        """The public key for which the engine seals what is asked of it."""
        return self.sealing.public

    @classmethod
    def make(cls, speaker: Speaker, *, held_by: str = "") -> "Identity":
        """With new keys of the suite that is configured, or those of a key store.

        Raises `WrongKey`, `NoKeyStore`.
        """
        new = HeldKeys.opened(held_by) if held_by else SeedKeys(os.urandom(_SEED_BYTES), suites.configured())
        return cls(kid=_kid(new), speaker=speaker, keys=new)

    @classmethod
    def load(cls, file: Path | str) -> "Identity":
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
        return ActorKey(
            kid=self.kid, verifies=self.verifies, seals=self.seals, speaker=self.speaker, since=now
        )

    def save(self, file: Path) -> None:
        """Write it to a new file that its owner alone can read."""
        written = _IdentityFile(kid=self.kid, speaker=self.speaker, suite=self.keys.suite().name)
        match self.keys:
            case SeedKeys(seed=seed):
                kept = {"seed": base64.b64encode(seed).decode()}
            case HeldKeys(held_by=held_by):
                kept = {"held_by": held_by}
        write_new(file, written.model_copy(update=kept).model_dump_json(indent=2, exclude_defaults=True))


@dataclass(frozen=True)
class DevelopmentIdentities:
    """All actors there can be, each derived from one secret. Also a directory of them, in every suite."""

    secret: bytes = field(repr=False)
    suite: Suite = suites.INTERNATIONAL

    def of(self, role: Role, *, actor: str = "", department: str = "") -> Identity:
        """See `Identities`; who is not named is called as his role."""
        return _made(self, role, actor or role.value, department)

    def find(self, kid: str) -> ActorKey | None:
        """See `Directory`."""
        made_up, colon, name = kid.partition(":")
        suite = _MADE_UP.get(made_up + colon)
        role, _, rest = name.partition("/")
        department, _, actor = rest.partition("/")
        if suite is None or role not in {*Role} or not actor:
            return None
        found = replace(self, suite=suite).of(Role(role), actor=actor, department=department)
        return ActorKey(kid=kid, verifies=found.verifies, speaker=found.speaker, since=_BEGINNING)

    def person(self, actor: str) -> str:
        """Accounts that look alike are one natural person's."""
        return self.derived(f"person/{plain_account(actor)}").hex()[:32]

    def derived(self, name: str) -> bytes:
        """What of the secret belongs to a name."""
        return hmac.new(self.secret, name.encode(), hashlib.sha256).digest()


@lru_cache(1024)
def _made(made_by: DevelopmentIdentities, role: Role, actor: str, department: str) -> Identity:
    """Remembered with its keys: whoever checks a word or seals an answer asks for it each time."""
    speaker = Speaker(actor=actor, role=role, department=department, person=made_by.person(actor))
    name = f"{role.value}/{department}/{actor}"
    made_up = next(prefix for prefix, suite in _MADE_UP.items() if suite is made_by.suite)
    seed = made_by.derived(name if made_by.suite is suites.INTERNATIONAL else made_up + name)
    return Identity(kid=made_up + name, speaker=speaker, keys=SeedKeys(seed, made_by.suite))


class _IdentityFile(Message):
    """An actor, with the seed of his keys and their suite or who holds them; or a development's secret."""

    kid: str = ""
    speaker: Speaker | None = None
    seed: str = ""
    suite: str = ""
    held_by: str = ""
    development: str = ""


def load(file: Path | str | None = None) -> Identity | DevelopmentIdentities:
    """From this file, that of the environment, or the development's of this checkout.

    Raises `WrongKey`, `NoKeyStore`.
    """
    file = file or Path(os.environ.get(ENVIRONMENT) or DEVELOPMENT)
    mend = f"set {ENVIRONMENT} to the file of yours"
    text = secret_file.read(file, what="identity", mend=mend)
    try:
        read = _IdentityFile.model_validate_json(text)
        secret, seed = (base64.b64decode(text, validate=True) for text in (read.development, read.seed))
    except ValueError as error:
        raise WrongKey(f"no identity in {file} ({type(error).__name__}): {mend}") from None
    if len(secret) == _SECRET_BYTES:
        return DevelopmentIdentities(secret, suites.configured())
    if read.speaker and len(seed) == _SEED_BYTES:
        keys = SeedKeys(seed, suites.named(read.suite))
        return Identity(kid=read.kid, speaker=read.speaker, keys=keys)
    if read.speaker and read.held_by:
        return Identity(kid=read.kid, speaker=read.speaker, keys=_held(read, file))
    raise WrongKey(f"{file} is no identity's file; set {ENVIRONMENT} to one")


def _held(read: _IdentityFile, file: Path | str) -> HeldKeys:
    """By the key store that a file names.  Raises `WrongKey`, `NoKeyStore`."""
    keys = HeldKeys.opened(read.held_by)
    if _kid(keys) != read.kid:
        raise WrongKey(
            f"{file} is of key {read.kid}, and key store {read.held_by!r} holds another: {_kid(keys)}"
        )
    return keys


def _kid(keys: KeyStore) -> str:
    return jws.kid(keys.verifies())


def at_hand(role: Role) -> Identity | None:
    """That of this role, if this process has one."""
    try:
        return load().of(role)
    except WrongKey:
        return None


def development(file: Path | None = None) -> DevelopmentIdentities | None:
    """Those that are made up, where that is done: for the engine that takes their word."""
    file = file or Path(os.environ.get(ENVIRONMENT) or DEVELOPMENT)
    found = load(file) if file.exists() else None
    return found if isinstance(found, DevelopmentIdentities) else None


def make_development_identities(file: Path = DEVELOPMENT) -> None:
    """Make the secret of this checkout unless there is one; what was signed with it depends on it."""
    secret = base64.b64encode(os.urandom(_SECRET_BYTES)).decode()
    if not file.exists():
        write_new(file, _IdentityFile(development=secret).model_dump_json(exclude_defaults=True))
