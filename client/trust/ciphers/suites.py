"""The suites that there are. A key says by its form of which one it is, and a message is never asked.

Which one new keys are of says `ONEMATTER_SUITE`; keys that are there go on, and so does what was signed,
sealed or written with them. So a directory, a ring and books may hold keys of both while one changes over.
"""

import os
from typing import Final

from cryptography.exceptions import InvalidTag

from ...errors import WrongSettings
from .chinese import Chinese
from .international import International
from .suite import Suite

ENVIRONMENT: Final = "ONEMATTER_SUITE"

_NONCE: Final = 12
"""Bytes."""

INTERNATIONAL: Final = International()
SUITES: Final[tuple[Suite, ...]] = (INTERNATIONAL, Chinese())


def named(name: str) -> Suite:
    """Of this name; what says none is from before there were two.  Raises `WrongSettings`."""
    for suite in SUITES:
        if (name or INTERNATIONAL.name) == suite.name:
            return suite
    known = ", ".join(suite.name for suite in SUITES)
    raise WrongSettings(f"there is no suite {name!r}; let {ENVIRONMENT} be one of: {known}")


def configured() -> Suite:
    """Of which new keys are.  Raises `WrongSettings`."""
    return named(os.environ.get(ENVIRONMENT, ""))


def of_public(key: bytes) -> Suite:
    """Of a key by which somebody is proved, or written to.  Raises `ValueError`."""
    return _by_length(key, {suite.public_bytes: suite for suite in SUITES})


def of_secret(key: bytes) -> Suite:
    """Of a key by which something is encrypted.  Raises `ValueError`."""
    return _by_length(key, {suite.secret_bytes: suite for suite in SUITES})


class Cipher:
    """By one secret key; each text has a nonce of its own, which stands before it."""

    def __init__(self, secret: bytes) -> None:
        """Raises `ValueError` for what is no key."""
        self._aead = of_secret(secret).aead(secret)

    def close(self, plain: bytes, about: bytes) -> bytes:
        """What opens with the same key `about` the same alone."""
        nonce = os.urandom(_NONCE)
        return nonce + self._aead.encrypt(nonce, plain, about)

    def open(self, closed: bytes, about: bytes) -> bytes:
        """Raises `ValueError`: it was closed with another key, about something else, or was changed."""
        try:
            return self._aead.decrypt(closed[:_NONCE], closed[_NONCE:], about)
        except InvalidTag:
            raise ValueError("closed with another key, about something else, or changed") from None


def _by_length(key: bytes, suites: dict[int, Suite]) -> Suite:
    if len(key) not in suites:
        raise ValueError("a key has another length than those of any suite")
    return suites[len(key)]
