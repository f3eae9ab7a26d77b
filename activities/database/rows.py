"""Tables of row classes, and rows whose key may be taken.

The clause is PostgreSQL's; SQLite has taken it over, and SQLAlchemy writes it for both of them.
"""

from typing import ClassVar

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlmodel import SQLModel


class BookTable(SQLModel):
    """Base of the tables of any books: each names its table."""

    __tablename__: ClassVar[str]  # pyright: ignore[reportIncompatibleVariableOverride]


def table_of(row: type[BookTable]) -> Table:
    """The table that holds such rows."""
    return row.metadata.tables[row.__tablename__]


def insert_new(table: Table) -> Insert:
    """Insert a row; if its key is taken, nothing changes, and `rowcount` is 0."""
    return insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def insert_or_replace(table: Table) -> Insert:
    """Insert a row in place of the one with its key."""
    new = insert(table)
    others = {column.name: new.excluded[column.name] for column in table.columns if not column.primary_key}
    return new.on_conflict_do_update(index_elements=table.primary_key.columns, set_=others)
