"""How the departments of a rehearsal answer, and what is written down of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from matters.language import DefinitionError, OneMatter


class Answers(StrEnum):
    """What a department does with an item that it has been given."""

    GRANTS = "grants"
    REFUSES = "refuses"
    ASKS = "asks"
    IS_LATE = "is-late"


class NoSuchItem(DefinitionError):
    """The one-matter has no such item."""


@dataclass(frozen=True, kw_only=True)
class Script:
    """Codes of items whose departments do not simply grant them on the last day of their promise.

    Those that ask want something mended, and grant afterwards; those that are late decide after that day.
    """

    refuse: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    def require_items_of(self, one: OneMatter[Any]) -> None:
        """Raises `NoSuchItem`."""
        known = [matter.code for matter in one.matters]
        for code in (*self.refuse, *self.ask, *self.late):
            if code not in known:
                raise NoSuchItem(f"{one.code!r} has no item {code!r}; it has: {', '.join(known)}")

    def answers(self, item: str) -> Answers:
        """Where several are said of one item, the gravest."""
        said = ((self.refuse, Answers.REFUSES), (self.ask, Answers.ASKS), (self.late, Answers.IS_LATE))
        return next((answer for codes, answer in said if item in codes), Answers.GRANTS)


@dataclass(frozen=True, kw_only=True)
class PlayedStep:
    """On that day somebody did something; `by` is the last day for what follows from it."""

    on: date
    who: str
    item: str
    does: str
    by: date | None = None
