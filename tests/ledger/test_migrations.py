"""A ledger of an earlier release becomes one of this release, and is then as one that this release makes."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, NullPool, Table, create_engine, event, inspect, text

from activities import ledger
from activities.database import encryption
from activities.errors import ForeignLedger, OutdatedBooks
from activities.ledger import Ledger, NoticeRow, migrations
from activities.ledger.cases import notices
from activities.ledger.ledger import READABLE_BY, SHAPE, LedgerTable
from activities.ledger.migrations import MigratedLedger
from tests.support.places import DATA
from tests.support.terminal import onematter

LAST_RELEASE: Final = "2026-11-28"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
        return
    fresh: str = request.getfixturevalue("fresh_database")
    _clear(fresh)
    yield fresh
    _clear(fresh)


def _clear(url: str) -> None:
    with as_it_is(url) as books:
        if books.dialect.name == "postgresql":
            books.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        else:
            for table in tables_of(books):
                table.drop(books)


@contextmanager
def as_it_is(url: str) -> Generator[Connection]:
    """A transaction on a database that nobody furnishes."""
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.begin() as books:
            yield books
    finally:
        engine.dispose()


def made_by_the_last_release(url: str) -> list[Table]:
    """By its dump, with a row in each table; its tables, as that release knows them."""
    with as_it_is(url) as books:
        if books.dialect.name == "sqlite":
            books.execute(text("PRAGMA journal_mode=WAL"))
        dump = DATA / "ledgers" / f"{LAST_RELEASE}.{books.dialect.name}.sql"
        for statement in filter(str.strip, dump.read_text(encoding="utf-8").split(";\n")):
            books.execute(text(statement))
        tables = [table for table in tables_of(books) if table.name != "data_keys"]  # these must be real ones
        enter_rows(books, tables, 1)
    return tables


def tables_of(books: Connection) -> list[Table]:
    known = MetaData()
    known.reflect(books)
    return known.sorted_tables


def enter_rows(books: Connection, tables: list[Table], number: int) -> None:
    """A row in each table, with something in each column."""
    something: dict[type, Any] = {
        str: f"甲{number}",
        int: number,
        bool: True,
        bytes: bytes([number]),
        date: date(2026, 11, number),
        datetime: datetime(2026, 11, number, 8, tzinfo=UTC),
    }
    for table in tables:
        books.execute(table.insert(), {each.name: something[each.type.python_type] for each in table.columns})


def rows_of(books: Connection, tables: list[Table]) -> dict[str, Any]:
    return {table.name: books.execute(table.select()).all() for table in tables}


def shape(url: str) -> dict[str, Any]:
    """What a database says of its tables: columns in no order, keys, and indexes with their conditions."""
    said = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    }
    with as_it_is(url) as books:
        found = inspect(books)
        indexes = books.execute(text(said[books.dialect.name])).scalars()
        return {
            "indexes": sorted(" ".join(each.split()) for each in indexes),
            **{table: _columns(found, table) for table in found.get_table_names()},
        }


def _columns(found: Any, table: str) -> list[str]:
    said = (
        f"{column['name']} {column['type']!r} {column['nullable']} {column['default']}"
        for column in found.get_columns(table)
    )
    unique = (f"unique {each['column_names']}" for each in found.get_unique_constraints(table))
    return [*sorted(said), *sorted(unique), f"key {found.get_pk_constraint(table)['constrained_columns']}"]


def migrate(url: str) -> None:
    MigratedLedger(url).close()


def test_no_drift(url: str) -> None:
    """A ledger of the last release is, step by step, as one that is made at once; what stood in it stands.

    A table or column that differs here is missing in the newest step of `activities/ledger/migrations`.
    """
    migrate(url)  # a new one is made by whoever comes first
    made = shape(url)
    _clear(url)
    tables = made_by_the_last_release(url)
    for _ in range(2):
        migrate(url)
        assert shape(url) == made
        with as_it_is(url) as books:
            assert all(len(rows) == 1 for rows in rows_of(books, tables).values())
            assert books.execute(text("SELECT * FROM serials")).all() == [("甲1", "甲1", 1)]


def test_a_new_one_is_whole() -> None:
    """Whoever makes a new ledger makes all of its tables, whatever else he has imported."""
    tables = {row.__name__ for row in LedgerTable.__subclasses__()}
    assert tables <= {*ledger.__all__}, f"let activities/ledger import {tables.difference(ledger.__all__)}"


def test_no_step_is_forgotten() -> None:
    """Workers want the last step that there is: without its tables they would write into nothing."""
    assert ScriptDirectory(str(Path(migrations.__file__).parent)).get_current_head() == SHAPE


def test_one_that_was_noted_too_low(url: str) -> None:
    """Ledgers made on 2026-11-29 had all tables, and said that a step was missing."""
    migrate(url)
    with as_it_is(url) as books:
        books.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    before = shape(url)
    migrate(url)
    Ledger(url).close()
    assert shape(url) == before


def test_which_party_was_told(url: str) -> None:
    """What was told before the books said whom is filled in from its words, unless it was erased."""
    made = Ledger(url)
    words = ("致利害关系人〔邻户-1〕：准予", "致利害关系人〔邻户-2〕：准予", "准予")
    cases = [str(uuid4()) for _ in words]
    with made.transaction() as books:
        for case, says in zip(cases, words, strict=True):
            row = NoticeRow(
                key=f"{case}/1",
                case=case,
                addressee="interested-party",
                item="",
                kind="decision",
                says=says,
                told_at=datetime(2026, 11, 29, tzinfo=UTC),
            )
            notices.enter(books, row)
        encryption.destroy(books, [encryption.case_owner(cases[1])])
    made.close()
    with as_it_is(url) as books:
        books.execute(text("UPDATE alembic_version SET version_num = '0009'"))
    migrate(url)
    made = Ledger(url)
    with made.reading() as books:
        known = [one.party for case in (cases[0], cases[2]) for one in notices.told(books, case)]
    assert known == ["邻户-1", None]
    made.close()
    with as_it_is(url) as books:
        filled = books.execute(text('SELECT "case" FROM notices WHERE party IS NOT NULL')).scalars().all()
    assert filled == cases[:1]


def test_somebody_elses_database(url: str) -> None:
    """No table is put beside those of somebody else: he is named, and nothing has changed."""
    with as_it_is(url) as books:
        books.execute(text("CREATE TABLE invoices (number VARCHAR)"))
    for opens in (Ledger, MigratedLedger):
        with pytest.raises(ForeignLedger, match=r"tables of somebody else \(invoices\)"):
            opens(url)
    with as_it_is(url) as books:
        assert inspect(books).get_table_names() == ["invoices"]


def test_old_beside_new(url: str) -> None:
    """A worker of the last release writes on into a migrated ledger, whose new columns it doesn't know."""
    tables = made_by_the_last_release(url)
    migrate(url)
    with as_it_is(url) as books:
        enter_rows(books, tables, 2)
        assert all(len(rows) == 2 for rows in rows_of(books, tables).values())


def test_workers_take_no_steps(url: str) -> None:
    """Whoever comes with this release before an operator has migrated is told what to do."""
    made_by_the_last_release(url)
    before = shape(url)
    with pytest.raises(OutdatedBooks, match=r"earlier release .* call: onematter ops migrate"):
        Ledger(url)
    assert shape(url) == before


@pytest.mark.parametrize(("readable_by", "goes_on"), [(READABLE_BY, True), (SHAPE, True), ("9998", False)])
def test_a_later_release(url: str, readable_by: str, *, goes_on: bool) -> None:
    """Its ledger is read and written by those before it, as long as it says so; nobody steps back."""
    Ledger(url).close()
    with as_it_is(url) as books:
        books.execute(
            text("UPDATE alembic_version SET version_num = '9999', readable_by = :by"), {"by": readable_by}
        )
    for opens in (Ledger, MigratedLedger):
        if goes_on:
            opens(url).close()
        else:
            with pytest.raises(OutdatedBooks, match="run a release of 9998 or later"):
                opens(url)


def test_a_fault_half_way(url: str) -> None:
    """A step that fails leaves the ledger as it was."""
    made_by_the_last_release(url)
    before = shape(url)

    def fail(*call: Any) -> None:
        if "CREATE UNIQUE INDEX places_in_order" in call[2]:
            raise ZeroDivisionError

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        with pytest.raises(ZeroDivisionError):
            migrate(url)
    finally:
        event.remove(Engine, "before_cursor_execute", fail)
    assert shape(url) == before
    migrate(url)


def test_by_an_operator(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One command does it; again, it finds nothing to do."""
    made_by_the_last_release(url)
    monkeypatch.setenv("ONEMATTER_LEDGER_URL", url)
    for _ in range(2):
        assert onematter(("ops", "migrate")) == 0
    Ledger(url).close()


def test_several_at_once(url: str) -> None:
    """Operators who migrate at the same time take their turns, and each finds it done."""
    made_by_the_last_release(url)
    with ThreadPoolExecutor(4) as several:
        assert list(several.map(migrate, [url] * 4)) == [None] * 4
    Ledger(url).close()


def test_older_than_the_first_step(tmp_path: Path) -> None:
    """What was written before there was anything to migrate from is not written on, and stays as it is."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    with as_it_is(url) as books:
        books.execute(text("CREATE TABLE papers (filename VARCHAR)"))
    before = shape(url)
    with pytest.raises(OutdatedBooks, match=r"has no actor_keys, endorsements, mandates"):
        migrate(url)
    assert shape(url) == before
