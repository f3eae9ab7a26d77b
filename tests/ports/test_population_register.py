"""What every register of persons keeps to; people are put into it as it is told of them."""

from collections.abc import Generator
from dataclasses import fields
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from activities.ports.population_register import ACCOUNT, Noted, PopulationRegister, RowKind
from activities.stand_ins.books import District
from activities.stand_ins.population import PopulationStandIn
from client import RegistryEvent
from client.messages.grants.events import Birth, Birthday, Death, DeathTakenBack, Fact, Hiring, Move
from matters.language import Bound, Narrowing, Op, Payee, Period, PeriodKind, Person

OWN, FOR_A_CHILD = RowKind(Person, Payee.BENEFICIARY), RowKind(Person, Payee.GUARDIAN)
YEAR = Period(kind=PeriodKind.YEAR, label="2026", first=date(2026, 1, 1), last=date(2026, 12, 31))
BORN = date(2020, 2, 29)
NUMBER = "6228480000000001"
HELD = Noted.HELD
NAMES = [field.name for field in fields(Person) if field.name != "enjoyed"]


@pytest.fixture(params=["sqlite", "postgres"])
def register(
    request: pytest.FixtureRequest, tmp_path: Path, fresh_district: str
) -> Generator[PopulationRegister]:
    """The stand-in, on each kind of database."""
    district = District(f"sqlite:///{tmp_path}/district.db" if request.param == "sqlite" else fresh_district)
    yield PopulationStandIn(district)
    district.close()


def event(person: str, fact: Fact, *, on: date | None = None) -> RegistryEvent:
    """With an id of its own."""
    at = datetime.combine(on, time(12), tzinfo=UTC) if on else None
    return RegistryEvent(id=str(uuid4()), person=person, fact=fact, happened_at=at)


def born(register: PopulationRegister, *, key: str = "", guardian: str | None = None) -> str:
    """Somebody new."""
    person = key or f"n{uuid4().hex}"
    assert (
        register.note(event(person, Birth(born_on=BORN, registered_in="990101", guardian=guardian))) is HELD
    )
    return person


def row(register: PopulationRegister, person: str, kind: RowKind = OWN) -> dict[str, Any]:
    """What is held of somebody, by the names of the fields, and who is paid."""
    (found,) = register.some(kind, [person])
    return dict(zip([*NAMES, "payee"], found, strict=True))


def test_a_row(register: PopulationRegister) -> None:
    """Its fields stand in their order, the account where it is asked whether it is known, the payee last."""
    mother = born(register)
    child = born(register, guardian=mother)
    held = row(register, child)
    assert (held["key"], held["born_on"], held["guardian"]) == (child, BORN, mother)
    assert (held[ACCOUNT], held["payee"]) == (None, child)
    paid_to_her = row(register, child, FOR_A_CHILD)
    assert paid_to_her["payee"] == mother
    assert row(register, mother, FOR_A_CHILD)["payee"] is None


def test_some(register: PopulationRegister) -> None:
    """Only those that are registered, each once."""
    one, two = born(register), born(register)
    found = register.some(OWN, [two, one, "nobody"])
    assert sorted(held[0] for held in found) == sorted([one, two])
    assert list(register.some(OWN, [])) == []


def test_pages(register: PopulationRegister) -> None:
    """In the order of the keys, byte by byte, behind a key; a short page is the last one."""
    prefix = uuid4().hex
    keys = [born(register, key=f"{prefix}{letter}") for letter in ("a", "B", "Z", "é", "中", "-", "b")]
    everybody = Narrowing((Bound(column="born_on", op=Op.AT_MOST, value=lambda period: period.last),))
    found: list[str] = []
    after = prefix
    while True:
        page = register.page(OWN, narrowing=everybody, period=YEAR, after=after, size=3)
        found += [held[0] for held in page if held[0].startswith(prefix)]
        if len(page) < 3:
            break
        after = page[-1][0]
    assert found == sorted(keys)


def test_a_narrowing(register: PopulationRegister) -> None:
    """All bounds hold of whoever is left; an empty column passes only where that is said."""
    prefix = uuid4().hex
    alive, dead = (born(register, key=f"{prefix}{name}") for name in ("alive", "dead"))
    register.note(event(dead, Death(died_on=date(2025, 12, 31))))

    def left(**bound: Any) -> list[str]:
        narrowing = Narrowing((Bound(column="died_on", **bound),))
        page = register.page(OWN, narrowing=narrowing, period=YEAR, after=prefix, size=2)
        return [held[0] for held in page if held[0].startswith(prefix)]

    assert left(op=Op.AT_LEAST, value=_first_day) == []
    assert left(op=Op.AT_LEAST, value=_first_day, or_null=True) == [alive]
    assert left(op=Op.NOT_NULL) == [dead]


def _first_day(period: Period) -> date:
    return period.first


def test_what_is_noted_is_answered(register: PopulationRegister) -> None:
    """Every look-up answers with an event from then on."""
    person = born(register)
    assert row(register, person)["died_on"] is None
    hired = Hiring(employer="f1", employed_since=date(2026, 3, 1), insured_months=1)
    assert register.note(event(person, hired)) is HELD
    assert register.note(event(person, Death(died_on=date(2026, 4, 1)))) is HELD
    held = row(register, person)
    assert (held["work"], held["employer"], held["died_on"]) == ("单位就业", "f1", date(2026, 4, 1))


def test_the_children_of_somebody_who_has_died(register: PopulationRegister) -> None:
    """They need another guardian."""
    mother = born(register)
    child = born(register, guardian=mother)
    register.note(event(mother, Death(died_on=date(2026, 4, 1))))
    assert row(register, child)["guardian"] is None


def test_an_event_that_is_noted_again(register: PopulationRegister) -> None:
    """It changes nothing more, also when another was noted since."""
    person = born(register)
    first, second = (event(person, Move(registered_in=place)) for place in ("990102", "990103"))
    for told in (first, first, second, first):
        assert register.note(told) is HELD
    assert row(register, person)["registered_in"] == "990103"


def test_an_event_that_comes_late(register: PopulationRegister) -> None:
    """Of two of a kind, that which happened later stands, in whichever order they come, and however often."""
    person = born(register)
    first, second = (
        event(person, Move(registered_in=place), on=date(2026, 3, day))
        for place, day in (("990102", 1), ("990103", 2))
    )
    assert register.note(second) is HELD
    assert [register.note(first), register.note(first), register.note(second)] == [
        Noted.LATE,
        Noted.LATE,
        HELD,
    ]
    assert row(register, person)["registered_in"] == "990103"
    hired = event(person, Hiring(employer="f1", employed_since=date(2026, 2, 1)), on=date(2026, 2, 1))
    assert register.note(hired) is HELD


def test_an_event_after_a_death(register: PopulationRegister) -> None:
    """The dead do not move: one of the two is wrong. What happened before the death is taken as it is."""
    person = born(register)
    register.note(event(person, Death(died_on=date(2026, 4, 1)), on=date(2026, 4, 2)))
    before = event(person, Move(registered_in="990102"), on=date(2026, 3, 1))
    after = event(person, Move(registered_in="990103"), on=date(2026, 5, 1))
    assert [register.note(each) for each in (before, after)] == [HELD, Noted.AFTER_DEATH]
    assert row(register, person)["registered_in"] == "990102"
    assert register.note(event(person, DeathTakenBack(), on=date(2026, 5, 2))) is HELD
    assert register.note(event(person, Death(died_on=date(2026, 4, 1)), on=date(2026, 4, 2))) is Noted.LATE
    assert register.note(after) is HELD
    assert (row(register, person)["died_on"], row(register, person)["registered_in"]) == (None, "990103")


def test_a_move_within_the_city(register: PopulationRegister) -> None:
    """Since when somebody has been here, or away, changes only with a move in or out."""
    person = born(register)
    for place, day, since in (
        ("990102", date(2026, 5, 1), None),
        ("980101", date(2026, 6, 1), date(2026, 6, 1)),
        ("970101", date(2026, 7, 1), date(2026, 6, 1)),
        ("990101", date(2026, 8, 1), date(2026, 8, 1)),
    ):
        register.note(event(person, Move(registered_in=place, registered_since=day)))
        held = row(register, person)
        assert (held["registered_in"], held["registered_since"]) == (place, since)


def test_an_event_of_somebody_who_is_not_registered(register: PopulationRegister) -> None:
    """Nothing is known of it; told again after a birth, it is news."""
    person = f"n{uuid4().hex}"
    for fact in (Move(registered_in="990102"), Birthday()):
        assert register.note(event(person, fact)) is Noted.NOBODY
    early = event(person, Move(registered_in="990102"))
    assert register.note(early) is Noted.NOBODY
    born(register, key=person)
    assert register.note(early) is HELD
    assert row(register, person)["registered_in"] == "990102"
    assert register.note(event(person, Birthday())) is HELD


def test_a_birth_changes_nobody_who_is_there(register: PopulationRegister) -> None:
    """Of two births of the same person the first is the one."""
    person = born(register)
    assert register.note(event(person, Birth(born_on=date(2021, 1, 1)))) is HELD
    assert row(register, person)["born_on"] == BORN
