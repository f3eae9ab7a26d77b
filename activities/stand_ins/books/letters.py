"""Letters that were delivered."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, select
from sqlmodel import Field

from activities.database import Encrypted, Timestamp, Transaction, insert_new, table_of
from activities.database.encryption import case_owner, encrypted
from activities.ports.delivery import Letter

from .district import DistrictTable


class LetterRow(DistrictTable, table=True):
    """A notice that was delivered."""

    __tablename__ = "letters"

    key: str = Field(primary_key=True)
    case: str = Field(index=True)
    addressee: str
    item: str
    kind: str
    says: str = Field(sa_type=Encrypted)
    told_at: datetime = Field(sa_type=Timestamp)


_LETTERS: Final = table_of(LetterRow)

_ENTER: Final = insert_new(_LETTERS)
_ABOUT: Final = select(_LETTERS.c.key).where(_LETTERS.c.case == bindparam("case")).order_by(_LETTERS.c.key)
_TWICE: Final = (
    select(_LETTERS.c.case)
    .group_by(_LETTERS.c.case, _LETTERS.c.addressee, _LETTERS.c.item, _LETTERS.c.kind)
    .having(func.count() > 1)
    .order_by(_LETTERS.c.case)
)


def enter(books: Transaction, letter: Letter) -> None:
    """Keep a letter; the same key is the same letter."""
    kept = letter._asdict()
    del kept["mode"], kept["party"]  # they do not matter to whoever reads them here
    books.execute(_ENTER, encrypted(books, _LETTERS, kept, owner=case_owner(letter.case)))


def twice(books: Transaction) -> list[str]:
    """The cases of which somebody was told something of an item more than once."""
    return list(books.execute(_TWICE).scalars())


def about(books: Transaction, case: str) -> list[str]:
    """The keys of all letters about a case."""
    return list(books.execute(_ABOUT, {"case": case}).scalars())
