"""Situations that an author has written down, and forgotten to use."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from sys import modules
from types import FunctionType
from typing import Any, Final

from ...language import OneMatter, words
from ..fault import Fault
from ..trials.figures_in_code import functions_in
from ..trials.samples import KEPT
from .figure_proof import every_function

SITUATIONS: Final = "situations"
"""The module of a definition that holds nothing else."""


def forgotten_situations(
    ones: Iterable[OneMatter[Any]], *, beside: Iterable[OneMatter[Any]]
) -> Iterator[Fault]:
    """In the modules of these; whatever one of those `beside` reads is used, as by another edition."""
    first: dict[str, OneMatter[Any]] = {}
    used = {function for one in beside for function in _called(one)}
    for one in ones:
        used.update(_called(one))
        for function in _called(one):
            if function.__module__.rpartition(".")[2] == SITUATIONS:
                first.setdefault(function.__module__, one)
    for module, one in first.items():
        for function in _conditions(vars(modules[module]), module):
            if function not in used:
                says = (
                    f"{function.__name__!r} says {words(function)!r}, and nothing of a case reads it; "
                    "let that read it for which it was written, or leave it out"
                )
                yield Fault(where=one.code, says=says)


@lru_cache(maxsize=KEPT)
def _called(one: OneMatter[Any]) -> tuple[FunctionType, ...]:
    """By whatever its author wrote; each once."""
    return tuple(
        dict.fromkeys(called for function in every_function(one) for called in functions_in(function))
    )


def _conditions(named: Mapping[str, object], module: str) -> Iterator[FunctionType]:
    for name, value in named.items():
        own = isinstance(value, FunctionType) and value.__module__ == module and not name.startswith("_")
        if (
            own
            and isinstance(value, FunctionType)
            and value.__annotations__.get("return") is bool
            and value.__doc__
        ):
            yield value
