"""The working days by which cases are reckoned: as published, and as ordered since."""

from datetime import date

from temporalio import activity

from activities.database import Transaction
from activities.ledger import Ledger
from activities.ledger.cases import calendar_orders
from client.messages.officers.commands import Amendment
from matters.clock import calendar
from matters.clock.calendar import Calendar


class Calendars:
    """Keeps orders that bind cases to come."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @activity.defn
    def order_calendar(self, amendment: Amendment) -> Amendment:
        """Put an order on file; what comes back is on file under its number."""
        with self._ledger.transaction() as books:
            filed = calendar_orders.enter(
                books, number=amendment.number, amendment=amendment.model_dump_json()
            )
        return Amendment.model_validate_json(filed)


def in_force(books: Transaction, *, since: date) -> Calendar:
    """For a case that comes in on that day."""
    arranged = calendar.published(since)
    for order in map(Amendment.model_validate_json, calendar_orders.everything(books)):
        arranged = arranged.amended(holidays=order.holidays, workdays=order.workdays, until=order.until)
    return arranged
