"""The answer to a question that is not the asker's to ask; how the engine knows what others have written."""

from typing import Final

from ..messages.message import Message

REFUSED: Final = b"binary/refused"
"""The encoding of what stands in the place of a payload that could not be opened."""

OUTSIDE: Final = "outside"
"""In the metadata of what the engine reads: somebody else has written it."""

QUESTION: Final = "question"
"""In the headers of a step, and in the metadata of its answer: which question of its run that is to."""


class Refusal(Message):
    """`failure` is the name of the error that the asker gets."""

    failure: str
    says: str
