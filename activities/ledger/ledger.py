"""The ledger: the engine's own record."""

from typing import ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import registry

from activities.database import Books, BookTable


class LedgerTable(BookTable, registry=registry()):
    """Base of the ledger's tables: they share no database with the books of anybody else.

    Values that only travel through are kept as the JSON of their message.
    """


class Ledger(Books):
    """The engine's books; nobody else opens them."""

    name: ClassVar[str] = "ledger"
    variable: ClassVar[str] = "ONEMATTER_LEDGER_URL"
    metadata: ClassVar[MetaData] = LedgerTable.metadata
