"""By which text of a definition, and by which code of the engine, a case is handled: as digests."""

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from matters.plan.application import Application
from matters.plan.plan import Plan

ROOT: Final = Path(__file__).parents[2]
ENGINE: Final = ("matters", "activities", "workflows", "client")


def drawn(application: Application[Any], *, number: int = 1, accepted_on: date | None = None) -> Plan:
    """The plan of an application, with what it was drawn by."""
    plan = application.plan(number=number, accepted_on=accepted_on)
    definition = _definition(application.one.form.__module__)
    return plan.model_copy(update={"definition": definition, "engine": _engine()})


@cache
def _definition(module: str) -> str:
    """Of all that its author has written: forms, items, rules."""
    return _digest((ROOT / Path(*module.split("."))).parent.glob("*.py"))


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
