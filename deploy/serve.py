"""`make serve`: an engine in `var/`, until Ctrl-C. What is under way then goes on at the next start."""

import asyncio
import fcntl
import os
import signal
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from activities.database import BookKeys
from activities.ledger import Ledger
from activities.ledger.migrations import MigratedLedger
from activities.soundness import require_proof
from client import names
from client.transport.ring_of_keys import ENVIRONMENT, KeyRing
from deploy import demonstration, engine
from deploy.engine import Engine, WorkerFault
from deploy.faults import OperatorFault, told
from deploy.process import keep_private
from deploy.server import ServerFault
from worker import Settings

VAR: Final = Path("var")
PORT: Final = 7233
UI_PORT: Final = 8233

TRY: Final = "deploy/cases/newborn-married-with-mother.json"

console = Console(highlight=False)


class ServeSettings(Settings):
    """Those of the worker, and which ports to use; the ledger is that of `make serve` by default."""

    ledger_url: str = f"sqlite:///{VAR / 'ledger.db'}"
    port: int = PORT
    ui_port: int = UI_PORT


@contextmanager
def own_ledger() -> Generator[Ledger]:
    """That of this folder, for a command that works on it while others do; a fault is told in one line."""
    with told():
        settings = ServeSettings()
        ledger = Ledger(settings.ledger_url, BookKeys(settings.book_keys))
        try:
            yield ledger
        finally:
            ledger.close()


class AlreadyRunning(OperatorFault):
    """Another `make serve` of this checkout holds the state."""


async def serve() -> None:
    """Run until cancelled, or until server or worker end by themselves."""
    if task := asyncio.current_task():  # Ctrl-C cancels it likewise
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    given = os.environ.get(ENVIRONMENT)
    settings = ServeSettings()
    with only_one(VAR):
        require_proof()
        console.print("starting …")
        MigratedLedger(settings.ledger_url, BookKeys(settings.book_keys)).close()
        async with engine.running(
            VAR,
            port=settings.port,
            ui_port=settings.ui_port,
            keys=KeyRing.parse(given) if given else None,
            ledger_url=settings.ledger_url,
            district_url=settings.district_url,
        ) as running:
            demonstration.record_births_as_filed(running.district)
            console.print(_addresses(running))
            await _end_of_either(running)


@contextmanager
def only_one(folder: Path) -> Generator[None]:
    """Hold the folder's state; the lock falls with the process.  Raises `AlreadyRunning`."""
    keep_private(folder)
    with (folder / "serve.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise AlreadyRunning(
                f"`make serve` already runs here (process {lock.read().strip() or 'unknown'}); "
                "use that one, or end it with Ctrl-C where it runs"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


async def _end_of_either(running: Engine) -> None:
    worker = asyncio.create_task(running.worker.wait())
    temporal = asyncio.create_task(running.server.process.wait())
    await asyncio.wait((worker, temporal), return_when=asyncio.FIRST_COMPLETED)
    if worker.done():
        raise WorkerFault(f"the worker has ended (exit {worker.result()}); see the end of {running.log}")
    raise ServerFault(f"the Temporal server has ended (exit {temporal.result()}); call again")


def _addresses(running: Engine) -> Table:
    table = Table("what", "where", title="one-matter runs; Ctrl-C ends it")
    table.add_row("Temporal UI", f"{running.server.ui}/namespaces/{names.NAMESPACE}/workflows")
    table.add_row("for clients", f"{running.server.address}, namespace {names.NAMESPACE}")
    table.add_row("state", f"{running.folder}/")
    table.add_row("worker's log", str(running.log))
    table.add_row("try", f".venv/bin/onematter case submit {TRY} --address {running.server.address}")
    return table


def serve_until_stopped() -> None:
    """Raises `AlreadyRunning`, `ServerFault`, `WorkerFault`, `WorldError`, `OneMatterError`, `ValueError`."""
    try:
        asyncio.run(serve())
    except (KeyboardInterrupt, asyncio.CancelledError):
        console.print("stopped; what is under way goes on at the next start")
