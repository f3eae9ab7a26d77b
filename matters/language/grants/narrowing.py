"""A necessary condition as data, so that a database can leave out most of those without a right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from .period import Period

Plain = date | int | str | bool | tuple[str, ...] | None


class Op(StrEnum):
    """Comparisons of a column with a value; as in SQL, an empty column compares with nothing."""

    AT_MOST = "<="
    AT_LEAST = ">="
    EQUALS = "="
    IN = "in"
    IS_NULL = "is null"
    NOT_NULL = "is not null"


def nothing(_: Period) -> None:
    """The value of a bound that compares with none."""


@dataclass(frozen=True, kw_only=True)
class Bound:
    """`column op value(period)`; with `or_null` an empty column passes, too.

    Whoever does not pass may still pass by `otherwise`: registers may have changed since the period.
    """

    column: str
    op: Op
    value: Callable[[Period], Plain] = nothing
    or_null: bool = False
    otherwise: Bound | None = None

    def admits(self, beneficiary: object, period: Period) -> bool:
        """What the database answers for this row."""
        if self.otherwise and self.otherwise.admits(beneficiary, period):
            return True
        held: Any = getattr(beneficiary, self.column)
        if held is None:
            return self.or_null or self.op is Op.IS_NULL
        return _COMPARES[self.op](held, self.value(period))


_COMPARES: dict[Op, Callable[[Any, Any], bool]] = {
    Op.AT_MOST: lambda held, value: bool(held <= value),
    Op.AT_LEAST: lambda held, value: bool(held >= value),
    Op.EQUALS: lambda held, value: bool(held == value),
    Op.IN: lambda held, value: held in value,
    Op.IS_NULL: lambda _held, _value: False,
    Op.NOT_NULL: lambda _held, _value: True,
}


@dataclass(frozen=True)
class Narrowing:
    """All bounds hold for whoever is entitled, or would be if a missing datum were known.

    That they hold entitles nobody.
    """

    bounds: tuple[Bound, ...]

    def admits(self, beneficiary: object, period: Period) -> bool:
        return all(bound.admits(beneficiary, period) for bound in self.bounds)
