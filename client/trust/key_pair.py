"""Sealing between the engine and one reader outside: nobody else reads it, or writes it in their names.

Each has a key pair. From the own private key and the other's public one, both reckon the same key, and nobody
else does; so what opens with it was written by one of the two. Both pairs are of one suite.
"""

import base64
import os
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from ..errors import WrongKey
from . import secret_file
from .ciphers import suites
from .ciphers.suite import Suite
from .key_store import KeyStore, SeedKeys

ENGINE: Final = "ONEMATTER_ENGINE"
DEVELOPMENT_ENGINE: Final = Path("var/engine.public")


@dataclass(frozen=True)
class KeyPair:
    """Of the engine, or of one reader."""

    keys: KeyStore

    @classmethod
    def derived(cls, secret: bytes, *, of: bytes, suite: Suite) -> "KeyPair":
        """That belongs to a secret."""
        return cls(SeedKeys(secret, suite, of))

    @property
    def suite(self) -> Suite:
        """Of both keys."""
        return self.keys.suite()

    @cached_property
    def public(self) -> str:
        """Base64."""
        return base64.b64encode(self.keys.seals()).decode()

    def close(self, plain: bytes, *, other: str, about: bytes) -> bytes:
        """For whoever has the `other` pair, which is given by its public key.  Raises `ValueError`."""
        return _cipher(self.keys, other).close(plain, about)

    def open(self, sealed: bytes, *, other: str, about: bytes) -> bytes:
        """What is sealed between the two.  Raises `ValueError`."""
        return _cipher(self.keys, other).open(sealed, about)


@dataclass(frozen=True)
class EngineKey:
    """The engine's public key, for whoever is outside and speaks to it; `id` is that of its payload key.

    While its keys are rotated it has `others`, by which it may answer, too.
    """

    id: str
    public: str
    others: tuple["EngineKey", ...] = ()

    @classmethod
    def load(cls, file: Path | str | None = None) -> "EngineKey":
        """From this file, that of the environment, or this checkout's own.  Raises `WrongKey`."""
        file = file or Path(os.environ.get(ENGINE) or DEVELOPMENT_ENGINE)
        what, mend = "engine's public key", f"set {ENGINE} to the file that the engine's operator gives out"
        text = secret_file.read(file, what=what, mend=mend)
        try:
            first, *others = map(_read, text.split() or [""])
        except ValueError as error:
            raise WrongKey(f"no {what} in {file} ({type(error).__name__}): {mend}") from None
        return cls(*first, tuple(cls(*other) for other in others))

    def text(self) -> str:
        """As `load` reads it: a line for each, the one to write for first."""
        return "".join(f"{key.id}:{key.public}\n" for key in (self, *self.others))

    def of(self, name: str) -> str:
        """The public key of this id, or none."""
        return next((key.public for key in (self, *self.others) if key.id == name), "")

    @property
    def suite(self) -> Suite:
        """Of the key to write for."""
        return suite_of(self.public)

    def in_suite(self, suite: Suite) -> "EngineKey":
        """The one for which somebody with keys of this suite writes.  Raises `WrongKey`."""
        for key in (self, *self.others):
            if key.suite is suite:
                return key
        raise WrongKey(
            f"your key is of the suite {suite.name!r}, and the engine has none of it; take the newest file "
            f"of its public keys ({ENGINE}), or an identity of the suite {self.suite.name!r}"
        )


def suite_of(public: str) -> Suite:
    """Of a public key.  Raises `ValueError`."""
    return suites.of_public(base64.b64decode(public, validate=True))


@lru_cache(4096)
def _cipher(own: KeyStore, other: str) -> suites.Cipher:
    """Raises `ValueError` for what is no key of this suite."""
    suite = own.suite()
    if suite_of(other) is not suite:
        raise ValueError("a key of another suite")
    return suites.Cipher(suite.agreed(own.shared(base64.b64decode(other))))


def _read(line: str) -> tuple[str, str]:
    name, _, public = line.rpartition(":")
    _ = suite_of(public)
    return name, public
