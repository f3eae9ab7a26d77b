"""What base registers keep to: the stand-in on both databases, and a tiny one of another make."""

import time
from abc import ABC, abstractmethod
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest

from activities.errors import RegisterFault, RegisterSilent
from activities.ports.base_registers import BaseRegisters
from activities.stand_ins.base_registers import RegisterStandIn
from activities.stand_ins.behaviour import Failing, Instant, Silent
from activities.stand_ins.books import District, entries
from activities.stand_ins.books.entries import EntrySaid
from activities.stand_ins.departments import behave
from matters.definitions.registers import ACCOUNTS, POPULATION, AccountEntry

REGISTER: Final = ACCOUNTS.code
SAID: Final = AccountEntry(as_of=date(2026, 1, 5), phone="13900000001")
PATIENCE: Final = 5.0
SOON: Final = 0.3
MANY: Final = 8


class Office(ABC):
    """Registers, and what goes on behind them."""

    registers: BaseRegisters

    @abstractmethod
    def enter(self, key: str) -> None:
        """Let the register have an entry."""

    @abstractmethod
    def silence(self) -> None:
        """Let it answer nobody."""

    @abstractmethod
    def disturb(self) -> None:
        """Let it answer with an error."""


class CardIndex(BaseRegisters, Office):
    """Keeps its cards in memory."""

    def __init__(self) -> None:
        self.registers = self
        self._cards: dict[tuple[str, str], str] = {}
        self._error: Exception | None = None

    def entry(self, *, register: str, key: str, patience: float) -> str | None:
        """See `BaseRegisters.entry`."""
        if self._error:
            time.sleep(patience if isinstance(self._error, RegisterSilent) else 0)
            raise self._error
        return self._cards.get((register, key))

    def enter(self, key: str) -> None:
        self._cards[REGISTER, key] = SAID.model_dump_json()

    def silence(self) -> None:
        self._error = RegisterSilent("nobody is there")

    def disturb(self) -> None:
        self._error = RegisterFault("the cards are in disorder")


class StandInOffice(Office):
    """The district's."""

    def __init__(self, district: District) -> None:
        self.registers = RegisterStandIn(district)
        self._district = district

    def enter(self, key: str) -> None:
        with self._district.transaction() as books:
            entries.enter(books, [EntrySaid(source=REGISTER, key=key, entry=SAID.model_dump_json())])

    def silence(self) -> None:
        behave(self._district, Silent(), matter=REGISTER)

    def disturb(self) -> None:
        behave(self._district, Failing(times=1), matter=REGISTER)


@pytest.fixture(params=["sqlite", "postgres", "cards"])
def office(request: pytest.FixtureRequest, tmp_path: Path, fresh_district: str) -> Generator[Office]:
    """One of each make."""
    if request.param == "cards":
        yield CardIndex()
        return
    district = District(f"sqlite:///{tmp_path}/district.db" if request.param == "sqlite" else fresh_district)
    behave(district, Instant(), matter=REGISTER)
    yield StandInOffice(district)
    district.close()


@pytest.fixture
def key() -> str:
    """Of somebody new."""
    return str(uuid4())


def test_an_entry_is_of_its_register(office: Office, key: str) -> None:
    """It is what the definitions declare for the code, and no other register says it."""
    office.enter(key)
    said = office.registers.entry(register=REGISTER, key=key, patience=PATIENCE)
    assert said
    assert ACCOUNTS.entry.model_validate_json(said) == SAID
    assert office.registers.entry(register=POPULATION.code, key=key, patience=PATIENCE) is None


def test_nothing_is_an_answer(office: Office, key: str) -> None:
    """A register that has no entry says so; it is no fault."""
    assert office.registers.entry(register=REGISTER, key=key, patience=PATIENCE) is None


def test_asking_changes_nothing(office: Office, key: str) -> None:
    """Any number may ask, at once too, and all are told the same."""
    office.enter(key)
    with ThreadPoolExecutor(MANY) as beside:
        calls = [
            beside.submit(office.registers.entry, register=REGISTER, key=key, patience=PATIENCE)
            for _ in range(MANY)
        ]
    assert {call.result() for call in calls} == {SAID.model_dump_json()}


def test_silence_is_told_in_time(office: Office, key: str) -> None:
    """The engine does not cut a call off: it ends with its caller's patience."""
    office.enter(key)
    office.silence()
    begun = time.monotonic()
    with pytest.raises(RegisterSilent):
        office.registers.entry(register=REGISTER, key=key, patience=SOON)
    assert time.monotonic() - begun < PATIENCE


def test_an_error_is_a_fault(office: Office, key: str) -> None:
    """It is told apart from silence, and from having nothing."""
    office.enter(key)
    office.disturb()
    with pytest.raises(RegisterFault):
        office.registers.entry(register=REGISTER, key=key, patience=PATIENCE)
