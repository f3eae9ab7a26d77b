"""Persons counted by hand, a table for each policy, each row with the paragraph that it is counted by."""

import tomllib
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

import pytest

from activities.grants.policies import period
from matters.language import Enjoyed
from tests.support.beneficiaries import ALL, Entitled
from tests.support.places import DATA

WHOSE: Final = {whose.grant.code: whose for whose in ALL}
TABLES: Final = sorted((DATA / "persons").glob("*.toml"))


class CountedPerson(NamedTuple):
    """A row: how the example of its policy is changed, and what is due."""

    whose: Entitled
    says: str
    by: str
    row: dict[str, Any]
    period: str
    fen: int
    on: date


def _rows() -> list[CountedPerson]:
    rows: list[CountedPerson] = []
    for table in TABLES:
        read = tomllib.loads(table.read_text())
        whose = WHOSE[read["policy"]]
        for each in read["person"]:
            quarters = [
                f"{2023 + (n + 2) // 4}-Q{(n + 2) % 4 + 1}" for n in range(each.get("had_quarters", 0))
            ]
            had = [*each.get("had", ()), *quarters]
            enjoyed = tuple(Enjoyed(policy=whose.grant.code, period=label, paid_to="x") for label in had)
            row = {**each["row"], "enjoyed": enjoyed}
            on = each.get("on", whose.on)
            rows.append(CountedPerson(whose, each["says"], each["by"], row, each["period"], each["fen"], on))
    return rows


@pytest.mark.parametrize(
    "counted", _rows(), ids=lambda counted: f"{counted.whose.grant.code}: {counted.says}"
)
def test_counted_by_hand(counted: CountedPerson) -> None:
    """What the policy comes to is what was counted."""
    whose = counted.whose
    row = replace(whose.row, **counted.row)
    assert counted.by
    assert (
        replace(whose, row=row, on=counted.on).fen(period=period(whose.grant, counted.period)) == counted.fen
    )


def test_every_policy_has_a_table() -> None:
    """A policy without persons counted by hand is not finished."""
    assert sorted(path.stem for path in TABLES) == sorted(WHOSE)
