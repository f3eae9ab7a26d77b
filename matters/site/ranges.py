"""Choices that stand for many answers: a number is asked as the ranges in which nothing changes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import TypeGuard

from pydantic.fields import FieldInfo

Profile = Callable[[Decimal], object]
"""All that is said if a number has this value."""

BOOLEANS = {True: "是", False: "否"}
ANY = "有，会填写"


@dataclass(frozen=True, kw_only=True)
class AnswerChoice:
    """What is read, an answer that stands for the others, and the numbers between which these lie."""

    label: str
    sample: object
    first: Decimal | None = None
    last: Decimal | None = None

    @classmethod
    def of(cls, answer: object) -> "AnswerChoice":
        """An answer that stands for itself; a text, for any text."""
        if isinstance(answer, bool):
            return cls(label=BOOLEANS[answer], sample=answer)
        if answer is None:
            return cls(label="没有，不填", sample=None)
        return cls(label=str(answer) if isinstance(answer, Enum) else ANY, sample=answer)

    def stands_for(self, answer: object) -> bool:
        """Whether it is this answer, or one of the numbers."""
        if is_number(self.sample) and is_number(answer):
            return (self.first is None or self.first <= answer) and (self.last is None or answer <= self.last)
        return self.sample == answer and is_number(self.sample) is is_number(answer)


def is_number(answer: object) -> TypeGuard[int | Decimal]:
    return isinstance(answer, int | Decimal) and not isinstance(answer, bool)


def numbers_of(answers: Iterable[object]) -> tuple[Decimal, ...]:
    """Those among the answers, in order."""
    return tuple(sorted(Decimal(answer) for answer in answers if is_number(answer)))


def ranges_of(numbers: tuple[Decimal, ...], field: FieldInfo, profile: Profile) -> Iterator[AnswerChoice]:
    """The ranges in which all numbers are alike, from the lowest; the samples show that there are several."""
    step = Decimal(1).scaleb(-_places(field))
    edges = [
        _edge(low, high, step, profile) for low, high in pairwise(numbers) if profile(low) != profile(high)
    ]
    firsts = (None, *(first for _, first in edges))
    lasts = (*(last for last, _ in edges), None)
    for first, last in zip(firsts, lasts, strict=True) if numbers else ():
        sample = next(value for value in (first, last, numbers[0]) if value is not None)
        yield AnswerChoice(label=_label(first, last, step), sample=sample, first=first, last=last)


def _edge(low: Decimal, high: Decimal, step: Decimal, profile: Profile) -> tuple[Decimal, Decimal]:
    """The last number that is as `low`, and the first that is not."""
    below = profile(low)
    while high - low > step:
        middle = low + ((high - low) / 2 // step) * step
        low, high = (middle, high) if profile(middle) == below else (low, middle)
    return low, high


def _label(first: Decimal | None, last: Decimal | None, step: Decimal) -> str:
    said = (_from(first, step) if first is not None else "", _to(last, step) if last is not None else "")
    return "，".join(filter(None, said)) or ANY


def _from(first: Decimal, step: Decimal) -> str:
    before = first - step
    return f"超过 {_plain(before)}" if _is_rounder(before, first) else f"{_plain(first)} 及以上"


def _to(last: Decimal, step: Decimal) -> str:
    after = last + step
    return f"{_plain(last)} 及以下" if _is_rounder(last, after) else f"不足 {_plain(after)}"


def _is_rounder(one: Decimal, other: Decimal) -> bool:
    """Whether people would name this one of two neighbours as the bound."""
    return len(_plain(one)) < len(_plain(other))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _places(field: FieldInfo) -> int:
    """Decimal places that an answer may have."""
    said = (getattr(each, "decimal_places", None) for each in _constraints(field))
    return next((places for places in said if places is not None), 0)


def _constraints(field: FieldInfo) -> Iterator[object]:
    for each in (*field.metadata, *getattr(field.annotation, "__args__", ())):
        yield each
        for inner in getattr(each, "metadata", getattr(each, "__metadata__", ())):
            yield inner
            yield from getattr(inner, "metadata", ())
