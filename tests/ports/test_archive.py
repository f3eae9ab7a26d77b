"""What an archive keeps to (the stand-in, and a tiny one of another make), and what is handed over to it."""

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from sqlalchemy import update

from activities.documents.document_room import DocumentRoom
from activities.ledger import ArchivedCaseRow
from activities.ledger.lists import archived_cases
from activities.ledger.lists.case_lines import LINES
from activities.ports.case_archive import CaseArchive
from activities.ports.partners import Partners
from activities.stand_ins.archive import ArchiveFolder
from activities.stand_ins.documents import DocumentFolder
from activities.trust.notary import Notary
from client import Case, OutcomeKind
from client.cli.command_line import NOT_ACCEPTED
from client.errors import NotPossible
from client.evidence.verify import Broken
from client.messages.cases.rating import RatingOutcome
from client.messages.lists.search import CaseSearch
from client.trust.actor import Role
from deploy.archive import commands
from deploy.archive.own_partners import NoPartners, own_partners
from deploy.archive.package import check, filed_as
from deploy.archive.records_office import CaseFinding, RecordsOffice
from tests.support.cases import deadlines
from tests.support.cases.bundles import ENGINE, opened, packed
from tests.support.cases.submissions import paper
from tests.support.parts import KEYS, Parts, directory
from tests.support.speakers import identity_of
from tests.support.states import DEPARTMENTS, FOOD, in_review, on_one_ledger, on_the_other_ledger
from tests.support.terminal import Terminal

LONG_AGO: Final = timedelta(days=6 * 366)


class Shelf(CaseArchive):
    """Keeps packages in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def take_in(self, case: str, package: bytes) -> None:
        """See `CaseArchive.take_in`."""
        self._kept[case] = package

    def fetch(self, case: str) -> bytes | None:
        """See `CaseArchive.fetch`."""
        return self._kept.get(case)


@pytest.fixture(params=["folder", "shelf"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> CaseArchive:
    """Each of them."""
    return Shelf() if request.param == "shelf" else ArchiveFolder(tmp_path / "archive")


def test_a_package_is_kept(archive: CaseArchive) -> None:
    """Byte by byte, once however often it comes; and there is no other."""
    for _ in range(2):
        archive.take_in("1", b"one")
    archive.take_in("2", b"two")
    assert [archive.fetch(case) for case in ("1", "2", "3")] == [b"one", b"two", None]


def test_a_city_names_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive is one of its partners; a name that gives none is told in one line."""
    monkeypatch.setenv("ONEMATTER_PARTNERS", f"{__name__}:partners_of_a_city")
    city = own_partners()
    assert isinstance(commands.archive_at(None, city), Shelf)
    assert isinstance(commands.archive_at(Path("elsewhere"), city), ArchiveFolder)
    monkeypatch.setenv("ONEMATTER_PARTNERS", f"{__name__}:nobody")
    with pytest.raises(NoPartners, match="module:function"):
        own_partners()


def partners_of_a_city() -> Partners:
    """With an archive of its own."""
    known: dict[str, Any] = dict.fromkeys(each.name for each in fields(Partners))
    given: dict[str, Any] = {**known, "case_archive": Shelf()}
    return Partners(**given)


@pytest.mark.parametrize(
    ("filename", "filed"),
    [
        ("平面图.pdf", "平面图.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..\\plan.pdf", "_plan.pdf"),
        ("plans/", "plans_"),
        ("..", "layout-plan"),
        ("", "layout-plan"),
    ],
)
def test_papers_stay_in_their_folder(filename: str, filed: str) -> None:
    """Whatever their senders have called them."""
    assert filed_as(paper("layout-plan").model_copy(update={"filename": filename})) == filed


def office(parts: Parts, archive: CaseArchive) -> RecordsOffice:
    notary = Notary(parts.ledger, directory(parts.ledger), identity_of(Role.ENGINE), KEYS.seal)
    return RecordsOffice(parts.ledger, archive, notary, DocumentRoom(parts.ledger, DocumentFolder()))


async def granted(parts: Parts) -> Case:
    """A case that officers have decided, and that is closed; those of other tests are not looked at again."""
    case = await in_review(parts)
    await deadlines.granted(parts, case)
    assert (await case.outcome()).kind is OutcomeKind.GRANTED
    with parts.ledger.transaction() as books:
        for other in archived_cases.due(books):
            if other != str(case.id):
                row = ArchivedCaseRow(case=other, sha256="", size=0, archived_at=datetime.now(UTC))
                archived_cases.enter(books, row)
    return case


def of_case(found: Iterator[CaseFinding], case: UUID) -> list[str]:
    """What was found of one case; other tests leave theirs."""
    return [one.fault for one in found if one.case == str(case)]


@on_one_ledger
async def test_a_closed_case_is_handed_over(parts: Parts) -> None:
    """Once, with metadata, papers, decisions and evidence; what is bent in the archive is found."""
    case, under_way, shelf = await granted(parts), await in_review(parts), Shelf()
    keeper = office(parts, shelf)
    assert of_case(keeper.hand_over(), case.id) == [""]
    assert of_case(keeper.hand_over(), case.id) == []
    assert shelf.fetch(str(under_way.id)) is None
    package = shelf.fetch(str(case.id)) or b""
    files = opened(package)
    assert {"evidence.zip", "notices.json", f"items/{FOOD}/metadata.json"} <= {*files}
    assert any(name.startswith("papers/layout-plan/") for name in files)
    metadata = files["metadata.json"].decode()
    assert case.receipt.acceptance_number in metadata
    assert "未核对标准原文" in metadata
    assert any("officer officer-1" in line for line in check(package, engine=ENGINE))
    assert of_case(keeper.verify(engine=ENGINE), case.id) == [""]
    for changed in ({"notices.json": b"[]"}, {"more.json": b""}, {"digests.json": b""}):
        bent = packed({**files, **changed})
        shelf.take_in(str(case.id), bent)
        assert all(of_case(keeper.verify(engine=ENGINE), case.id))
        with pytest.raises(Broken):
            list(check(bent, engine=ENGINE))


@on_the_other_ledger
async def test_what_is_archived_is_erased_in_time(parts: Parts) -> None:
    """Not before the law lets it go, nor what is under way or not whole there; lists keep its number."""
    case, shelf = await granted(parts), Shelf()
    keeper = office(parts, shelf)
    assert of_case(keeper.hand_over(), case.id) == [""]
    with pytest.raises(NotPossible, match="第四十六条第二款"):
        list(keeper.erase(years=4))
    assert of_case(keeper.erase(years=5), case.id) == []
    with parts.ledger.transaction() as books:
        long_ago = update(LINES).where(LINES.c.case == str(case.id))
        books.execute(long_ago.values(closed_at=datetime.now(UTC) - LONG_AGO))
    await case.rate(FOOD, 1)
    assert of_case(keeper.erase(years=5), case.id) == ["未销毁：仍有在办事务"]
    mended = RatingOutcome.MENDED
    await parts.desk(DEPARTMENTS[FOOD]).answer_rating(case.id, FOOD, outcome=mended, says="已整改")
    package = shelf.fetch(str(case.id)) or b""
    shelf.take_in(str(case.id), b"")
    assert all(of_case(keeper.erase(years=5), case.id))
    shelf.take_in(str(case.id), package)
    assert of_case(keeper.erase(years=5), case.id) == [""]
    assert of_case(keeper.erase(years=5), case.id) == []
    assert [one.erased_at is not None for one in keeper.archived() if one.case == str(case.id)] == [True]
    assert (await case.progress()).told, "its run tells what it has, as long as the server keeps that"
    history = await parts.supervisor.history(CaseSearch(case=case.id, is_open=None))
    assert history.line.number == case.receipt.acceptance_number


@on_one_ledger
async def test_at_a_terminal(
    parts: Parts, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Handed over into a folder, listed with its digest, and verified; what is bent there is told."""
    case = await granted(parts)
    with parts.ledger.reading() as books:
        url = books.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("ONEMATTER_LEDGER_URL", url)
    to = ("--to", str(tmp_path))
    assert "已移交" in (await terminal("ops", "archive", "hand-over", *to)).out
    place = tmp_path / f"{case.id}.zip"
    listed = await terminal.done("ops", "archive", "list", *to)
    assert hashlib.sha256(place.read_bytes()).hexdigest() in listed
    assert str(case.id) not in (await terminal("ops", "archive", "verify", *to)).out
    place.write_bytes(b"")
    bent = await terminal("ops", "archive", "verify", *to)
    assert bent.code == NOT_ACCEPTED
    assert str(case.id) in bent.out
