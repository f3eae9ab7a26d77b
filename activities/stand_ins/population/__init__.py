"""The people and firms of the demonstration city: nobody of them exists."""

from .generate import generate
from .register import PopulationStandIn

__all__ = ["PopulationStandIn", "generate"]
