"""A child is born (新生儿出生一件事)."""

from .definition import NEWBORN
from .first_edition import NEWBORN_2026_11

__all__ = [
    "NEWBORN",
    "NEWBORN_2026_11",
]
