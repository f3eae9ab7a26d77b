"""What an e-licence library keeps to: the stand-in on both databases, and a tiny one of another make."""

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest

from activities.errors import RegisterFault, RegisterSilent
from activities.ports.licence_library import LicenceLibrary
from activities.stand_ins.behaviour import Failing, Instant, Silent
from activities.stand_ins.books import District, licences
from activities.stand_ins.books.licences import LicenceEntry
from activities.stand_ins.departments import behave
from activities.stand_ins.licence_library import LibraryStandIn
from matters.definitions.registers import LICENCE_LIBRARY, LICENCE_NUMBERS, HeldLicence, LicenceStatus

DAY: Final = date(2026, 11, 28)
KIND: Final = "sign-permit"
AT: Final = datetime(2026, 1, 4, tzinfo=UTC)
PATIENCE: Final = 5.0
SOON: Final = 0.2
MANY: Final = 8
OUT_OF_FORCE: Final = (LicenceStatus.SUSPENDED, LicenceStatus.REVOKED)

File = Callable[[HeldLicence], None]


class Album(LicenceLibrary):
    """Licences in the order in which they were stuck in."""

    def __init__(self) -> None:
        self._licences: list[HeldLicence] = []

    def held(self, *, code: str, holder: str, on: date, patience: float) -> HeldLicence | None:  # noqa: ARG002
        """See `LicenceLibrary.held`."""
        mine = [one for one in self._licences if (one.code, one.holder) == (code, holder)]
        mine.sort(key=lambda one: not one.is_valid(on))
        others = tuple(one for one in mine[1:] if one.is_valid(on))
        return mine[0].model_copy(update={"others": others}) if mine else None

    def numbered(self, identifier: str, *, patience: float) -> HeldLicence | None:  # noqa: ARG002
        """See `LicenceLibrary.numbered`."""
        return next((one for one in self._licences if one.identifier == identifier), None)

    def stick_in(self, licence: HeldLicence) -> None:
        """One more."""
        self._licences.append(licence)


@pytest.fixture(params=["sqlite", "postgres", "album"])
def library(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_district: str
) -> Generator[tuple[LicenceLibrary, File]]:
    """One of each make, and how a department files there."""
    if request.param == "album":
        album = Album()
        yield album, album.stick_in
        return
    district = District(f"sqlite:///{tmp_path}/district.db" if request.param == "sqlite" else fresh_district)
    for register in (LICENCE_LIBRARY, LICENCE_NUMBERS):
        behave(district, Instant(), matter=register.code)

    def file(licence: HeldLicence) -> None:
        with district.transaction() as books:
            licences.enter(books, _row(licence))

    yield LibraryStandIn(district), file
    district.close()


def _row(licence: HeldLicence) -> LicenceEntry:
    return LicenceEntry(
        identifier=licence.identifier,
        code=licence.code,
        name="招牌许可",
        number=licence.holder,
        issue_key=f"held/{uuid4()}",
        issued_at=AT,
        valid_until=licence.valid_until,
        suspended_because="整改" if licence.status is LicenceStatus.SUSPENDED else None,
        revoked_because="撤销" if licence.status is LicenceStatus.REVOKED else None,
    )


def licence(
    holder: str, status: LicenceStatus = LicenceStatus.IN_FORCE, *, until: date | None = None
) -> HeldLicence:
    return HeldLicence(
        as_of=AT.date(),
        identifier=str(uuid4()),
        code=KIND,
        holder=holder,
        status=status,
        valid_until=until,
        elements={},
    )


@pytest.fixture
def holder() -> str:
    """Somebody new."""
    return str(uuid4())


def test_what_somebody_has(library: tuple[LicenceLibrary, File], holder: str) -> None:
    """By kind and holder, or by its number; nobody else has it, and he has no other kind."""
    asked, file = library
    mine = licence(holder)
    file(mine)
    assert asked.held(code=KIND, holder=holder, on=DAY, patience=PATIENCE) == mine
    assert asked.numbered(mine.identifier, patience=PATIENCE) == mine
    assert asked.held(code="food-licence", holder=holder, on=DAY, patience=PATIENCE) is None
    assert asked.held(code=KIND, holder=str(uuid4()), on=DAY, patience=PATIENCE) is None


def test_a_number_that_is_made_up(library: tuple[LicenceLibrary, File]) -> None:
    """There is nothing under it, which is no fault."""
    asked, _ = library
    assert asked.numbered(str(uuid4()), patience=PATIENCE) is None


@pytest.mark.parametrize("status", OUT_OF_FORCE)
@pytest.mark.parametrize("first", [True, False])
def test_the_one_in_force(
    library: tuple[LicenceLibrary, File], holder: str, status: LicenceStatus, *, first: bool
) -> None:
    """Of several that is the answer, whichever was issued first; the other is there by its number."""
    asked, file = library
    good, other = licence(holder), licence(holder, status)
    for one in (good, other) if first else (other, good):
        file(one)
    assert asked.held(code=KIND, holder=holder, on=DAY, patience=PATIENCE) == good
    assert asked.numbered(other.identifier, patience=PATIENCE) == other


@pytest.mark.parametrize("first", [True, False])
def test_one_that_has_expired(library: tuple[LicenceLibrary, File], holder: str, *, first: bool) -> None:
    """It counts to its last day; afterwards it hides none that is valid, and is told where there is none."""
    asked, file = library
    good, old = licence(holder), licence(holder, until=DAY)
    if first:
        file(old)
        assert asked.held(code=KIND, holder=holder, on=DAY, patience=PATIENCE) == old
        told = asked.held(code=KIND, holder=holder, on=DAY + timedelta(days=1), patience=PATIENCE)
        assert told == old
        assert not old.is_valid(DAY + timedelta(days=1))
    file(good)
    if not first:
        file(old)
    assert asked.held(code=KIND, holder=holder, on=DAY + timedelta(days=1), patience=PATIENCE) == good


def test_all_that_are_in_force(library: tuple[LicenceLibrary, File], holder: str) -> None:
    """Whoever has several has each of them; what is out of force is not among them."""
    asked, file = library
    good = [licence(holder) for _ in range(3)]
    for one in (
        *good,
        licence(holder, LicenceStatus.REVOKED),
        licence(holder, until=DAY - timedelta(days=1)),
    ):
        file(one)
    held = asked.held(code=KIND, holder=holder, on=DAY, patience=PATIENCE)
    assert held
    told = {one.identifier for one in (held, *held.others)}
    assert told == {one.identifier for one in good}


@pytest.mark.parametrize("status", OUT_OF_FORCE)
def test_one_that_is_not_in_force(
    library: tuple[LicenceLibrary, File], holder: str, status: LicenceStatus
) -> None:
    """It is told, with how it stands, where there is no other."""
    asked, file = library
    mine = licence(holder, status)
    file(mine)
    assert asked.held(code=KIND, holder=holder, on=DAY, patience=PATIENCE) == mine


def test_asking_a_library_changes_nothing(library: tuple[LicenceLibrary, File], holder: str) -> None:
    """Any number may ask, at once too."""
    asked, file = library
    mine = licence(holder)
    file(mine)
    with ThreadPoolExecutor(MANY) as beside:
        calls = [
            beside.submit(asked.held, code=KIND, holder=holder, on=DAY, patience=PATIENCE)
            for _ in range(MANY)
        ]
    assert [call.result() for call in calls] == [mine] * MANY


@pytest.mark.parametrize(
    ("behaviour", "error"), [(Silent(), RegisterSilent), (Failing(times=1), RegisterFault)]
)
def test_a_library_out_of_order(tmp_path: Path, behaviour: Silent | Failing, error: type[Exception]) -> None:
    """Whoever asks for a licence, or for a number, is told so: it is not taken for having none."""
    district = District(f"sqlite:///{tmp_path}/district.db")
    for register in (LICENCE_LIBRARY, LICENCE_NUMBERS):
        behave(district, behaviour, matter=register.code)
    asked = LibraryStandIn(district)
    with pytest.raises(error):
        asked.held(code=KIND, holder="somebody", on=DAY, patience=SOON)
    with pytest.raises(error):
        asked.numbered("number", patience=SOON)
    district.close()
