"""Those who may speak to the engine, as the directory knows them."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ..messages.message import Message


class Role(StrEnum):
    """In which somebody speaks. `HEAD` is a head of a department's body, `DEPARTMENT` its system.

    The identity service tells platforms who has signed in.
    """

    PLATFORM = "platform"
    OFFICER = "officer"
    HEAD = "head"
    DEPARTMENT = "department"
    SUPERVISOR = "supervisor"
    CASHIER = "cashier"
    REGISTER = "register"
    CAMPAIGN_OFFICER = "campaign-officer"
    OPERATOR = "operator"
    IDENTITY_SERVICE = "identity-service"
    ENGINE = "engine"


class Speaker(Message):
    """Who says something. `actor` is an account; two accounts of one natural person have one `person`."""

    actor: str
    role: Role
    department: str = ""
    person: str


def plain_account(actor: str) -> str:
    """However it is written: accounts that look alike are one natural person's."""
    folded = unicodedata.normalize("NFKC", actor).casefold()
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] not in "CZ")


class ActorKey(Message):
    """A key of the directory: whose, since when and until when.

    `verifies` is the public key, base64; by `seals` the engine writes to a department.
    """

    kid: str
    verifies: str
    seals: str = ""
    speaker: Speaker
    since: datetime
    until: datetime | None = None
    revoked_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it counts at that moment."""
        return self.since <= at and all(end is None or at < end for end in (self.until, self.revoked_at))


@dataclass(frozen=True)
class KeysAtHand:
    """Some keys of a directory, as they were once."""

    keys: tuple[ActorKey, ...]

    def find(self, kid: str) -> ActorKey | None:
        """See `Directory`."""
        return next((key for key in self.keys if key.kid == kid), None)


class Directory(Protocol):
    """Whoever knows the keys of all actors."""

    def find(self, kid: str) -> ActorKey | None:
        """The key of this id, also one that holds no more."""
        ...
