"""Answers worth trying: all of a kind that has few, some of each kind that has many."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import EnumType
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from ...definitions.divisions import CITY
from ...language import Asks, Figure, Form
from ...language.partial_form import read_answers
from .inquiry import Inquiry, Presence, Region, Sought, Trail

TODAY = date(2026, 1, 5)
"""On which samples are received."""

_DAYS_FROM_TODAY = (0, 1, -1, -40, -400, -2_000, -7_300, -14_600, -25_600, 400)
"""Today, tomorrow, of a newborn, an infant, a child, a youth, people of forty and of seventy."""

_TEXTS = (
    *("示范甲", "示范乙", "x", "x1", "13800000000", "13800000001", "6222000000000000", "6222000000000001"),
    *("990101198001010014", "990101199001010027", "99010120150101004X"),
    *("11990101000000019X", "11990101000000027Q"),
    "1.2.156.3005.2.11990101000000019X001.11990101000000019X.000001.001.J",
)
_ENOUGH = 3
"""Texts for one question: one, another, and one more."""

ELSEWHERE = "110108"

KEPT = 64
"""Definitions of which is remembered what was tried: a proof and its report ask for the same."""

_MOST_AT_ONCE = 6
"""Choices of a list, each of which may be there or not."""


def alternatives(kind: Any) -> tuple[Any, ...]:
    """The kinds of which a union consists, nothing first; a kind by itself otherwise."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return alternatives(inner[0])
    if origin in {Union, UnionType}:
        parts = tuple(part for each in inner for part in alternatives(each))
        return tuple(sorted(parts, key=lambda each: each is not NoneType))
    return (kind,)


def few(kind: Any) -> tuple[object, ...] | None:
    """All answers of a plain kind, where they can be counted."""
    if isinstance(kind, EnumType):
        return tuple(kind)
    if get_origin(kind) is Literal:
        return get_args(kind)
    if get_origin(kind) is tuple:
        return _lists_of(few(alternatives(get_args(kind)[0])[0]))
    return _FEW.get(kind)


@cache
def _is_countable(kind: Any) -> bool:
    return all(few(each) for each in alternatives(kind))


_FEW: dict[Any, tuple[object, ...]] = {
    bool: (False, True),
    NoneType: (None,),
    Presence: (True, False),
    Region: ("", CITY[0], ELSEWHERE),
}


def _lists_of(choices: tuple[object, ...] | None) -> tuple[object, ...] | None:
    """Every list in which each stands at most once, and one in which one stands twice."""
    if not choices or len(choices) > _MOST_AT_ONCE:
        return None
    lists = (
        tuple(choice for place, choice in enumerate(choices) if chosen >> place & 1)
        for chosen in range(2 ** len(choices))
    )
    return (*lists, choices[:1] * 2)


@dataclass(frozen=True, eq=False)
class Sampler:
    """What is tried of one definition: around its figures; `words` are the choices that its forms offer.

    Registers say in plain text what a form says by a choice. One definition has one sampler, as others have
    that tell the same: what it has found out is remembered.
    """

    figures: tuple[Figure, ...] = ()
    words: tuple[str, ...] = ()
    known: dict[tuple[type[Form] | None, str], tuple[object, ...]] = field(
        default_factory=dict[tuple[type[Form] | None, str], tuple[object, ...]]
    )
    said: dict[tuple[Any, tuple[str, ...]], tuple[object, ...]] = field(
        default_factory=dict[tuple[Any, tuple[str, ...]], tuple[object, ...]]
    )

    def of_form(self, question: Sought) -> tuple[object, ...]:
        """As a form would read them, and only what it would take."""
        of = (question.form, question.name)
        if of not in self.known:
            such_as = (each for data in question.metadata if isinstance(data, Asks) for each in data.such_as)
            tried = self._of_kinds(question.kind, (*such_as, *_TEXTS))
            self.known[of] = tuple(_readable(tried, question))
        return self.known[of]

    def of_register(self, question: Sought, said: Iterable[object]) -> tuple[object, ...]:
        """What was said elsewhere, and something else."""
        texts = tuple(text for text in said if type(text) is str)
        if (question.kind, texts) not in self.said:
            every = tuple(dict.fromkeys((*texts, *_TEXTS[:2], *self.words)))
            self.said[question.kind, texts] = tuple(self._of_kinds(question.kind, every))
        return self.said[question.kind, texts]

    def _of_kinds(self, kinds: Any, texts: tuple[str, ...]) -> Iterator[Any]:
        for kind in alternatives(kinds):
            yield from few(kind) or self._of_kind(kind, texts)

    def _of_kind(self, kind: Any, texts: tuple[str, ...]) -> Iterator[Any]:
        inner = get_args(kind)
        if kind in {int, Decimal}:
            yield from map(kind, self._numbers())
        elif kind is date:
            yield from (TODAY + timedelta(days) for days in _DAYS_FROM_TODAY)
        elif kind is str:
            yield from texts
        elif get_origin(kind) is tuple:
            one, *_ = each = tuple(self._of_kinds(inner[0], texts))
            yield from ((), (one,), each)
        elif get_origin(kind) is dict:
            values = tuple(self._of_kinds(inner[1], texts))
            yield from ({}, *(dict.fromkeys(few(inner[0]) or (), value) for value in values))

    def _numbers(self) -> Iterator[Decimal]:
        for value in (Decimal(1), *(figure.value for figure in self.figures)):
            yield from (value, value - 1, value + 1, value * 20)
        yield from map(Decimal, (18, 60, 100_000))


def _readable(tried: Iterable[Any], question: Sought) -> Iterator[object]:
    texts = 0
    for answer in tried:
        read, wrong = read_answers(question.form or Form, {question.name: answer})
        texts += type(answer) is str and not wrong
        if not wrong and (type(answer) is not str or texts <= _ENOUGH):
            yield read[question.name]


@lru_cache(maxsize=KEPT)
def sampler_with(figures: tuple[Figure, ...], words: tuple[str, ...]) -> Sampler:
    """Of the definitions that tell these."""
    return Sampler(figures, words)


class Samples(Inquiry):
    """An inquiry that is answered by samples."""

    def __init__(self, trail: Trail, sampler: Sampler) -> None:
        super().__init__(trail)
        self.sampler = sampler

    def answers_to(self, question: Sought) -> tuple[object, ...]:
        if question.path == "facts.on":
            self.exhaustive = False
            return (TODAY,)
        self.exhaustive = self.exhaustive and _is_countable(question.kind)
        if question.form:
            found = self.sampler.of_form(question)
        else:
            found = self.sampler.of_register(question, self.answers.values())
        if not found:
            raise LookupError(f"no answer to {question.path!r} is known; give `such_as=` to its `Asks`")
        return found
