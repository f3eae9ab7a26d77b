"""The outbox: what is on file as told, and has not been delivered yet."""

from collections.abc import Iterator
from typing import Final

from activities.ledger import Ledger, NoticeRow
from activities.ledger.cases import notices
from activities.ports.delivery import Delivery, Letter

PAGE: Final = 100
"""Notices between two signs of life."""


class Outbox:
    """A notice is in it from the transaction that enters it until somebody has taken it on its way."""

    def __init__(self, ledger: Ledger, delivery: Delivery) -> None:
        self._ledger = ledger
        self._delivery = delivery

    def hand_out(self, case: str) -> None:
        """Everything about a case. Whoever dies in between leaves it there, and delivery knows its keys."""
        with self._ledger.reading() as books:
            waiting = notices.undelivered(books, case)
        for notice in waiting:
            self._deliver(notice)

    def sweep(self) -> Iterator[None]:
        """Hand out whatever anybody has left there; yields between pages, for signs of life."""
        while True:
            with self._ledger.reading() as books:
                waiting = notices.left_over(books, size=PAGE)
            for notice in waiting:
                self._deliver(notice)
            if len(waiting) < PAGE:
                return
            yield

    def _deliver(self, notice: NoticeRow) -> None:
        self._delivery.deliver(Letter(**notice.model_dump()))
        with self._ledger.transaction() as books:
            notices.delivered(books, notice.key)
