"""What the registers were told already, so that a repeat is known."""

from typing import Final

from sqlalchemy import bindparam, delete
from sqlmodel import Field

from activities.database import Transaction, insert_new, table_of

from .district import DistrictTable


class ToldRow(DistrictTable, table=True):
    """Something that the registers were told, an event or a datum, and have written down."""

    __tablename__ = "told"

    id: str = Field(primary_key=True)


_TOLD: Final = table_of(ToldRow)

_REMEMBER: Final = insert_new(_TOLD)
_FORGET: Final = delete(_TOLD).where(_TOLD.c.id == bindparam("telling"))


def remember(books: Transaction, telling: str) -> bool:
    """Whether something is told for the first time; who tells it meanwhile waits until it is written."""
    return books.execute(_REMEMBER, {"id": telling}).rowcount == 1


def forget(books: Transaction, telling: str) -> None:
    """Take it for untold: nothing was written."""
    books.execute(_FORGET, {"telling": telling})
