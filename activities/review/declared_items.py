"""Items that their definitions let a machine grant."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from matters import catalogue
from matters.language import Matter, OneMatter, Unattended


@dataclass(frozen=True, kw_only=True)
class Declared:
    """An item that its definition lets a machine grant."""

    one: OneMatter[Any]
    matter: Matter[Any]
    unattended: Unattended[Any]


@dataclass(frozen=True, kw_only=True)
class RoundToJudge:
    """One round of such an item in a case: its `key` and 办件编号, and whether pre-review doubts it."""

    declared: Declared
    key: str
    number: str
    doubted: bool


def of(one: OneMatter[Any]) -> Iterator[Declared]:
    """Those of one definition."""
    return filter(None, (declared(one, matter) for matter in one.matters))


def declared(one: OneMatter[Any], matter: Matter[Any]) -> Declared | None:
    """The item, if its definition lets a machine grant it."""
    return Declared(one=one, matter=matter, unattended=matter.unattended) if matter.unattended else None


def all_declared() -> Iterator[Declared]:
    """Those of every edition in force."""
    for one in catalogue.ONE_MATTERS:
        yield from of(one)
