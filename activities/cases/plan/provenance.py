"""By which text of a definition, and by which code of the engine, a case is handled: as digests."""

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator
from datetime import date
from functools import cache
from inspect import getsource
from itertools import chain
from pathlib import Path
from types import FunctionType
from typing import Any, Final

from matters.language import Check, OneMatter
from matters.plan.application import Application
from matters.plan.plan import Plan, RuleDigest

ROOT: Final = Path(__file__).parents[3]
ENGINE: Final = ("matters", "activities", "workflows", "client")


def drawn(application: Application[Any], *, number: int = 1, accepted_on: date | None = None) -> Plan:
    """The plan of an application, with what it was drawn by."""
    plan = application.plan(number=number, accepted_on=accepted_on)
    definition = _definition(application.one.form.__module__)
    rules = tuple(_rules(application.one, {item.code for item in plan.items}))
    return plan.model_copy(update={"definition": definition, "engine": _engine(), "rules": rules})


def _rules(one: OneMatter[Any], items: Container[str]) -> Iterator[RuleDigest]:
    """Of these items, and of those of them that are for each element of a group."""
    judged = (matter.rules for matter in one.matters if matter.code in items or matter.for_each)
    for check in dict.fromkeys(chain.from_iterable(judged)):
        yield RuleDigest(rule=check.rule, sha256=_rule(check))


@cache
def _rule(check: Check[Any]) -> str:
    said = (
        check.rule,
        check.field,
        check.says,
        check.mend,
        check.severity,
        check.basis,
        _written(check.holds),
    )
    return hashlib.sha256("\n".join(map(repr, said)).encode()).hexdigest()


def _written(function: Callable[..., object]) -> str:
    """Its source; where it is made by another function, also what it was made of."""
    made_of = (cell.cell_contents for cell in getattr(function, "__closure__", None) or ())
    parts = (_written(one) if isinstance(one, FunctionType) else str(one) for one in made_of)
    return "\n".join((getsource(function), *parts))


@cache
def _definition(module: str) -> str:
    """Of all that its author has written: forms, items, rules."""
    return _digest((ROOT / Path(*module.split("."))).parent.glob("*.py"))


@cache
def catalogue_text() -> str:
    """Of everything that definitions are written in."""
    return _digest((ROOT / "matters").rglob("*.py"))


@cache
def _engine() -> str:
    """Of everything that may have a part in a decision."""
    return _digest(file for place in ENGINE for file in (ROOT / place).rglob("*.py"))


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(ROOT)} {content}\n".encode())
    return digest.hexdigest()
