"""Who decides, where the form tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from ..check import FormT
from ..licence import Department


@dataclass(frozen=True, kw_only=True)
class Competent(Generic[FormT]):
    """Which of several bodies decides, by the form; `name` is what all of them are called in a guide.

    What none of them serves (`by` gives nothing) is not ours: `elsewhere` says to whom to go, and `field` is
    the answer upon which that rests.
    """

    name: str
    among: tuple[Department, ...]
    by: Callable[[FormT], Department | None]
    field: str = ""
    elsewhere: Callable[[FormT], str] | None = None
