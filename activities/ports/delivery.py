"""The contract with whoever delivers notices: text messages, post, the inbox of an office."""

from abc import ABC, abstractmethod
from datetime import date, datetime
from typing import NamedTuple


class Letter(NamedTuple):
    """A notice as it is on file; `case` is what it is about, `item` is empty for the whole of it.

    `addressee` is a part that somebody plays there: `applicant`, `department`, `supervisor`,
    `interested-party` or `payee`. A payee is known by his key in the population register, which stands in
    `item`; what he is told goes to the contact that was held before. Else the engine tells no name and no
    number: who filed `case` is in the books of the platform that submitted it, under the same id, whose
    department `item` is in the definition, and supervisors are in the office's own list. An
    `interested-party` is in that of the department of `item`, under the reference `party`.
    `mode` is how it is to be served, a code of `law.SERVICE_MODES`; empty for what goes to an office.
    """

    key: str
    case: str
    addressee: str
    item: str
    kind: str
    says: str
    told_at: datetime
    mode: str = ""
    party: str | None = None


class Handover(NamedTuple):
    """What became of a letter: by which mode it went, and the day on which that served it, if it did yet.

    `mode` is one of `law.SERVICE_MODES`, too, and need not be the one that the letter asked for; a letter
    without `mode` is not served by law, and is answered by `Handover("")`.

    `served_on` is a day in China, not of UTC. An electronic message is served when it is in the addressee's
    system; a parcel that was handed to a carrier is not: the day of its return receipt is told later
    (`client.Officer.serve`).
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
        Two seconds are much, 20 the end: the letters of one moment are handed over one after the other, and
        their case does not end before.
        """
