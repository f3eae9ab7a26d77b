"""The ledger: the engine's own record."""

from typing import ClassVar, Final

from sqlalchemy import MetaData, insert, inspect, select
from sqlalchemy.orm import registry
from sqlmodel import Field

from activities.database import Books, BookTable, Transaction, table_of
from activities.errors import ForeignLedger, OutdatedBooks

SHAPE: Final = "0015"
"""The tables of this release, as the last step in `migrations` leaves them."""

SHOWN: Final = 3
"""Of tables that are not ours."""

READABLE_BY: Final = "0001"
"""The oldest release whose workers go on beside those of this one: no step since has taken anything away."""


class LedgerTable(BookTable, registry=registry()):
    """Base of the ledger's tables: they share no database with the books of anybody else.

    Values that only travel through are kept as the JSON of their message.
    """


class ShapeRow(LedgerTable, table=True):
    """The one row of its table: the step taken last, where Alembic notes it, and who can live with it."""

    __tablename__ = "alembic_version"

    version_num: str = Field(primary_key=True)
    readable_by: str = Field(sa_column_kwargs={"server_default": "0001"})


SHAPES: Final = table_of(ShapeRow)

_FIND: Final = select(SHAPES.c.version_num, SHAPES.c.readable_by)
_ENTER: Final = insert(SHAPES).values(version_num=SHAPE, readable_by=READABLE_BY)


class Ledger(Books):
    """The engine's books; nobody else opens them. A new one is made, another release's is not altered."""

    name: ClassVar[str] = "ledger"
    variable: ClassVar[str] = "ONEMATTER_LEDGER_URL"
    metadata: ClassVar[MetaData] = LedgerTable.metadata

    def _furnish(self, books: Transaction) -> None:
        """Raises `ForeignLedger`, or `OutdatedBooks`: not of a release that can live with this one."""
        if self.metadata.tables.keys().isdisjoint(found := inspect(books).get_table_names()):
            if found:
                raise ForeignLedger(
                    f"the database that {self.variable} names has tables of somebody else "
                    f"({', '.join(sorted(found)[:SHOWN])}); let it name the ledger, or an empty database"
                )
            super()._furnish(books)
            books.execute(_ENTER)
        taken, readable_by = self._shape(books)
        if taken < SHAPE:
            raise OutdatedBooks(
                f"the ledger has the tables of an earlier release ({taken or 'unnoted'}, and not {SHAPE}); "
                "back it up, and call: onematter ops migrate"
            )
        if readable_by > SHAPE:
            raise OutdatedBooks(
                f"the ledger has the tables of a later release ({taken}), and this is {SHAPE}; "
                f"run a release of {readable_by} or later, or let {self.variable} name another ledger"
            )

    def _shape(self, books: Transaction) -> tuple[str, str]:
        """The last step that was taken, and the oldest release that can live with it, if any is noted."""
        noted = inspect(books).has_table(SHAPES.name) and books.execute(_FIND).first()
        return (noted.version_num, noted.readable_by) if noted else ("", "")
