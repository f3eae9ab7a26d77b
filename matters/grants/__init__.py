"""Policies that are paid without an application, or offered with everything filled in."""

from .old_age import OLD_AGE

__all__ = ["OLD_AGE"]
