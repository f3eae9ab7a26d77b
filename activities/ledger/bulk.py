"""Many rows at once, by the quickest way that each database has."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table

from .ledger import Transaction


def fill(books: Transaction, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows, with values in the order of the table's columns."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    driver: Any = books.connection.driver_connection
    if books.dialect.name == "postgresql":
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        places = ", ".join("?" for _ in table.columns)
        driver.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({places})", rows)  # noqa: S608
