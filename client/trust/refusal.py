"""The answer to a question that is not the asker's to ask."""

from ..messages.message import Message


class Refusal(Message):
    """`failure` is the name of the error that the asker gets."""

    failure: str
    says: str
