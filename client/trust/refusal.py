"""The answer to a question that is not the asker's to ask; how the engine knows what others have written."""

from typing import Final

from temporalio.api.common.v1 import Payload

from ..messages.message import Message

REFUSED: Final = b"binary/refused"
"""The encoding of what stands in the place of a payload that could not be opened."""

OUTSIDE: Final = "outside"
"""In the metadata of what the engine reads: somebody else has written it."""

QUESTION: Final = "question"
"""In the headers of a step, and in the metadata of its answer: which question of its run that is to."""


def is_own(payload: Payload) -> bool:
    """Whether the engine has written what a run of it reads."""
    return OUTSIDE not in payload.metadata and payload.metadata.get("encoding") != REFUSED


class Refusal(Message):
    """`failure` is the name of the error that the asker gets."""

    failure: str
    says: str
