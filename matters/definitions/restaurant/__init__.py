"""Somebody opens a restaurant (开办餐饮店一件事)."""

from .definition import RESTAURANT
from .first_edition import RESTAURANT_2026_11

__all__ = [
    "RESTAURANT",
    "RESTAURANT_2026_11",
]
