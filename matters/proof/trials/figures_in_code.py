"""Which figures a function reads: what it compares with is printed in the guide, and tried at its edge."""

from collections.abc import Callable, Iterator
from inspect import unwrap
from types import CodeType, FunctionType, ModuleType
from typing import Any

from ...language import Figure


def figures_in(function: Callable[..., Any]) -> frozenset[Figure]:
    """Of the function and of all that it calls by name."""
    return frozenset(_figures(function, set()))


def _figures(function: Callable[..., Any], seen: set[object]) -> Iterator[Figure]:
    function = unwrap(function)
    if not isinstance(function, FunctionType) or function in seen:
        return
    seen.add(function)
    for value in _read(function):
        if isinstance(value, Figure):
            yield value
        elif isinstance(value, FunctionType):
            yield from _figures(value, seen)


def _read(function: FunctionType) -> Iterator[object]:
    """Whatever it names: of its module, of a module that it names, or of the function around it."""
    names = tuple(_names(function.__code__))
    for name in names:
        value = function.__globals__.get(name)
        yield value
        if isinstance(value, ModuleType):
            yield from (vars(value).get(other) for other in names)
    for cell in function.__closure__ or ():
        yield cell.cell_contents


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names(inner)
