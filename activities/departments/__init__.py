"""Departments: the contract that any of their systems fulfils, and stand-ins that do."""

from .desk import Desk
from .stand_in import StandIn, behave

__all__ = ["Desk", "StandIn", "behave"]
