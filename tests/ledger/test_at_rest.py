"""At rest: what is told of people cannot be read without keys, which are rotated, and destroyed."""

import json
import sqlite3
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from sqlalchemy import text

from activities.database import BookKeys
from activities.database.book_keys import make_book_keys
from activities.database.encryption import case_owner, destroy
from activities.database.key_encryption import KeyWrapping, LocalWrapping
from activities.errors import Erased, OutdatedBooks, Tampered, WrongBookKey
from activities.ledger import Ledger, NoticeRow
from activities.ledger.cases import authorisations, case_objects, cases, decision_facts, notices
from activities.ledger.cases.decision_facts import DecisionStep
from activities.stand_ins.books import District, entries
from activities.stand_ins.books.entries import EntrySaid
from client.messages.cases.submission import MediaType, Paper
from tests.support.terminal import onematter

NUMBER: Final = "990101199203120021"
NAME: Final = "欧阳青禾"
WHEN: Final = datetime(2026, 11, 23, tzinfo=UTC)


class _Place:
    """An SQLite ledger, the books of a district, and the keys of both."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        make_book_keys(folder / "book.keys")
        self.keys = BookKeys(folder / "book.keys")
        self.ledger = Ledger(f"{folder}/ledger.db", self.keys)
        self.district = District(f"{folder}/district.db", self.keys)

    def close(self) -> None:
        self.ledger.close()
        self.district.close()

    def tell(self, case: str, says: str = NAME) -> None:
        """Put a notice on file."""
        row = NoticeRow(
            key=f"{case}/1", case=case, addressee="applicant", item="", kind="choice", says=says, told_at=WHEN
        )
        with self.ledger.transaction() as books:
            notices.enter(books, row)

    def told(self, case: str) -> list[str]:
        with self.ledger.reading() as books:
            return [row.says for row in notices.told(books, case)]

    def authorise(self, grantee: str, until: date) -> None:
        with self.ledger.transaction() as books:
            authorisations.record(
                books, grantor=NUMBER, grantee=grantee, one_matter="newborn", until=until, recorded_at=WHEN
            )

    def grantors(self, grantee: str, on: date) -> tuple[str, ...]:
        with self.ledger.reading() as books:
            return authorisations.grantors(books, grantee=grantee, one_matter="newborn", on=on)


@pytest.fixture
def place(tmp_path: Path) -> Generator[_Place]:
    """New books."""
    made = _Place(tmp_path)
    yield made
    made.close()


def test_files_are_unreadable(place: _Place) -> None:
    """Neither names nor numbers nor papers stand in any file of the books, and all of them are read again."""
    case, number = uuid4(), "990101198001011234"
    paper = Paper(
        code="plan",
        filename=f"{NAME}.txt",
        media_type=MediaType.TEXT,
        content="5qyn6Ziz6Z2S56a+55qE5bmz6Z2i5Zu+",
    )
    said = {("population", NUMBER): {"name": NAME}, ("marriages", NUMBER): None}
    place.tell(str(case))
    place.authorise(number, date(2027, 1, 1))
    with place.ledger.transaction() as books:
        cases.keep(books, case, (paper,), sha256={"plan": "0"})
        case_objects.enter(books, case, [NUMBER])
        decision_facts.keep(books, f"{case}/item/1", DecisionStep.JUDGED, said, at=WHEN)
    with place.district.transaction() as books:
        entries.enter(
            books, [EntrySaid("population", NUMBER, json.dumps({"name": NAME}, ensure_ascii=False))]
        )
        assert NAME in (entries.find(books, register="population", key=NUMBER) or "")
    with place.ledger.reading() as books:
        assert cases.paper(books, case, "plan") == paper
        first, second = decision_facts.of_case(books, str(case))
    assert place.told(str(case)) == [NAME]
    assert place.grantors(number, WHEN.date()) == (NUMBER,)
    assert json.loads(first.content)["entry"] == {"name": NAME}
    assert json.loads(second.content)["entry"] is None
    written = b"".join(file.read_bytes() for file in place.folder.iterdir())
    for marked in (NAME, NUMBER, number, "欧阳青禾的平面图"):
        assert marked.encode() not in written
        assert json.dumps(marked)[1:-1].encode() not in written


def test_rotated_while_open(place: _Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written before is found and read; what is written now is by new keys, and nothing doubles."""
    place.tell("a")
    place.authorise("1", date(2027, 1, 1))
    with place.district.transaction() as books:
        entries.enter(books, [EntrySaid("population", NUMBER, "before")])
    before = place.keys.seal(NUMBER)
    monkeypatch.setenv("ONEMATTER_BOOK_KEYS", str(place.folder / "book.keys"))
    monkeypatch.setenv("ONEMATTER_LEDGER_URL", f"sqlite:///{place.folder}/ledger.db")
    monkeypatch.setenv("ONEMATTER_DISTRICT_URL", f"sqlite:///{place.folder}/district.db")
    assert onematter(("ops", "rotate-keys")) == 0
    assert place.keys.seals(NUMBER)[1:] == (before,)
    assert place.told("a") == [NAME]
    assert place.grantors("1", WHEN.date()) == (NUMBER,)
    place.authorise("1", date(2026, 1, 1))
    assert place.grantors("1", WHEN.date()) == ()
    with place.district.transaction() as books:
        assert entries.find(books, register="population", key=NUMBER) == "before"
        entries.enter(books, [EntrySaid("population", NUMBER, "after")])
        assert entries.find(books, register="population", key=NUMBER) == "after"
    place.tell("b")
    assert [*place.told("a"), *place.told("b")] == [NAME, NAME]
    assert _wrapped_by(place) == {"2"}


def test_rotated_by_several_at_once(place: _Place) -> None:
    """No key is lost: under each somebody may have written already."""
    file = place.folder / "book.keys"
    before = place.keys.seal(NUMBER)
    with ThreadPoolExecutor(8) as pool:
        under_way = [pool.submit(BookKeys(file).rotate) for _ in range(16)]
    assert [one.result() for one in under_way] == [None] * 16
    assert len(place.keys.seals(NUMBER)) == 17
    assert place.keys.seals(NUMBER)[-1] == before


def _wrapped_by(place: _Place) -> set[str]:
    found: set[str] = set()
    for books in (place.ledger, place.district):
        with books.reading() as read:
            found |= set(read.execute(text("SELECT wrapped_by FROM data_keys")).scalars())
    return found


def test_erased(place: _Place) -> None:
    """Without its data key nothing of a case is read any more; its digests are, and other cases."""
    case, other = str(uuid4()), str(uuid4())
    place.tell(case)
    place.tell(other)
    with place.ledger.transaction() as books:
        kept = decision_facts.keep(
            books, f"{case}/item/1", DecisionStep.JUDGED, {("population", NUMBER): {}}, at=WHEN
        )
        assert destroy(books, [case_owner(case)]) == 1
    with pytest.raises(Erased, match="only numbers and digests"):
        place.told(case)
    assert place.told(other) == [NAME]
    with place.ledger.reading() as books:
        assert [one.sha256 for one in decision_facts.digests(books, case)] == [*kept.values()]


def test_the_same_entry_has_no_digest_twice(place: _Place) -> None:
    """Whoever guesses an entry cannot find out by the digest of one that was erased."""
    said = {("population", NUMBER): {"name": NAME}}
    with place.ledger.transaction() as books:
        first, second = (
            decision_facts.keep(books, f"{uuid4()}/item/1", DecisionStep.CHECKED, said, at=WHEN)
            for _ in range(2)
        )
    assert {*first.values()}.isdisjoint(second.values())


def test_moved_and_changed(place: _Place) -> None:
    """A value that stands in another column than it was written into is refused, and so is a changed one."""
    case = uuid4()
    paper = Paper(code="plan", filename="a.txt", media_type=MediaType.TEXT, content="YQ==")
    with place.ledger.transaction() as books:
        cases.keep(books, case, (paper,), sha256={"plan": "0"})
    for change in ("filename = content", "content = substr(content, 1, 40)"):
        with place.ledger.transaction() as books:
            books.execute(text(f"UPDATE papers SET {change}"))  # noqa: S608
        with pytest.raises(Tampered), place.ledger.reading() as books:
            cases.paper(books, case, "plan")


def test_other_keys(place: _Place) -> None:
    """Books do not open with keys that are not theirs, nor with none, and the message says what to do."""
    place.tell("a")
    make_book_keys(place.folder / "other.keys")
    with pytest.raises(WrongBookKey, match="ONEMATTER_BOOK_KEYS"):
        Ledger(f"{place.folder}/ledger.db", BookKeys(place.folder / "other.keys"))
    (place.folder / "rubbish.keys").write_text('{"sealing": {"1": "AAAA"}}')
    for name in ("none.keys", "rubbish.keys"):
        with pytest.raises(WrongBookKey, match=name):
            BookKeys(place.folder / name)


def test_books_from_before(tmp_path: Path) -> None:
    """A ledger that another release has written in plain text is not written on."""
    with sqlite3.connect(tmp_path / "ledger.db") as plain:
        plain.execute(
            'CREATE TABLE papers ("case", code, filename VARCHAR, media_type, sha256, content BLOB)'
        )
    plain.close()
    with pytest.raises(OutdatedBooks, match="of an earlier release"):
        Ledger(f"{tmp_path}/ledger.db")


def test_a_key_file_is_its_owners(place: _Place) -> None:
    """Nobody else may read it, also after a rotation."""
    place.keys.rotate()
    assert (place.folder / "book.keys").stat().st_mode & 0o777 == 0o600


def vault() -> KeyWrapping:
    """As the KMS of a city."""
    return LocalWrapping({"vault": b"v" * 32})


def test_a_kms(place: _Place) -> None:
    """Where the file names a KMS, that wraps, and the file holds sealing keys alone."""
    file = place.folder / "kms.keys"
    sealing = json.loads((place.folder / "book.keys").read_text())["sealing"]
    file.write_text(json.dumps({"sealing": sealing, "kms": f"{__name__}:vault"}))
    ledger = Ledger(f"{place.folder}/kms.db", BookKeys(file))
    with ledger.transaction() as books:
        authorisations.record(
            books, grantor="1", grantee="2", one_matter="newborn", until=WHEN.date(), recorded_at=WHEN
        )
    ledger.keys.rotate()
    assert "wrapping" not in {name for name, keys in json.loads(file.read_text()).items() if keys}
    with ledger.reading() as books:
        assert authorisations.grantors(books, grantee="2", one_matter="newborn", on=WHEN.date()) == ("1",)
        assert [*books.execute(text("SELECT wrapped_by FROM data_keys")).scalars()] == ["vault"]
    ledger.close()
