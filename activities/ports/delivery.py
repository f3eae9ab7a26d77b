"""The contract with whoever delivers notices: text messages, post, the inbox of an office."""

from abc import ABC, abstractmethod
from datetime import datetime
from typing import NamedTuple


class Letter(NamedTuple):
    """A notice as it is on file; `case` is what it is about, `item` is empty for the whole of it.

    `addressee` is a part that somebody plays there, such as the applicant: who that is, and how to be
    reached, is for whoever delivers to look up.
    """

    key: str
    case: str
    addressee: str
    item: str
    kind: str
    says: str
    told_at: datetime


class Delivery(ABC):
    """Called when the notice is on file already, on the engine's queue and from several threads at once."""

    @abstractmethod
    def deliver(self, letter: Letter) -> None:
        """Take a notice on its way.

        The same `key` is the same notice: a repeat changes nothing. Return only when it is kept; after an
        exception it stays in the outbox, and comes again until it is taken. A few seconds at most: the case
        that tells it goes on meanwhile, but does not end before.
        """
