"""The record of reminders: who has ordered them, of what, and how many items that were."""

from datetime import datetime
from typing import Final

from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_or_replace, table_of
from activities.ledger.ledger import LedgerTable


class ReminderRow(LedgerTable, table=True):
    """An order that was carried out; `search` is its JSON, without anybody's number.

    Why it was given stands, encrypted, in the notices that have its id.
    """

    __tablename__ = "reminders"

    id: str = Field(primary_key=True)
    by: str
    at: datetime = Field(sa_type=Timestamp)
    search: str
    cases: int
    items: int


_ENTER: Final = insert_or_replace(table_of(ReminderRow))


def enter(books: Transaction, row: ReminderRow) -> None:
    """That it was carried out; a repeat finds as much as the first time, or less."""
    books.execute(_ENTER, row.model_dump())
