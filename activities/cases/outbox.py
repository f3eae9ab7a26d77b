"""The outbox: what is on file as told, and has not been delivered yet."""

from collections.abc import Iterator, Sequence
from typing import Final

from activities.errors import UnknownServiceMode
from activities.ledger import Ledger
from activities.ledger.cases import notices, services
from activities.ledger.cases.services import Service
from activities.ports.delivery import Delivery, Handover, Letter
from activities.signs_of_life import alive
from matters.definitions import law

PAGE: Final = 100
"""Notices between two signs of life."""

MODES: Final = tuple(mode.code for mode in law.SERVICE_MODES)


class Outbox:
    """A notice is in it from the transaction that enters it until somebody has taken it on its way."""

    def __init__(self, ledger: Ledger, delivery: Delivery) -> None:
        self._ledger = ledger
        self._delivery = delivery

    def hand_out(self, case: str) -> None:
        """Everything about a case. Whoever dies in between leaves it there, and delivery knows its keys."""
        with self._ledger.reading() as books:
            waiting = notices.undelivered(books, case)
        self._deliver(waiting)

    def sweep(self) -> Iterator[None]:
        """Hand out whatever anybody has left there; yields between pages, for signs of life."""
        while True:
            with self._ledger.reading() as books:
                waiting = notices.left_over(books, size=PAGE)
            self._deliver(waiting)
            if len(waiting) < PAGE:
                return
            yield

    def _deliver(self, waiting: Sequence[Letter]) -> None:
        """One after the other; what was taken before a fault leaves the outbox."""
        taken: list[str] = []
        served: list[Service] = []
        try:
            for letter in waiting:
                with alive():
                    handover = self._delivery.deliver(letter)
                if letter.mode:
                    served.append(_served(letter.key, handover))
                taken.append(letter.key)
        finally:
            if taken:
                with self._ledger.transaction() as books:
                    notices.delivered(books, taken)
                    services.serve(books, served)


def _served(key: str, handover: Handover) -> Service:
    """Raises `UnknownServiceMode`, and leaves the letter in the outbox: nobody could read how it went."""
    if handover.mode not in MODES:
        raise UnknownServiceMode(
            f"delivery says that {key} went by {handover.mode!r}; let it answer one of: {', '.join(MODES)}"
        )
    return Service(key=key, mode=handover.mode, served_on=handover.served_on)
