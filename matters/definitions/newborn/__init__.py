"""A child is born (新生儿出生一件事)."""

from .definition import NEWBORN

__all__ = [
    "NEWBORN",
]
