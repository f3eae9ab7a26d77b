"""The contract with whoever delivers notices: text messages, post, the inbox of an office."""

from abc import ABC, abstractmethod
from datetime import date, datetime
from typing import NamedTuple


class Letter(NamedTuple):
    """A notice as it is on file; `case` is what it is about, `item` is empty for the whole of it.

    `addressee` is a part that somebody plays there, such as the applicant: who that is, and how to be
    reached, is for whoever delivers to look up. `mode` is how it is to be served (`law.SERVICE_MODES`), empty
    for what goes to an office.
    """

    key: str
    case: str
    addressee: str
    item: str
    kind: str
    says: str
    told_at: datetime
    mode: str = ""


class Handover(NamedTuple):
    """What became of a letter: by which mode it went, and the day on which that served it, if it did yet.

    An electronic message is served when it is in the addressee's system; a parcel that was handed to a
    carrier is not: the day of its return receipt is told later (`client.Officer.serve`).
    """

    mode: str
    served_on: date | None = None


class Delivery(ABC):
    """Called when the notice is on file already, on the engine's queue and from several threads at once."""

    @abstractmethod
    def deliver(self, letter: Letter) -> Handover:
        """Take a notice on its way.

        The same `key` is the same notice: a repeat changes nothing, and is answered as the first was. Return
        only when it is kept; after an exception it stays in the outbox, and comes again until it is taken.
        A few seconds at most: the case that tells it goes on meanwhile, but does not end before.
        """
