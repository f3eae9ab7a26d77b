"""Every way in which a condition can turn out, found by answering the questions it asks.

A condition is called with a form without answers. When it reads a field, each answer worth trying is
given in turn and it is called again: so only the questions that matter are varied, and all their
combinations are seen.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import EnumType
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from ..language import Figure, Form, OneMatter
from ..language.groups import elements
from ..language.groups.elements import Elements
from ..language.partial_form import Answers, fill_in

A_DAY = date(2026, 1, 5)
PLAIN: Mapping[object, tuple[object, ...]] = {
    bool: (False, True),
    str: ("x",),
    date: (A_DAY,),
    NoneType: (None,),
}


@dataclass(frozen=True)
class _Asked:
    path: str


def outcomes(
    condition: Callable[[Any], object], *, one: OneMatter[Any], given: Answers | None = None
) -> Iterator[tuple[Answers, object]]:
    """Each situation that `condition` tells apart, with what it says there; an error is an outcome, too."""
    known = given or {}
    outcome = _outcome(condition, fill_in(one.form, known))
    if not isinstance(outcome, _Asked):
        yield known, outcome
        return
    answers = _answers_at(outcome.path, one.form, one.figures)
    if not answers:
        yield known, TypeError(f"no answers to {outcome.path!r} are known to outcomes.py")
    for answer in answers:
        yield from outcomes(condition, one=one, given={**known, outcome.path: answer})


def _outcome(condition: Callable[[Any], object], filled: Form) -> object:
    try:
        return condition(filled)
    except AttributeError as missing:
        wanted = elements.unanswered(missing, filled)
        return _Asked(wanted) if wanted else missing
    except Exception as broken:  # noqa: BLE001 # whatever the author's function raises is its outcome
        return broken


def _answers_at(path: str, form: type[Form], figures: tuple[Figure, ...]) -> tuple[object, ...]:
    """Of a list: none of its elements, if that may be, and one of whom nothing is known."""
    asking, name = elements.asked_at(form, path)
    if element := elements.element_of(asking, name):
        one = Elements.placed({0: fill_in(element, {})})
        least, _ = elements.bounds(asking.model_fields[name].metadata)
        return (one,) if least else (Elements.placed({}), one)
    return _answers(asking.model_fields[name].annotation, figures)


def _answers(kind: Any, figures: tuple[Figure, ...]) -> tuple[object, ...]:
    origin = get_origin(kind)
    if origin is None:
        return _plain_answers(kind, figures)
    if origin is Literal:
        return get_args(kind)
    if origin in {Union, UnionType}:
        return tuple(answer for each in get_args(kind) for answer in _answers(each, figures))
    first = _answers(get_args(kind)[0], figures)
    if origin is tuple:
        return ((), *((one,) for one in first), first)
    return first if origin is Annotated else ()


def _plain_answers(kind: Any, figures: tuple[Figure, ...]) -> tuple[object, ...]:
    if isinstance(kind, EnumType):
        return tuple(kind)
    return tuple(_around(figures)) if kind in {int, Decimal} else PLAIN.get(kind, ())


def _around(figures: tuple[Figure, ...]) -> Iterator[Decimal]:
    """Below, at and above every threshold of the definition."""
    for value in dict.fromkeys((Decimal(1), *(figure.value for figure in figures))):
        yield from (value - 1, value, value + 1)
