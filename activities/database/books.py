"""Books: one database, SQLite or PostgreSQL, behind short transactions."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, LargeBinary, MetaData, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlmodel import create_engine

from activities.errors import BooksUnreachable, OutdatedBooks, WrongBooksUrl

from .book_keys import BookKeys
from .data_keys import DataKeys, table_in
from .encryption import OPTION, Encrypted, require_own_keys

Transaction = Connection
"""An open transaction on the books, as the modules beside this one take it."""

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(20241)")
"""Workers that start together make the tables of a new database one after the other."""

BUSY_SECONDS = 30
"""How long a writer waits for another on SQLite before it gives up, to be retried."""


class Books:
    """An open database; its tables and indexes are made if they are missing.

    `name` is what the books are called in messages, `variable` the setting that names their database.
    """

    name: ClassVar[str]
    variable: ClassVar[str]
    metadata: ClassVar[MetaData]

    def __init__(self, url: str, keys: BookKeys | None = None) -> None:
        """Open the books at an SQLAlchemy URL, or the path of an SQLite file; else by the keys of this place.

        Raises `BooksUnreachable`, `OutdatedBooks`, `WrongBooksUrl`, `WrongBookKey`.
        """
        self.keys = keys or BookKeys()
        table_in(self.metadata)
        self._engine = self._open(f"sqlite:///{url}" if url and ":" not in url else url)
        # SQLite has writers ask again and again until it is their turn. Those of one process queue instead:
        # with 32 at a time, a transaction takes 0.3 ms and not 0.9, a quarter less of it the processor's.
        self._writing = Lock() if self._engine.dialect.name == "sqlite" else nullcontext()
        with self.opening() as books:
            if books.dialect.name == "postgresql":  # SQLite lets one in at a time anyway
                books.execute(_ONE_AT_A_TIME)
            self._furnish(books)
            require_own_keys(books)

    @contextmanager
    def opening(self) -> Generator[Transaction]:
        """A transaction before any work: if it fails, one line says of which database.

        Raises `BooksUnreachable`, `OutdatedBooks`, `WrongBooksUrl`: the file that is there is no database.
        """
        try:
            with self.transaction() as books:
                yield books
        except (DBAPIError, sqlite3.Error) as error:
            self.close()
            where = self._engine.url.render_as_string(hide_password=True)
            says = error.orig if isinstance(error, DBAPIError) else error
            if getattr(says, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
                raise WrongBooksUrl(
                    f"{self.variable} names a file that is no database ({where}); "
                    f"let it name the {self.name}, or a file that is not there yet"
                ) from error
            raise BooksUnreachable(
                f"the {self.name} at {where} does not open: {' '.join(str(says).split())}; "
                f"check {self.variable}, and that the database runs"
            ) from error
        except Exception:
            self.close()
            raise

    @contextmanager
    def transaction(self) -> Generator[Transaction]:
        """All of it or nothing: commits at the end, rolls back on any exception."""
        with self._writing, self._engine.begin() as connection:
            _begin(connection, "BEGIN IMMEDIATE")
            yield self._with_keys(connection)

    @contextmanager
    def reading(self) -> Generator[Transaction]:
        """Look only: waits for no writer, and no writer waits for it."""
        with self._engine.connect() as connection:
            _begin(connection, "BEGIN")
            yield self._with_keys(connection)

    def answers(self) -> bool:
        """Whether they can be read just now."""
        try:
            with self.reading() as books:
                books.execute(text("SELECT 1"))
        except (DBAPIError, sqlite3.Error):
            return False
        return True

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    def _furnish(self, books: Transaction) -> None:
        """Make what is missing.  Raises `OutdatedBooks`."""
        self.metadata.create_all(books)
        self._require_columns(books)
        for table in self.metadata.sorted_tables:
            for index in table.indexes:  # of a table that was there, `create_all` makes none
                index.create(books, checkfirst=True)

    def _with_keys(self, connection: Connection) -> Connection:
        return connection.execution_options(**{OPTION: DataKeys(self.keys, self.metadata)})

    def _require_columns(self, books: Transaction) -> None:
        """Raises `OutdatedBooks`: this release writes columns that tables from before do not have."""
        found = inspect(books).get_multi_columns()
        known = {
            (*table, column["name"]): column["type"] for table, columns in found.items() for column in columns
        }
        for table in self.metadata.sorted_tables:
            for column in table.columns:
                kind = known.get((table.schema, table.name, column.name))
                if kind is None:
                    raise self._outdated(f"has no {table.name}.{column.name}")
                if isinstance(column.type, Encrypted) and not isinstance(kind, LargeBinary):
                    raise self._outdated(f"does not encrypt {table.name}.{column.name}")

    def _outdated(self, lacks: str) -> OutdatedBooks:
        return OutdatedBooks(
            f"the {self.name} was made by another release: it {lacks}; "
            f"run the release that made it, or let {self.variable} name a new database"
        )

    def _open(self, url: str) -> Engine:
        try:
            parsed = make_url(url)
            if parsed.get_backend_name() == "sqlite":
                return self._sqlite(url, parsed.database)
            return create_engine(url, hide_parameters=True, pool_size=8, max_overflow=24, pool_pre_ping=True)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise WrongBooksUrl(
                f"{self.variable} names no database that can be opened; write "
                f"sqlite:///path/of/{self.name}.db or postgresql+psycopg://user:password@host/database"
            ) from error

    def _sqlite(self, url: str, path: str | None) -> Engine:
        if path:
            try:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise BooksUnreachable(f"the {self.name}'s folder cannot be made: {error}") from error
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _tune)
        return engine


def _tune(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say so, not where sqlite3 does
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin(connection: Connection, how: str) -> None:
    """A reader that turns writer in mid-transaction is refused at once; one that waits its turn is not.

    Not by an event of the engine's: if it has one, every statement of it takes half as long again.
    """
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.execute(how)
