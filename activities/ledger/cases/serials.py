"""Serial numbers, without gaps that a crash could tear into two cases with one number."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from activities.database import Transaction, table_of
from activities.ledger.ledger import LedgerTable


class SerialRow(LedgerTable, table=True):
    """The last serial number given on a day under one prefix."""

    __tablename__ = "serials"

    prefix: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    last: int


_SERIALS: Final = table_of(SerialRow)

_MORE: Final = insert(_SERIALS)
_NEXT: Final = _MORE.on_conflict_do_update(
    index_elements=_SERIALS.primary_key.columns,
    set_={_SERIALS.c.last: _SERIALS.c.last + _MORE.excluded.last},
).returning(_SERIALS.c.prefix, _SERIALS.c.last)
_RAISE: Final = (
    insert(_SERIALS)
    .on_conflict_do_update(
        index_elements=_SERIALS.primary_key.columns,
        set_={_SERIALS.c.last: insert(_SERIALS).excluded.last},
        where=_SERIALS.c.last < insert(_SERIALS).excluded.last,
    )
    .execution_options(preserve_rowcount=True)
)


def raise_to(books: Transaction, *, prefix: str, day: str, least: int) -> bool:
    """Let no number up to `least` be given again; whether that was to be feared."""
    return bool(books.execute(_RAISE, {"prefix": prefix, "day": day, "last": least}).rowcount)


def following(books: Transaction, *, prefixes: Iterable[str], day: str) -> Mapping[str, int]:
    """The next number under each prefix on `day`, counted from 1; taken back if the transaction fails.

    Under a prefix that is named several times, so many follow one another.
    """
    asked = Counter(prefixes)
    rows = [{"prefix": prefix, "day": day, "last": asked[prefix]} for prefix in sorted(asked)]
    given = books.execute(_NEXT, rows) if rows else ()
    return {prefix: last - asked[prefix] + 1 for prefix, last in given}
