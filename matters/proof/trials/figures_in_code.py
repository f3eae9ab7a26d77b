"""What a function reads: figures are printed in the guide, and tried at their edge; registers it asks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from inspect import unwrap
from types import CodeType, FunctionType, ModuleType
from typing import Any, cast

from ...language import Figure, Register


def figures_in(function: Callable[..., Any]) -> frozenset[Figure]:
    """Of the function and of all that it calls by name."""
    return frozenset(_of(Figure, function))


def registers_in(function: Callable[..., Any]) -> tuple[Register[Any], ...]:
    """Which it may ask, by itself or by what it calls."""
    return tuple(dict.fromkeys(_of(Register, function)))


def functions_in(function: Callable[..., Any]) -> Iterator[FunctionType]:
    """The function itself, and all that it calls."""
    return _of(FunctionType, function)


def _of(kind: Any, function: Callable[..., Any]) -> Iterator[Any]:
    function = unwrap(function)
    named = _all_named(function) if isinstance(function, FunctionType) else ()
    return (value for value in named if isinstance(value, kind))


@lru_cache(4096)
def _all_named(function: FunctionType) -> tuple[object, ...]:
    """Each is asked for by several proofs of several one-matters, and reads the same every time."""
    return tuple(_named(function, set()))


def _named(function: Callable[..., Any], seen: set[object]) -> Iterator[object]:
    function = unwrap(function)
    if not isinstance(function, FunctionType) or function in seen:
        return
    seen.add(function)
    yield function
    for value in (each for read in _read(function) for each in _held(read)):
        if isinstance(value, FunctionType):
            yield from _named(value, seen)
        else:
            yield value


def _held(value: object) -> Iterator[object]:
    """What it is, or what stands in a table."""
    if isinstance(value, tuple | list):
        for each in cast("Iterable[object]", value):
            yield from _held(each)
    elif isinstance(value, Mapping):
        yield from _held(tuple(cast("Mapping[object, object]", value).values()))
    elif is_dataclass(value) and not isinstance(value, type | Figure | Register):
        held = (getattr(value, each.name) for each in fields(value))
        yield from (each for each in held if isinstance(each, Figure))
    else:
        yield value


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
