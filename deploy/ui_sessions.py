"""Who reads in the Temporal UI: an operator, whose signed word is the path by which his UI asks."""

import hashlib
import time
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from pydantic_core import to_json

from client.errors import NotProven
from client.messages.message import Nothing
from client.trust.actor import Directory, Role
from client.trust.identity import Identity
from client.trust.proof import prove
from client.trust.said import say

PURPOSE: Final = "temporal-ui#read"
LIFE: Final = 30 * 86_400
"""Seconds. The server is told once where its UI asks; whoever lets it run for longer starts it anew."""

_NOTHING: Final = Nothing()
_DIGEST: Final = hashlib.sha256(to_json(_NOTHING)).hexdigest()


def sign_in(operator: Identity) -> str:
    """The path by which an operator's UI asks."""
    return say(operator, _NOTHING, to=PURPOSE, command=str(uuid4()), at=time.time(), life=LIFE).word


def reader(path: str, directory: Directory) -> str:
    """The account of whoever asks by it.  Raises `NotProven`."""
    claims = prove(path, digest=_DIGEST, to=PURPOSE, at=datetime.now(UTC), directory=directory)
    if claims.speaker.role is not Role.OPERATOR:
        raise NotProven(f"{claims.speaker.role} {claims.speaker.actor} is no operator; have one look")
    return claims.speaker.actor
