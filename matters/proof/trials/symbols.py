"""Answers that stand for all answers of their kind: what a rule makes of them is a term of z3.

Where a rule compares such terms, the way that it takes parts in two, as far as either can be. What cannot
be said of terms (the year of a date, the letters of a name) is `Undecidable`, and never guessed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any

Term = Any
"""Of z3, which is loaded where it is needed and says nothing of its types."""

Decide = Callable[[Term], bool]


class Undecidable(Exception):
    """A rule does with an answer what the solver has no terms for."""


def solver() -> Any:
    """A theory of whole and decimal numbers."""
    return import_module("z3")


@dataclass(frozen=True, eq=False)
class Truth:
    """Either, until somebody asks."""

    term: Term
    decide: Decide

    def __bool__(self) -> bool:
        return self.decide(self.term)


@dataclass(frozen=True, eq=False)
class Symbol:
    """All answers to one question; printed as its name, so that it can be the key of an enquiry."""

    term: Term
    decide: Decide
    name: str = ""

    def __str__(self) -> str:
        return f"<{self.name}>"

    def __hash__(self) -> int:
        raise Undecidable(f"a set or a mapping of {self.name}")

    def __getattr__(self, attribute: str) -> Any:
        raise Undecidable(f"{attribute} of {self.name}")

    def _read(self, other: object) -> Term:
        raise NotImplementedError

    def _truth(self, term: Term) -> Truth:
        return Truth(term, self.decide)

    def __eq__(self, other: object) -> Any:
        return False if other is None else self._truth(self.term == self._read(other))

    def __ne__(self, other: object) -> Any:
        return True if other is None else self._truth(self.term != self._read(other))


class Comparable(Symbol):
    """What has a more and a less."""

    __hash__ = Symbol.__hash__

    def __lt__(self, other: object) -> Truth:
        return self._truth(self.term < self._read(other))

    def __le__(self, other: object) -> Truth:
        return self._truth(self.term <= self._read(other))

    def __gt__(self, other: object) -> Truth:
        return self._truth(self.term > self._read(other))

    def __ge__(self, other: object) -> Truth:
        return self._truth(self.term >= self._read(other))


class Quantity(Comparable):
    """A number, and what is reckoned with it."""

    __hash__ = Symbol.__hash__

    def _read(self, other: object) -> Term:
        if isinstance(other, Quantity):
            return other.term
        if isinstance(other, int | Decimal):
            return solver().RealVal(str(Decimal(other)))
        raise Undecidable(f"{self.name} beside {other!r}")

    def _made(self, term: Term) -> "Quantity":
        return Quantity(term, self.decide, self.name)

    def __add__(self, other: object) -> "Quantity":
        return self._made(self.term + self._read(other))

    __radd__ = __add__

    def __sub__(self, other: object) -> "Quantity":
        return self._made(self.term - self._read(other))

    def __rsub__(self, other: object) -> "Quantity":
        return self._made(self._read(other) - self.term)

    def __mul__(self, other: object) -> "Quantity":
        return self._made(self.term * self._read(other))

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> "Quantity":
        return self._made(self.term / self._read(other))

    def __neg__(self) -> "Quantity":
        return self._made(-self.term)

    def __bool__(self) -> bool:
        return self.decide(self.term != 0)


class Duration(Comparable):
    """Of days, between two dates."""

    __hash__ = Symbol.__hash__

    @property
    def days(self) -> Quantity:
        return Quantity(self.term, self.decide, self.name)

    def _read(self, other: object) -> Term:
        if isinstance(other, Duration):
            return other.term
        if isinstance(other, timedelta):
            return solver().RealVal(other.days)
        raise Undecidable(f"{self.name} beside {other!r}")


class AnyDay(Comparable):
    """A date, by its ordinal."""

    __hash__ = Symbol.__hash__

    def _read(self, other: object) -> Term:
        if isinstance(other, AnyDay):
            return other.term
        if isinstance(other, date):
            return solver().RealVal(other.toordinal())
        raise Undecidable(f"{self.name} beside {other!r}")

    def __sub__(self, other: object) -> "AnyDay | Duration":
        if isinstance(other, timedelta):
            return AnyDay(self.term - other.days, self.decide, self.name)
        return Duration(self.term - self._read(other), self.decide, self.name)

    def __rsub__(self, other: object) -> Duration:
        return Duration(self._read(other) - self.term, self.decide, self.name)

    def __add__(self, other: object) -> "AnyDay":
        if isinstance(other, timedelta):
            return AnyDay(self.term + other.days, self.decide, self.name)
        raise Undecidable(f"{self.name} and {other!r}")


class Name(Symbol):
    """A text of which only matters whether it is the same as another; a number stands for it."""

    __hash__ = Symbol.__hash__

    def _read(self, other: object) -> Term:
        if isinstance(other, Name):
            return other.term
        if isinstance(other, str):
            return solver().RealVal(number_of(str(other.value) if isinstance(other, Enum) else str(other)))
        raise Undecidable(f"{self.name} beside {other!r}")

    def __bool__(self) -> bool:
        return self.decide(self.term != solver().RealVal(number_of("")))


def number_of(text: str) -> int:
    """The same for the same text, another for another."""
    return int.from_bytes(b"\x01" + text.encode(), "big")
