"""The ledger's books, on SQLite and on PostgreSQL."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from activities.cases import numbers
from activities.database import Books
from activities.errors import (
    BooksUnreachable,
    CaseMissing,
    ForeignKey,
    OutdatedBooks,
    WorldError,
    WrongBooksUrl,
)
from activities.ledger import Ledger
from activities.ledger.cases import cases, payload_keys, serials
from activities.ledger.lists import failing_runs
from activities.ledger.lists.failing_runs import FailingRunRow
from activities.stand_ins import licence_library
from activities.stand_ins.books import District
from activities.stand_ins.licence_library import LibraryStandIn
from client.messages.cases.answers import LicenceKind
from client.transport.ring_of_keys import KeyRing
from matters.language.identifier import ROOT, identify, is_identifier
from tests.support.town import query

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)
KIND = LicenceKind(code="id-card", name="居民身份证", type_code="11990101000000027Q001")
ISSUER = "11990101000000027Q"


@pytest.fixture(params=["sqlite", "postgres"])
def ledger(request: pytest.FixtureRequest, ledger_urls: dict[str, str]) -> Generator[Ledger]:
    """An open ledger of each kind."""
    opened = Ledger(ledger_urls[request.param])
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgres"])
def district(request: pytest.FixtureRequest, district_urls: dict[str, str]) -> Generator[District]:
    """The stand-ins' books of each kind."""
    opened = District(district_urls[request.param])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "identifier",
    [
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
        "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
        "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9",
    ],
)
def test_identifiers_of_real_licences(identifier: str) -> None:
    """Identifiers that authorities have issued have the check character that we reckon."""
    type_code, issuer, serial, version, _ = identifier.removeprefix(f"{ROOT}.").split(".")
    assert identifier == identify(type_code=type_code, issuer=issuer, serial=serial, version=version)
    assert is_identifier(identifier)


def test_a_forged_identifier() -> None:
    """An identifier with another check character, or of another shape, is none."""
    assert not is_identifier("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.V")
    assert not is_identifier("1.2.156.3005.2.11100000000013338W011")
    assert not is_identifier("11010519491231002X")


def test_an_item_gives_one_licence(district: District) -> None:
    """However often an item is answered, its licence is issued once; revoked, it is in force no more."""
    key, holder = f"{uuid4()}/item", str(uuid4())
    given = []
    for _ in range(2):
        with district.transaction() as books:
            given.append(
                licence_library.issue(books, KIND, issuer=ISSUER, holder=holder, issue_key=key, at=NOON)
            )
    assert given[0] == given[1]
    library = LibraryStandIn(district)
    held = library.held(code=KIND.code, holder=holder, on=DAY, patience=0)
    assert held
    assert (held.identifier, held.is_valid(DAY)) == (given[0].identifier, True)
    with district.transaction() as books:
        licence_library.revoke(books, issue_key=key, because="撤回")
    revoked = library.held(code=KIND.code, holder=holder, on=DAY, patience=0)
    assert revoked
    assert not revoked.is_valid(DAY)


def test_a_licence_of_several_is_found_under_each(district: District) -> None:
    """One licence, with one identifier, whoever of them is looked up; revoked, it is so for all."""
    key, holders = f"{uuid4()}/item", [str(uuid4()) for _ in range(3)]
    with district.transaction() as books:
        given = licence_library.issue(
            books,
            KIND,
            issuer=ISSUER,
            holder=holders[0],
            issue_key=key,
            at=NOON,
            co_holders=tuple(holders[1:]),
        )
    library = LibraryStandIn(district)
    held = [library.held(code=KIND.code, holder=holder, on=DAY, patience=0) for holder in holders]
    assert [one and (one.identifier, one.holder) for one in held] == [
        (given.identifier, holder) for holder in holders
    ]
    with district.transaction() as books:
        licence_library.revoke(books, issue_key=key, because="撤回")
    held = [library.held(code=KIND.code, holder=holder, on=DAY, patience=0) for holder in holders]
    assert [one and one.is_valid(DAY) for one in held] == [False] * 3


def test_an_expired_licence_hides_no_valid_one(district: District) -> None:
    """Of several, the one in force on the day; whichever was issued later, or says more."""
    holder, ends = str(uuid4()), DAY + timedelta(days=1)
    for number, until in enumerate((ends, None, DAY - timedelta(days=1))):
        with district.transaction() as books:
            licence_library.issue(
                books,
                KIND,
                issuer=ISSUER,
                holder=holder,
                issue_key=f"{holder}/{number}",
                at=NOON + timedelta(days=number),
                valid_until=until,
                elements={"name": "店"} if until else {},
            )
    library = LibraryStandIn(district)
    held = {
        day: library.held(code=KIND.code, holder=holder, on=day, patience=0)
        for day in (DAY, ends + timedelta(days=1))
    }
    assert all(one and one.is_valid(day) for day, one in held.items())


def test_numbers_have_no_gaps_and_no_twins(ledger: Ledger) -> None:
    """Many at once get the numbers from one on, each once; a transaction that fails gives its own back."""
    code = f"{uuid4().hex[:31]}"

    def draw(_: int) -> str:
        with ledger.transaction() as books:
            return numbers.number(books, implementation_codes=[code], day=DAY)[0]

    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(draw, range(40)))
    assert sorted(drawn) == [f"{code}20261123{serial:04}" for serial in range(1, 41)]
    with pytest.raises(ZeroDivisionError), ledger.transaction() as books:
        _ = serials.following(books, prefixes=[code], day="20261123")[code] / 0
    assert draw(0).endswith("0041")


def test_numbers_drawn_together_follow_one_another(ledger: Ledger) -> None:
    """Of codes that are drawn in one go, each has its own series, and one that stands twice gets two."""
    one, two = f"{uuid4().hex[:31]}", f"{uuid4().hex[:31]}"
    with ledger.transaction() as books:
        drawn = numbers.number(books, implementation_codes=[two, one, two], day=DAY)
        again = numbers.number(books, implementation_codes=[one, two], day=DAY)
    written = [(two, 1), (one, 1), (two, 2), (one, 2), (two, 3)]
    assert [*drawn, *again] == [f"{code}20261123{serial:04}" for code, serial in written]


@given(st.integers(min_value=1, max_value=9_999 + 26 * 36**3 - 1))
def test_serials_of_four_characters(serial: int) -> None:
    """However busy the day, a serial has four characters and is greater than the one before."""
    written, following = numbers.four_characters(serial), numbers.four_characters(serial + 1)
    assert len(written) == len(following) == 4
    assert written < following


@pytest.mark.parametrize(
    ("url", "kind", "says"),
    [
        ("nonsense://nowhere/db", WrongBooksUrl, "ONEMATTER_LEDGER_URL"),
        ("postgresql+psycopg://user:secret@127.0.0.1:1/db", BooksUnreachable, "does not open"),
        ("sqlite:////proc/none/ledger.db", BooksUnreachable, "folder"),
    ],
)
def test_a_broken_url(url: str, kind: type[WorldError], says: str) -> None:
    """A ledger that cannot be opened says which and what to do, and never shows the password.

    Only one that may come back is waited for.
    """
    with pytest.raises(kind, match=says) as caught:
        Ledger(url)
    assert "secret" not in str(caught.value)


def test_books_of_another_release(tmp_path: Path) -> None:
    """Those of stand-ins are refused as they are opened, by the column that they lack."""
    url = f"sqlite:///{tmp_path / 'district.db'}"
    district = District(url)
    _rename(district, "holder", "owner")
    with pytest.raises(OutdatedBooks, match=r"has no licences\.holder; run the release"):
        District(url)
    _rename(district, "owner", "holder")
    District(url).close()
    district.close()


def _rename(district: District, old: str, new: str) -> None:
    with district.transaction() as books:
        books.execute(text(f"ALTER TABLE licences RENAME COLUMN {old} TO {new}"))


def test_foreign_keys(tmp_path: Path) -> None:
    """A worker learns before it starts that its key is another of the same name, or none that was used.

    Nor does it start without the one that seals: whose data is whose would be found by nobody.
    """
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    old, rotated = KeyRing({"a": b"a" * 32}), KeyRing({"b": b"b" * 32, "a": b"a" * 32})
    announced = KeyRing({"a": b"a" * 32, "b": b"b" * 32}, announced=("b",))
    for ring in (old, announced, old, announced, rotated):
        with ledger.transaction() as books:
            payload_keys.recognise(books, ring.checks())
    retired, turned = KeyRing({"b": b"b" * 32}), KeyRing({"a": b"a" * 32, "b": b"b" * 32})
    for foreign in (KeyRing({"a": b"x" * 32}), KeyRing({"c": b"c" * 32}), retired, turned):
        with pytest.raises(ForeignKey), ledger.transaction() as books:
            payload_keys.recognise(books, foreign.checks())
    ledger.close()


def test_many_workers_on_a_new_database(fresh_database: str) -> None:
    """Workers that start together on an empty PostgreSQL all get their ledger."""
    with ThreadPoolExecutor(4) as pool:
        for ledger in pool.map(Ledger, [fresh_database] * 4):
            ledger.close()


def test_a_fault_tells_nothing_personal(ledger: Ledger) -> None:
    """The error of a statement that fails names no value of it: it will stand in a log."""
    holder = str(uuid4())
    with pytest.raises(DBAPIError) as caught, ledger.transaction() as books:
        books.execute(text("INSERT INTO nowhere (holder) VALUES (:holder)"), {"holder": holder})
    assert holder not in str(caught.value)


def test_a_lost_case_is_noticed(ledger: Ledger) -> None:
    """Closing a case that the ledger does not have is a fault, not a success."""
    with pytest.raises(CaseMissing), ledger.transaction() as books:
        cases.close(books, uuid4(), "{}")


def test_keys_are_ordered_as_python_orders_them(fresh_database: str) -> None:
    """PostgreSQL compares keys byte by byte, in whatever language it sorts names."""
    books: list[Books] = [Ledger(fresh_database), District(fresh_database)]
    rows = query(
        books[0],
        "SELECT table_name, column_name FROM information_schema.columns WHERE collation_name = 'C' "
        "AND table_schema = 'public'",
    )
    for each in books:
        each.close()
    keys = {tuple(row) for row in rows}
    assert keys >= {("persons", "key"), ("firms", "key"), ("opt_outs", "beneficiary")}
    assert keys >= {("grants", "reference"), ("grants", "beneficiary"), ("payments", "file")}


def test_runs_that_fail(ledger: Ledger) -> None:
    """One that is tried again and again stands there once, until it has not been tried for long."""
    old, new = (f"case/{uuid4()}" for _ in range(2))
    later = NOON + timedelta(minutes=1)

    def told() -> list[str]:
        return [run for run in failing_runs.latest(books, before=NOON) if run in {old, new}]

    with ledger.transaction() as books:
        for run, at in ((old, NOON), (new, NOON), (new, later)):
            failing_runs.enter(books, FailingRunRow(workflow=run, at=at), before=NOON)
        assert told() == [new, old]
        failing_runs.enter(books, FailingRunRow(workflow=new, at=later), before=later)
        assert told() == [new]
