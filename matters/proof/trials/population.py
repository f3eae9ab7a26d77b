"""People of nobody at every edge of a grant: whoever has a right to it, or would be asked, must be found.

The rules are walked through until somebody is entitled; each column that they read is then set to every value
that may matter, alone and together with a column of the narrowing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, timedelta
from enum import EnumType
from functools import cache
from itertools import chain, islice
from types import NoneType
from typing import Any, get_args, get_type_hints

from ...definitions.divisions import CITY
from ...entitlement.entitlement import Entitlement, EntitlementVerdict, decide
from ...language import Bound, Grant, Occasion, Period, RuleKind, months_later
from .inquiry import Trail
from .samples import ELSEWHERE

MOST_TRIALS = 20_000
"""So many people are looked at until somebody is entitled."""

ENOUGH = 1
"""Entitled people of one period, from whom the others are varied."""

FEW = 8
"""Values of a column that is varied beside another: none, and the nearest edges."""

FOUND = (EntitlementVerdict.ENTITLED, EntitlementVerdict.MISSING)
_DAYS = (0, 1, -1, 31, -31)
_YEARS = (-1, 1, 2, -2, 5, -5, 10, -10, 20, -20, 40)


@dataclass(frozen=True, kw_only=True)
class Missed:
    """Somebody with a right to it whom the narrowing leaves out, and by which of its columns."""

    column: str
    row: Any
    period: Period


def all_bounds(grant: Grant[Any]) -> Iterator[Bound]:
    """With those by which somebody may pass otherwise."""
    for bound in grant.narrowing.bounds:
        each: Bound | None = bound
        while each:
            yield each
            each = each.otherwise


def missed(grant: Grant[Any]) -> Iterator[Missed]:
    """Everybody found with a right to it and left out."""
    for period in _periods(grant):
        town = _Town(grant, period)
        for row in town.left_out():
            if town.is_due(row):
                column = next(it.column for it in grant.narrowing.bounds if not it.admits(row, period))
                yield Missed(column=column, row=row, period=period)


def _periods(grant: Grant[Any]) -> tuple[Period, ...]:
    """The first, and one three years later, or the last."""
    later = months_later(grant.term.since, 36)
    until = grant.term.until or later
    return tuple(dict.fromkeys(map(grant.period_on, (grant.term.since, min(later, until)))))


class _Town:
    """What may be tried of one grant for one period."""

    def __init__(self, grant: Grant[Any], period: Period) -> None:
        self.grant = grant
        self.period = period
        self.on = min(period.last, date(9999, 1, 1)) + timedelta(10)
        self.row: Any = grant.beneficiary
        self.read: dict[str, None] = {}

    def is_due(self, row: Any) -> bool:
        """Whether somebody has a right to it, or would be asked; most fall at the first rule."""
        return self._passes(row) and self._decided(row).verdict in FOUND

    def _decided(self, row: Any) -> Entitlement:
        """Upon a claim in time."""
        return decide(self.grant, row, period=self.period, on=self.on, claimed=True)

    def left_out(self) -> Iterator[Any]:
        """Those whom the narrowing drops, by a column or by one and another beside it."""
        bounded = tuple(dict.fromkeys(bound.column for bound in all_bounds(self.grant)))
        for row in islice(self.entitled(), ENOUGH):
            yield from self._dropped((row,))
            for column in bounded:
                varied = tuple(
                    self._dropped(replace(row, **{column: value}) for value in self.values(column))
                )
                yield from varied
                for other in self.read:
                    few = self.values(other)[:FEW] if other != column else ()
                    yield from self._dropped(replace(one, **{other: also}) for one in varied for also in few)

    def _dropped(self, rows: Iterable[Any]) -> Iterator[Any]:
        return (row for row in rows if not self.grant.narrowing.admits(row, self.period))

    def entitled(self) -> Iterator[Any]:
        """Those who get through all rules, the nearest to nobody in particular first."""
        trail: Trail | None = Trail()
        for _ in range(MOST_TRIALS):
            if trail is None:
                return
            asking = _asking(self, trail)
            if self._passes(asking):
                row = self.grant.beneficiary(**self._answered(asking))
                if self.is_due(row):
                    yield row
            trail = trail.another()

    def _passes(self, asking: Any) -> bool:
        occasion = Occasion(self.period, self.on, claimed=True)
        for rule in self.grant.all_rules:
            said = rule.holds(asking, occasion)
            if (said is False and rule.kind is RuleKind.CONDITION) or (
                said and rule.kind is RuleKind.EXCLUSION
            ):
                return False
        return True

    def _answered(self, asking: Any) -> dict[str, Any]:
        return {**needed(self.grant.beneficiary), **asking.answers}

    def values(self, column: str) -> tuple[object, ...]:
        return _values_of(self.grant, self.period, column)


@cache
def _values_of(grant: Grant[Any], period: Period, column: str) -> tuple[object, ...]:
    """What nobody has said first, as it is of most people; then every edge."""
    field = next(each for each in fields(grant.beneficiary) if each.name == column)
    kind = get_type_hints(grant.beneficiary)[column]
    kinds = get_args(kind) or (kind,)
    first = () if field.default is MISSING else (field.default,)
    none = (None,) if NoneType in kinds else ()
    return tuple(dict.fromkeys(chain(first, none, *(_edges(each, grant, period, column) for each in kinds))))


def _edges(kind: Any, grant: Grant[Any], period: Period, column: str) -> Iterator[object]:
    held = [bound.value(period) for bound in all_bounds(grant) if bound.column == column]
    compared = [one for value in held for one in (value if isinstance(value, tuple) else (value,))]
    if kind is bool:
        yield from (True, False)
    elif isinstance(kind, EnumType):
        yield from kind
    elif kind is int:
        numbers = [value for value in compared if type(value) is int]
        for value in (*numbers, *(int(figure.value) for figure in grant.figures), 0, 1, 100, 100_000):
            yield from (value, value + 1, max(0, value - 1), value * 12)
    elif kind is date:
        days = [value for value in compared if isinstance(value, date)]
        for day in (*days, period.first, min(period.last, date(2999, 1, 1))):
            yield from (day + timedelta(days) for days in _DAYS)
            yield from (months_later(day, 12 * years) for years in _YEARS)
    elif kind is str:
        yield from (*(value for value in compared if isinstance(value, str)), CITY[0], ELSEWHERE)


def needed(beneficiary: type[Any]) -> dict[str, object]:
    """What a row cannot be made without."""
    kinds = get_type_hints(beneficiary)
    blanks: dict[object, object] = {str: "somebody", date: date(2000, 1, 1)}
    return {each.name: blanks[kinds[each.name]] for each in fields(beneficiary) if each.default is MISSING}


@cache
def _that_asks(beneficiary: Any) -> Any:
    def answer(self: Any, column: str) -> object:
        if column not in {each.name for each in fields(beneficiary)}:
            raise AttributeError(f"{beneficiary.__name__} has no {column!r}", name=column, obj=self)
        if column == "enjoyed":
            return ()
        if column not in self.answers:
            options = self.town.values(column)
            self.answers[column] = options[self.trail.choose(len(options))]
            self.town.read.setdefault(column)
        return self.answers[column]

    return type(beneficiary.__name__, (beneficiary,), {"__getattr__": answer})


def _asking(town: _Town, trail: Trail) -> Any:
    asking = object.__new__(_that_asks(town.row))
    vars(asking).update(town=town, trail=trail, answers={})
    return asking
