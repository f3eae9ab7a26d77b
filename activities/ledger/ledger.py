"""The ledger: the engine's own record."""

from typing import ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

from activities.database import Books


class LedgerTable(SQLModel, registry=registry()):
    """Base of the ledger's tables: they share no database with the books of anybody else."""


class Ledger(Books):
    """The engine's books; nobody else opens them."""

    name: ClassVar[str] = "ledger"
    variable: ClassVar[str] = "ONEMATTER_LEDGER_URL"
    metadata: ClassVar[MetaData] = LedgerTable.metadata
