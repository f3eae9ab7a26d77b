"""Money paid by mistake is taken back by due process (多发资金追回一件事)."""

from .definition import CLAWBACK
from .form import Cause, ClawbackForm

__all__ = [
    "CLAWBACK",
    "Cause",
    "ClawbackForm",
]
