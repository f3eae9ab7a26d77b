"""The outbox: what is on file as told, and has not been delivered yet."""

from activities.ledger import Ledger
from activities.ledger.cases import notices
from activities.ports.delivery import Delivery, Letter


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
            self._delivery.deliver(Letter(**notice.model_dump()))
            with self._ledger.transaction() as books:
                notices.delivered(books, notice.key)
