"""What the engine tells a platform at its own address, and how that is proved."""

import hashlib
from datetime import UTC, datetime
from typing import Final

from pydantic import ValidationError

from ..errors import NotProven, OtherEdition
from ..messages.lists.event import CaseEvent
from ..messages.message import Message, reading_on
from ..trust.actor import Directory
from ..trust.proof import prove

WORD: Final = "Onematter-Word"
"""The header that has the engine's signature."""


class _CloudEvent(Message):
    data: CaseEvent


def read_event(body: bytes, word: str, *, url: str, directory: Directory) -> CaseEvent:
    """An event that was posted to `url`, with the header `Onematter-Word`, signed by a key of the engine.

    Answer with 2xx once it is kept; it may come again. Raises `NotProven`, `OtherEdition`.
    """
    claims = prove(
        word, digest=hashlib.sha256(body).hexdigest(), to=url, at=datetime.now(UTC), directory=directory
    )
    try:
        with reading_on():
            event = _CloudEvent.model_validate_json(body).data
    except ValidationError:
        raise OtherEdition("this edition cannot read the event; install its onematter-client") from None
    if claims.jti != str(event.position):
        raise NotProven("the word is about another event; take the header that came with it")
    return event
