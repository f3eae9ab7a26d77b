"""Reminding departments of everything that a search finds: one order, carried out by the engine."""

from uuid import UUID

from ..bounds import Prose
from ..message import Incoming, Message
from .search import CaseSearch


class Reminder(Incoming):
    """For a reason. Every open item that the departments have of these cases is reminded of once."""

    id: UUID
    search: CaseSearch
    reason: Prose


class Reminded(Message):
    """What was told: to which departments, of how many cases and items."""

    id: UUID
    cases: int
    items: int
    departments: tuple[str, ...]
