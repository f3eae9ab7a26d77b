"""Signing in: the identity service's word that a person, or a firm, is at a platform just now.

A platform asks and says nothing of anybody's own without it, so it learns nothing of people who never came.
"""

import hashlib
from collections.abc import Callable
from typing import Final
from uuid import uuid4

from pydantic_core import to_json

from ..messages.message import Message
from .identity import Identity
from .said import at_platform, say

ENVIRONMENT: Final = "ONEMATTER_SIGN_IN"
"""Where a terminal has the word about whoever sits at it."""

LIFE: Final = 1800
"""Seconds; after that, somebody signs in again."""

SignIns = Callable[[str], str]
"""Where a platform keeps what the identity service has signed, by the key of whoever is signed in."""


class SignedIn(Message):
    """Who it is, by the key of the registers: an identity number, or a firm's unified code."""

    person: str


def sign_in(service: Identity, person: str, *, platform: str, at: float) -> str:
    """As the identity service signs it, for the account of a `platform`."""
    return say(
        service, _signed_in(person), to=at_platform(platform), command=str(uuid4()), at=at, life=LIFE
    ).word


def mark(person: str) -> str:
    """By which such a word names somebody."""
    return hashlib.sha256(to_json(_signed_in(person))).hexdigest()


def _signed_in(person: str) -> SignedIn:
    return SignedIn(person=person.strip().upper())
