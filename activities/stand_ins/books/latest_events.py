"""When the latest of each kind happened that a register holds of somebody."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlmodel import Field

from activities.database import Key, Timestamp, Transaction, insert_or_replace, table_of

from .district import DistrictTable


class LatestEventRow(DistrictTable, table=True):
    """Of events `about` one thing: a life, a residence, a work, a card."""

    __tablename__ = "latest_events"

    person: str = Field(primary_key=True, sa_type=Key)
    about: str = Field(primary_key=True)
    happened_at: datetime = Field(sa_type=Timestamp)


_LATEST: Final = table_of(LatestEventRow)

_FIND: Final = select(_LATEST.c.happened_at).where(
    _LATEST.c.person == bindparam("of"), _LATEST.c.about == bindparam("kind")
)
_ENTER: Final = insert_or_replace(_LATEST)


def find(books: Transaction, person: str, about: str) -> datetime | None:
    """When it happened; nothing if none has said when."""
    return books.execute(_FIND, {"of": person, "kind": about}).scalar_one_or_none()


def enter(books: Transaction, person: str, about: str, happened_at: datetime) -> None:
    """Of those about one thing, one that happened then is the latest."""
    books.execute(_ENTER, {"person": person, "about": about, "happened_at": happened_at})
