"""A limit that is reckoned back from an event (开学、开赛): what must be decided so long before it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic

from ..check import FormT
from .limit import Limit


@dataclass(frozen=True, kw_only=True)
class LeadTime(Generic[FormT]):
    """The decision comes no later than `by` before `event`, whose `day` the form tells.

    Whatever else an item promises, that day is its last one; nothing stops the clock of it, nor extends it.
    """

    event: str
    day: Callable[[FormT], date]
    by: Limit

    def __str__(self) -> str:
        return f"{self.event}前{self.by}"
