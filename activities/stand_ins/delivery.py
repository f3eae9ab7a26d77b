"""Whoever delivers notices, as a stand-in: it keeps them, and what it keeps has arrived."""

from typing import Final

from activities.ports.delivery import Delivery, Handover, Letter
from activities.stand_ins.books import District, letters
from matters import clock

ELECTRONIC: Final = "electronic"


class PostStandIn(Delivery):
    """Keeps every letter once. What goes by post is on its way for good: nobody brings the receipt back."""

    def __init__(self, district: District) -> None:
        self._district = district

    def deliver(self, letter: Letter) -> Handover:
        """See `Delivery.deliver`."""
        with self._district.transaction() as books:
            letters.enter(books, letter)
        arrived = clock.day_in_china(letter.told_at) if letter.mode == ELECTRONIC else None
        return Handover(letter.mode, arrived)
