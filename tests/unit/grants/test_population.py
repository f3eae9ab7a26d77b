"""The population of nobody: the same for the same seed, and with the columns that the rules read."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from activities.errors import RegistersNotEmpty
from activities.stand_ins.books import District, population
from activities.stand_ins.population import generate
from matters.language import Firm, Person
from tests.support.terminal import onematter
from tests.support.town import DAY, query


def _people(path: Path, seed: int) -> list[tuple[object, ...]]:
    district = District(f"sqlite:///{path}")
    assert list(generate(district, count=300, seed=seed, on=DAY)) == [300]
    rows = query(district, "SELECT * FROM persons ORDER BY key")
    district.close()
    return [tuple(row) for row in rows]


def test_a_seed_makes_the_same_people(tmp_path: Path) -> None:
    """The same seed and day give the same people, another seed gives others."""
    first = _people(tmp_path / "1.db", 1)
    assert first == _people(tmp_path / "2.db", 1)
    assert first != _people(tmp_path / "3.db", 2)


@pytest.mark.parametrize("kind", [Person, Firm])
def test_a_column_for_every_field(kind: type[Person | Firm]) -> None:
    """A row has the fields of its dataclass in their order; an account stands for whether it is known."""
    columns = [column.name for column in population.TABLES[kind].columns]
    names = [field.name for field in fields(kind) if field.name != "enjoyed"]
    assert columns == ["account" if name == "account_known" else name for name in names]


def test_nobody_is_added_to_people_who_are_there(tmp_path: Path) -> None:
    """Registers that hold people are left as they are."""
    district = District(f"sqlite:///{tmp_path}/district.db")
    list(generate(district, count=10, seed=1, on=DAY))
    with pytest.raises(RegistersNotEmpty):
        list(generate(district, count=10, seed=1, on=DAY))
    district.close()


def test_everybody_is_born_and_nobody_in_the_future(tmp_path: Path) -> None:
    """Birthdays lie before the day of the ages, deaths between birth and that day."""
    district = District(f"sqlite:///{tmp_path}/district.db")
    list(generate(district, count=2_000, seed=3, on=date(2026, 1, 1)))
    wrong = query(district, "SELECT key FROM persons WHERE born_on > '2026-01-01' OR died_on < born_on")
    assert not wrong
    district.close()


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It tells how many people a second; asked again it says in one line why not."""
    wanted = ("--people", "500", "--on", "2026-11-23", "--district", f"{tmp_path}/district.db")
    arguments = ("population", "generate", *wanted)
    assert onematter(arguments) == 0
    assert "500 people" in capsys.readouterr().out
    assert onematter(arguments) == 2
    assert "RegistersNotEmpty" in capsys.readouterr().err
