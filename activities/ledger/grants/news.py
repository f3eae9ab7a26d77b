"""How much news of somebody the ledger has taken in: what registers said before it may not hold any more."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from activities.database import Key, Transaction, table_of
from activities.ledger.ledger import LedgerTable


class NewsRow(LedgerTable, table=True):
    """How many events and data of somebody have been acted upon."""

    __tablename__ = "news"

    person: str = Field(primary_key=True, sa_type=Key)
    times: int


_NEWS: Final = table_of(NewsRow)

_TIMES: Final = select(_NEWS.c.person, _NEWS.c.times).where(
    _NEWS.c.person.in_(bindparam("people", expanding=True))
)
_NOTE: Final = insert(_NEWS).on_conflict_do_update(
    index_elements=_NEWS.primary_key.columns, set_={"times": _NEWS.c.times + 1}
)


def times(books: Transaction, people: Iterable[str]) -> dict[str, int]:
    """How much there is of these; who is not in it has none."""
    return dict(books.execute(_TIMES, {"people": sorted(people)}).all())


def note(books: Transaction, people: Iterable[str]) -> None:
    """There is news of these; to be said in the transaction that acts upon it."""
    books.execute(_NOTE, [{"person": person, "times": 1} for person in sorted(people)])
