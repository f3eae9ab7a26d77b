"""`check` proves of every grant that whoever has a right to it is found by its narrowing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

import pytest

from matters import catalogue
from matters.definitions import grants
from matters.definitions.grants.old_age import age_in_month
from matters.language import (
    Amount,
    AmountLine,
    Bound,
    Grant,
    Narrowing,
    Occasion,
    Op,
    Period,
    Person,
    Rule,
)
from matters.proof.grant_proof import prove_grant

LOWERED_TO: Final = 63


def _is_63(person: Person, occasion: Occasion) -> bool:
    return age_in_month(person.born_on, occasion.period.last) >= LOWERED_TO


def _flat(_person: Person, _occasion: Occasion) -> Amount:
    return Amount((AmountLine(says="每季", fen=100),))


def _drops_nobody(rules: tuple[Rule[Person], ...]) -> Iterator[Rule[Person]]:
    for rule in rules:
        yield replace(rule, says="期内年满63周岁", holds=_is_63) if rule.id == "of-age" else rule


def test_an_age_lowered_in_the_rule_alone() -> None:
    """The draft that lost 1,350 of 15,867 people is told, with somebody whom it loses."""
    draft = replace(grants.OLD_AGE, rules=tuple(_drops_nobody(grants.OLD_AGE.rules)), amount=_flat)
    [fault] = prove_grant(draft)
    assert fault.where == "old-age-allowance/born_on"
    assert "leaves out somebody with a right to it for 2023-Q2: born_on=" in fault.says


def _narrower(bound: Bound) -> Bound | None:
    """The bound with an edge moved so that it drops somebody; None where it has no edge to move."""

    def value(period: Period) -> Any:
        held = bound.value(period)
        step: Any = timedelta(31) if isinstance(held, date) else 1
        match bound.op:
            case Op.AT_MOST:
                return held - step
            case Op.AT_LEAST:
                return held + step
            case Op.IN:
                return held[1:]  # type: ignore[index]
            case Op.EQUALS:
                return next(other for other in _alike(held) if other != held)
            case _:
                return held

    return None if bound.op in {Op.IS_NULL, Op.NOT_NULL} else replace(bound, value=value)


def _alike(held: object) -> tuple[object, ...]:
    return tuple(type(held)) if isinstance(held, StrEnum) else (True, False)


def _with_bounds(grant: Grant[Any], place: int, bounds: tuple[Bound, ...]) -> Grant[Any]:
    """The grant with other bounds in the place of one."""
    kept = grant.narrowing.bounds
    return replace(grant, narrowing=Narrowing((*kept[:place], *bounds, *kept[place + 1 :])))


SPOILT: Final = [
    pytest.param(_with_bounds(grant, place, (narrower,)), bound.column, id=f"{grant.code}-{bound.column}")
    for grant in {grant.code: grant for grant in catalogue.GRANTS}.values()
    for place, bound in enumerate(grant.narrowing.bounds)
    if (narrower := _narrower(bound))
]


@pytest.mark.parametrize(("spoilt", "column"), SPOILT)
def test_a_bound_that_is_moved_is_told(spoilt: Grant[Any], column: str) -> None:
    """Whichever bound of whichever grant is drawn a little closer: somebody is lost, and that is told."""
    assert column in {fault.where.partition("/")[2] for fault in prove_grant(spoilt)}


@pytest.mark.parametrize(
    "bound",
    [
        Bound(column="died_on", op=Op.NOT_NULL),
        Bound(column="registered_in", op=Op.IS_NULL),
        Bound(column="discredited", op=Op.EQUALS, value=lambda _: True),
        Bound(column="insured_months", op=Op.AT_LEAST, value=lambda _: 1),
    ],
    ids=lambda bound: bound.column,
)
def test_a_bound_that_nothing_asks_for_is_told(bound: Bound) -> None:
    """A stranger's narrowing by a column that no rule is about, or by its opposite."""
    spoilt = replace(grants.OLD_AGE, narrowing=Narrowing((*grants.OLD_AGE.narrowing.bounds, bound)))
    assert f"old-age-allowance/{bound.column}" in {fault.where for fault in prove_grant(spoilt)}
