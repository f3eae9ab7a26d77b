"""Which closed cases the archive has, and of which nothing personal is left here."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, exists, select, update
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable
from activities.ledger.lists.case_lines import LINES


class ArchivedCaseRow(LedgerTable, table=True):
    """That the archive has a package of a case, and the digest of its very bytes; when it was erased here."""

    __tablename__ = "archived_cases"

    case: str = Field(primary_key=True)
    sha256: str
    size: int
    archived_at: datetime = Field(sa_type=Timestamp)
    erased_at: datetime | None = Field(default=None, sa_type=Timestamp)


class ArchivedCase(NamedTuple):
    """See `ArchivedCaseRow`; `number` is that of the case (受理编号)."""

    case: str
    number: str
    closed_at: datetime
    sha256: str
    size: int
    archived_at: datetime
    erased_at: datetime | None


_ARCHIVED: Final = table_of(ArchivedCaseRow)
_CLOSED: Final = LINES.c.closed_at.is_not(None)
_SHOWN: Final = (
    *(LINES.c.case, LINES.c.number, LINES.c.closed_at),
    *(_ARCHIVED.c.sha256, _ARCHIVED.c.size, _ARCHIVED.c.archived_at, _ARCHIVED.c.erased_at),
)

_ENTER: Final = insert_new(_ARCHIVED)
_DUE: Final = (
    select(LINES.c.case)
    .where(_CLOSED, ~exists().where(_ARCHIVED.c.case == LINES.c.case))
    .order_by(LINES.c.closed_at)
)
_ALL: Final = (
    select(*_SHOWN)
    .select_from(LINES.join(_ARCHIVED, _ARCHIVED.c.case == LINES.c.case))
    .where(LINES.c.closed_at < bindparam("before"))
    .order_by(LINES.c.closed_at)
)
_ERASE: Final = update(_ARCHIVED).where(_ARCHIVED.c.case == bindparam("of"))


def enter(books: Transaction, row: ArchivedCaseRow) -> None:
    """The archive has it; a repeat changes nothing."""
    books.execute(_ENTER, row.model_dump())


def due(books: Transaction) -> list[str]:
    """Closed cases that the archive has not, the longest closed first."""
    return [*books.execute(_DUE).scalars()]


def closed_before(books: Transaction, before: datetime) -> Iterator[ArchivedCase]:
    """What the archive has, the longest closed first."""
    return (ArchivedCase(*row) for row in books.execute(_ALL, {"before": before}))


def erase(books: Transaction, case: str, *, at: datetime) -> None:
    """Note that nothing personal of it is left here."""
    books.execute(_ERASE.values(erased_at=at), {"of": case})
