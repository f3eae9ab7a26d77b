"""The working days by which everything is counted: as published, and as ordered since."""

from datetime import date
from typing import Final

from sqlalchemy import bindparam, select
from sqlmodel import Field

from activities.database import Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable
from client.messages.officers.commands import Amendment
from matters import clock
from matters.clock import Due, Term, calendar
from matters.clock.calendar import Calendar
from matters.language import Limit


class CalendarOrderRow(LedgerTable, table=True):
    """An order under its own number (文号); `amendment` is the JSON of what it says."""

    __tablename__ = "calendar_orders"

    number: str = Field(primary_key=True)
    place: int
    amendment: str


_ORDERS: Final = table_of(CalendarOrderRow)

_ENTER: Final = insert_new(_ORDERS)
_ALL: Final = select(_ORDERS.c.amendment).order_by(_ORDERS.c.place)
_FOUND: Final = select(_ORDERS.c.amendment).where(_ORDERS.c.number == bindparam("of"))


def enter(books: Transaction, *, number: str, amendment: str) -> str:
    """Enter an order behind the others; the first one of a number stays, and is what comes back."""
    place = len(everything(books))
    books.execute(_ENTER, {"number": number, "place": place, "amendment": amendment})
    return str(books.execute(_FOUND, {"of": number}).scalar_one())


def find(books: Transaction, number: str) -> str | None:
    """That of a number."""
    found = books.execute(_FOUND, {"of": number}).scalar_one_or_none()
    return None if found is None else str(found)


def everything(books: Transaction) -> list[str]:
    """All orders in which they were given, as JSON."""
    return list(books.execute(_ALL).scalars())


def in_force(books: Transaction, *, since: date) -> Calendar:
    """For whatever begins on that day: nothing of the engine counts by what is published alone."""
    arranged = calendar.published(since)
    for order in map(Amendment.model_validate_json, everything(books)):
        arranged = arranged.amended(holidays=order.holidays, workdays=order.workdays, until=order.until)
    return arranged


def last_day(books: Transaction, within: Limit, *, since: date) -> Due:
    """Of a time that begins on that day."""
    return clock.due(since, Term.of(within), in_force(books, since=since))
