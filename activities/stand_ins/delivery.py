"""Whoever delivers notices, as a stand-in: it keeps them, and what it keeps has arrived."""

from datetime import date
from typing import Final

from temporalio import activity

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
        return Handover(letter.mode, _arrival(letter) if letter.mode == ELECTRONIC else None)


def _arrival(letter: Letter) -> date:
    """The day on which it is in the system of whom it is for, which may be held up."""
    taken_at = activity.info().started_time if activity.in_activity() else letter.told_at
    return clock.day_in_china(max(letter.told_at, taken_at))
