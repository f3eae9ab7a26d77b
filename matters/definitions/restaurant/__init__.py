"""Somebody opens a restaurant (开办餐饮店一件事)."""

from .definition import RESTAURANT

__all__ = [
    "RESTAURANT",
]
