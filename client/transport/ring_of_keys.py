"""The ring of keys under which payloads are encrypted, and where it comes from.

Each payload names its key; the first key of the ring encrypts, all decrypt, so keys are rotated by putting a
new one in front. Before that it is announced (`:next`): it opens what others write, and nothing is written or
sealed by it, until everybody has it. An old key may go once the longest case and the retention time have
passed; the oldest stays, for seals are made with it.
"""

import base64
import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import WrongKey
from ..trust import secret_file
from ..trust.ciphers import suites
from ..trust.key_pair import EngineKey, KeyPair

ENVIRONMENT = "ONEMATTER_KEYS"
DEVELOPMENT_KEYS = Path("var/payload.keys")

_NAME = re.compile(r"[^\s|]{1,100}")
"""Of a key: it stands in each payload, beside others, and in the lines of a file."""

_NEXT = ":next"
"""Behind a key that is announced."""

_DIGITS = 32
"""Of a seal: half of an HMAC."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by id, the active one first; those that are `announced` are wherever they stand."""

    keys: dict[str, bytes] = field(repr=False)
    announced: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Whoever builds one of keys of his own is told at once.  Raises `WrongKey`."""
        if not (self.keys and all(map(_is_key, self.keys, self.keys.values()))):
            raise WrongKey(
                "payload keys are ids with keys, at least one; each has 32 bytes (of the suite sm: 16)"
            )
        if not self.in_use or not self.keys.keys() >= {*self.announced}:
            raise WrongKey(f"payload keys that are announced ({_NEXT}) stand beside one that is in use")

    @property
    def in_use(self) -> tuple[str, ...]:
        """The ids of those by which something is written, or was, the active one first."""
        return tuple(name for name in self.keys if name not in self.announced)

    @classmethod
    def parse(cls, text: str) -> "KeyRing":
        """Read `id:base64,id:base64`; the first one encrypts that is not announced.  Raises `WrongKey`."""
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] (callers are not checked)
            raise WrongKey(f"payload keys are a text, id:base64,…, and this is {type(text).__name__}")
        written = [entry.strip() for entry in text.split(",") if entry.strip()]
        entries = [_parse(entry.removesuffix(_NEXT)) for entry in written]
        keys = dict(entries)
        if not keys:
            raise WrongKey(f"no payload key given; write {ENVIRONMENT} as id:base64-of-32-bytes")
        if len(keys) < len(entries):
            raise WrongKey(f"a key id stands twice in {ENVIRONMENT}; give every key an id of its own")
        named = zip(keys, written, strict=True)
        return cls(keys, tuple(name for name, entry in named if entry.endswith(_NEXT)))

    @classmethod
    def load(cls, file: Path | str = DEVELOPMENT_KEYS) -> "KeyRing":
        """From the environment, else from the development key of this checkout.  Raises `WrongKey`."""
        mend = (
            f"set {ENVIRONMENT} to the engine's keys (id:base64,…), "
            "or call from the checkout in which `make serve` has made it"
        )
        given = os.environ.get(ENVIRONMENT)
        return cls.parse(given or secret_file.read(file, what="payload keys", mend=mend))

    def text(self) -> str:
        """As `parse` reads it; to be handed to another process of the engine, and never shown."""
        marks = dict.fromkeys(self.announced, _NEXT)
        return ",".join(
            f"{name}:{base64.b64encode(key).decode()}{marks.get(name, '')}" for name, key in self.keys.items()
        )

    @property
    def active(self) -> str:
        """The id of the key that encrypts."""
        return self.in_use[0]

    def checks(self) -> dict[str, str]:
        """A check value for each key, the one that seals last: it tells two apart and gives neither away."""
        return {name: _mac(self.keys[name], "check").hex() for name in (*self.announced, *self.in_use)}

    def pair(self, name: str) -> KeyPair:
        """The engine's key pair that belongs to a key of the ring.  Raises `KeyError`."""
        key = self.keys[name]
        return KeyPair.derived(key, of=b"engine", suite=suites.of_secret(key))

    @property
    def public(self) -> EngineKey:
        """What is given to everybody who speaks to the engine."""
        first, *others = (EngineKey(name, self.pair(name).public) for name in (*self.in_use, *self.announced))
        return replace(first, others=tuple(others))

    def seal(self, text: str) -> str:
        """An opaque stand-in for `text` (an HMAC): equal for equal texts, useless to a guesser.

        Made with the oldest key of the ring, so that it stays the same when a new one is put in front.
        """
        return _mac(self.keys[self.in_use[-1]], text).hex()[:_DIGITS]


def make_development_key(file: Path = DEVELOPMENT_KEYS) -> None:
    """Make a key for this checkout unless there is one; never replaces it, for cases depend on it.

    If it is of another suite than is configured, a new one is put in front. Raises `WrongKey`,
    `WrongSettings`.
    """
    suite = suites.configured()
    made = {"development": os.urandom(suite.secret_bytes)}
    try:
        secret_file.write_new(file, KeyRing(made).text())
    except FileExistsError:
        known = KeyRing.parse(file.read_text())
        if suites.of_secret(known.keys[known.active]) is not suite:
            newer = {f"development-{len(known.keys) + 1}": made["development"], **known.keys}
            secret_file.write_beside(file, replace(known, keys=newer).text()).replace(file)


def _is_key(name: object, key: object) -> bool:
    is_named = isinstance(name, str) and bool(_NAME.fullmatch(name)) and name.isprintable()
    try:
        return is_named and isinstance(key, bytes) and bool(suites.of_secret(key))
    except ValueError:
        return False


def _parse(entry: str) -> tuple[str, bytes]:
    name, colon, text = entry.partition(":")
    try:
        key = base64.b64decode(text, validate=True)
        _ = suites.of_secret(key)
    except ValueError:
        key = b""
    if not (_NAME.fullmatch(name) and name.isprintable() and key):
        told = repr(name) if colon else "(without id)"  # what stands before no colon may be the key
        raise WrongKey(
            f"payload key {told} is not written as id:base64 of a key's bytes; make one with: "
            "openssl rand -base64 32 (of the suite sm: 16)"
        )
    return name, key


def _mac(key: bytes, text: str) -> bytes:
    return suites.of_secret(key).mac(text.encode(), secret=key)
