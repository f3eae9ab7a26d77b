"""How a worker starts: on the ledger of its server's cases only, and as soon as that is there."""

import asyncio
import json
import re
import sqlite3
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import create_engine, text
from temporalio.client import Client

import worker
from activities.errors import WrongBooksUrl
from activities.ledger import bond
from activities.patience import PAUSE
from activities.versions import BUILD
from client import OutcomeKind, Platform, State, names
from deploy import demonstration, engine, process, server
from deploy.engine import Engine, WorkerFault
from deploy.serve import serve_until_stopped
from deploy.server import Server
from matters import catalogue
from matters.definitions import law
from matters.definitions.newborn import NEWBORN
from matters.language import WorkingDays
from matters.proof.inspection import UnsoundCatalogue
from tests.support.cases.submissions import MARRIED
from tests.support.parts import KEYS, until
from tests.support.places import ROOT
from worker import DESK_QUEUES, Settings

UNSOUND: Final = replace(NEWBORN, promised=WorkingDays(count=1, basis=law.DEMONSTRATION))
"""Its items need longer than the whole promises."""

NOWHERE: Final = "sqlite:////dev/null/books.db"

PAGE: Final = (ROOT / "activities" / "stand_ins" / "README.md").read_text(encoding="utf-8")
[MAIN] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

OUR_PAYMENTS: Final = """
from activities.ports.payment_system import PaymentSystem

class OurPayments(PaymentSystem):
    def refund(self, order):
        raise NotImplementedError
"""

TOLD: Final = r"(?s)the catalogue has .* faults, and nothing starts until .*newborn/.*bring the two together"


def test_a_worker_refuses_an_unsound_catalogue(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `check` rejects is told in full, and no queue is worked on, not even the ledger opened."""
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (UNSOUND,))
    monkeypatch.setattr(sys, "argv", ["worker"])
    assert worker.main() == 1
    assert re.search(TOLD, capsys.readouterr().err)


def test_a_worker_has_no_ledger_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says how to name one, and none is made."""
    monkeypatch.delenv("ONEMATTER_LEDGER_URL", raising=False)
    with pytest.raises(WrongBooksUrl, match="ONEMATTER_LEDGER_URL names no database"):
        worker.open_ledger(Settings(), KEYS)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """It becomes none by waiting: one line says what the setting names, and the file is left as it is."""
    (file := tmp_path / "notes.txt").write_text("no database, " * 100)
    with pytest.raises(WrongBooksUrl, match="ONEMATTER_LEDGER_URL names a file that is no database"):
        worker.open_ledger(Settings(ledger_url=f"sqlite:///{file}"), KEYS)
    assert file.read_text() == "no database, " * 100


def test_serve_refuses_an_unsound_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it starts a server."""
    monkeypatch.setattr(catalogue, "ONE_MATTERS", (UNSOUND,))
    with pytest.raises(UnsoundCatalogue, match=TOLD):
        serve_until_stopped()


@pytest.mark.slow
async def test_another_ledger_is_refused(folder: Path) -> None:
    """A worker does not start on an older copy of the ledger, nor on a new one; on its own it goes on."""
    async with engine.running(folder, households=4) as running:
        platform = await running.connect()
        await _numbers(platform, household=1)
        _copy(folder / "ledger.db", folder / "older.db")
        given = await _numbers(platform, household=2)
        await process.stop(running.worker)
        for other, refused in (("older.db", "LedgerOlder"), ("empty.db", "ForeignLedger")):
            with pytest.raises(WorkerFault, match=rf"{refused}: .* let ONEMATTER_LEDGER_URL name"):
                async with _working(running, folder / other):
                    pass
        async with _working(running, folder / "ledger.db"):
            assert given.isdisjoint(await _numbers(platform, household=3))


@pytest.mark.slow
async def test_a_worker_waits_for_its_folder(tmp_path: Path) -> None:
    """Where the ledger's disk is not there yet, a worker waits, tells so once, and then works."""
    mount, disk = tmp_path / "mount", tmp_path / "disk"

    def away() -> None:
        mount.rename(disk)
        mount.write_bytes(b"")

    def back() -> None:
        mount.unlink()
        disk.rename(mount)

    await _waits(
        tmp_path, f"sqlite:///{mount / 'ledger.db'}", away=away, back=back, says="folder cannot be made"
    )


@pytest.mark.slow
async def test_a_worker_waits_for_a_ledger_that_may_be_written(tmp_path: Path, fresh_database: str) -> None:
    """On a PostgreSQL that only reads, as in recovery, a worker waits, tells so once, and then works."""
    await _waits(
        tmp_path,
        fresh_database,
        away=lambda: _set_read_only(fresh_database, "on"),
        back=lambda: _set_read_only(fresh_database, "off"),
        says="read-only transaction",
    )


@pytest.mark.slow
async def test_a_department_has_no_ledger(folder: Path) -> None:
    """A worker of departments alone works where no ledger can ever be opened, and answers for them."""
    desks = folder / "desks"
    async with engine.running(folder, households=2, queues=[names.QUEUE]) as running:
        nowhere = running.settings.model_copy(update={"ledger_url": "sqlite:////dev/null/ledger.db"})
        desks.mkdir()
        async with engine.working(desks, running.server, running.keys, nowhere, queues=DESK_QUEUES):
            platform = await running.connect()
            case = await platform.submit(demonstration.submission(MARRIED, household=1))
            assert (await case.outcome()).kind is OutcomeKind.GRANTED
    assert not _waiting(desks / "worker.log")


@pytest.mark.slow
async def test_a_city_has_partners_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's own `main.py` is an engine: no stage set. Its version is not the terminal's."""
    ours = folder / "ours"
    ours.mkdir(parents=True)
    (ours / "our_payments.py").write_text(OUR_PAYMENTS)
    (ours / "main.py").write_text(MAIN)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv(BUILD, "2026.12")
    city = [str(ours / "main.py")]
    async with engine.running(folder, households=2, queues=[names.QUEUE], program=city) as running:
        platform = await running.connect()
        case = await platform.submit(demonstration.submission(MARRIED, household=1))
        await until(case, "birth-certificate", State.LODGED)


async def _numbers(platform: Platform, *, household: int) -> set[str]:
    """Those that a case of this household is given."""
    receipt = (await platform.submit(demonstration.submission(MARRIED, household=household))).receipt
    return {receipt.acceptance_number, *(item.number for item in receipt.items)}


def _copy(ledger: Path, to: Path) -> None:
    with closing(sqlite3.connect(ledger)) as original, closing(sqlite3.connect(to)) as copy:
        original.backup(copy)


@asynccontextmanager
async def _working(running: Engine, ledger: Path) -> AsyncGenerator[None]:
    """A worker of this engine on some ledger."""
    settings = running.settings.model_copy(update={"ledger_url": f"sqlite:///{ledger}"})
    async with engine.working(running.folder, running.server, running.keys, settings):
        yield


async def _waits(
    folder: Path, ledger_url: str, *, away: Callable[[], None], back: Callable[[], None], says: str
) -> None:
    """A worker that is started before its ledger is there works as soon as it is."""
    settings = Settings(ledger_url=ledger_url, district_url=f"sqlite:///{folder / 'district.db'}")
    log = folder / "worker.log"
    async with server.running(port=server.free_port(), ui_port=server.free_port()) as temporal:
        await _bind(settings, temporal)
        away()

        async def works() -> None:
            async with engine.working(folder, temporal, KEYS, settings):
                pass

        working = asyncio.create_task(works())
        while not _waiting(log) and not working.done():  # noqa: ASYNC110 (another process writes it)
            await asyncio.sleep(0.1)
        await asyncio.sleep(2 * PAUSE)
        back()
        await working
    assert [says in reason for reason in _waiting(log)] == [True]


async def _bind(settings: Settings, temporal: Server) -> None:
    ledger = worker.open_ledger(settings, KEYS)
    await bond.bind(ledger, await Client.connect(temporal.address, namespace=names.NAMESPACE))
    ledger.close()


def _waiting(log: Path) -> list[str]:
    """What a worker says that it waits for."""
    events = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    return [event["reason"] for event in events if event["event"] == "waiting"]


def _set_read_only(database: str, to: str) -> None:
    """Of a whole PostgreSQL database, for every connection from now on."""
    opened = create_engine(database)
    with opened.connect() as connection:
        connection.execute(text("SET default_transaction_read_only = off"))
        connection.commit()
        name = opened.url.database
        connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {to}'))
        connection.commit()
    opened.dispose()
