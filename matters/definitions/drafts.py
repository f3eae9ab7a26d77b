"""Drafts: how long they are kept."""

from typing import Final

from ..language import CalendarDays
from .law import DEMONSTRATION

DRAFT_LIMIT: Final = CalendarDays(count=30, basis=DEMONSTRATION)
"""After which a draft that nobody has touched is forgotten: our own choice, no text sets such a time."""
