"""Books with all that the district holds: filled once for a run, and copied for each engine."""

import fcntl
import shutil
from pathlib import Path

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL, make_url

from activities.ledger import Ledger
from activities.stand_ins.books import District, entries
from deploy import demonstration
from tests.support.cases.submissions import HOUSEHOLDS, SEEN


def furnish(folder: Path, *, ledger: str, district: str) -> None:
    """Put copies where these URLs say. The first process that asks fills them, in `folder`; others wait."""
    sides = (make_url(ledger), make_url(district))
    kind = sides[0].get_backend_name()
    with (folder / f"furnished-{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (_copy_files if kind == "sqlite" else _copy_databases)(folder, *sides)


def _copy_files(folder: Path, ledger: URL, district: URL) -> None:
    full = folder / "furnished"
    if not full.exists():
        filling = folder / "filling"
        filling.mkdir()
        _fill(f"sqlite:///{filling / 'ledger'}", f"sqlite:///{filling / 'district'}")
        filling.rename(full)
    for side, url in (("ledger", ledger), ("district", district)):
        shutil.copy(full / side, str(url.database))


def _copy_databases(_folder: Path, ledger: URL, district: URL) -> None:
    admin = create_engine(ledger.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as server:
        if not server.scalar(text("SELECT count(*) FROM pg_database WHERE datname = 'furnished_district'")):
            for side in ("ledger", "district"):
                _make(server, f"filling_{side}", like="template1")
            _fill(*(_text(ledger.set(database=f"filling_{side}")) for side in ("ledger", "district")))
            for side in ("ledger", "district"):
                server.execute(text(f"ALTER DATABASE filling_{side} RENAME TO furnished_{side}"))
        _make(server, str(ledger.database), like="furnished_ledger")
        _make(server, str(district.database), like="furnished_district")
    admin.dispose()


def _make(server: Connection, name: str, *, like: str) -> None:
    server.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
    server.execute(text(f'CREATE DATABASE "{name}" TEMPLATE {like}'))


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def _fill(ledger_url: str, district_url: str) -> None:
    ledger, district = Ledger(ledger_url), District(district_url)
    demonstration.furnish(ledger, district, households=HOUSEHOLDS)
    with district.transaction() as books:
        entries.enter(books, [SEEN])
    ledger.close()
    district.close()
