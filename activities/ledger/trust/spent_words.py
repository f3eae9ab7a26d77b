"""Words that were said and carried out, by a mark: kept until whoever has captured one can say it no more."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, delete, select
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable

KEPT: Final = timedelta(days=3)
"""Far longer than a word counts: what was begun in time is perhaps looked at only when a worker is back."""


class SpentWordRow(LedgerTable, table=True):
    """A `mark` that names nobody, and by what it is spent: a run, or what was said under this mark."""

    __tablename__ = "spent_words"

    mark: str = Field(primary_key=True)
    by: str
    kept_until: datetime = Field(sa_type=Timestamp, index=True)


_SPENT: Final = table_of(SpentWordRow)

_ENTER: Final = insert_new(_SPENT)
_BY: Final = select(_SPENT.c.by).where(_SPENT.c.mark == bindparam("of"))
_DROP_OVER: Final = delete(_SPENT).where(_SPENT.c.kept_until < bindparam("at"))


def spend(books: Transaction, mark: str, *, by: str, at: datetime) -> str | None:
    """Enter that it is spent. By what it was before, if it was."""
    row = {"mark": mark, "by": by, "kept_until": at + KEPT}
    if books.execute(_ENTER, row).rowcount == 1:
        return None
    return str(books.execute(_BY, {"of": mark}).scalar_one())


def drop_over(books: Transaction, *, at: datetime) -> None:
    """Forget those whose time is over."""
    books.execute(_DROP_OVER, {"at": at})
