"""Departments: the contract that any of their systems fulfils, and stand-ins that do."""

from ..ports.desk import Desk
from ..stand_ins.departments import StandIn, behave

__all__ = [
    "Desk",
    "StandIn",
    "behave",
]
