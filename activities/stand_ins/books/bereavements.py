"""Whose guardian somebody was who has died, for the case that he lives."""

from typing import Final

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import Field

from activities.database import Key, Transaction, insert_new, table_of

from .district import DistrictTable
from .population import PERSONS


class BereavementRow(DistrictTable, table=True):
    """A child, and the guardian whom it has lost."""

    __tablename__ = "bereavements"

    child: str = Field(primary_key=True, sa_type=Key)
    guardian: str = Field(primary_key=True, index=True, sa_type=Key)


_BEREAVEMENTS: Final = table_of(BereavementRow)
_HIS: Final = PERSONS.c.guardian == bindparam("of")
_LOST: Final = _BEREAVEMENTS.c.guardian == bindparam("of")

_KEEP: Final = insert_new(_BEREAVEMENTS).from_select(
    ["child", "guardian"], select(PERSONS.c.key, PERSONS.c.guardian).where(_HIS)
)
_BEREAVE: Final = update(PERSONS).where(_HIS).values(guardian=None)
_RESTORE: Final = (
    update(PERSONS)
    .where(PERSONS.c.guardian.is_(None), PERSONS.c.key.in_(select(_BEREAVEMENTS.c.child).where(_LOST)))
    .values(guardian=bindparam("of"))
)
_FORGET: Final = delete(_BEREAVEMENTS).where(_LOST)


def bereave(books: Transaction, guardian: str) -> None:
    """The children of somebody who has died need another guardian."""
    books.execute(_KEEP, {"of": guardian})
    books.execute(_BEREAVE, {"of": guardian})


def undo(books: Transaction, guardian: str) -> None:
    """He lives: those who have found no other have him again."""
    books.execute(_RESTORE, {"of": guardian})
    books.execute(_FORGET, {"of": guardian})
