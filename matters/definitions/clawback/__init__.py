"""Money paid by mistake is taken back by due process (多发资金追回一件事)."""

from .definition import CLAWBACK, PAYERS
from .first_edition import CLAWBACK_2026_11
from .form import Cause, ClawbackForm, PaidBy

__all__ = [
    "CLAWBACK",
    "CLAWBACK_2026_11",
    "PAYERS",
    "Cause",
    "ClawbackForm",
    "PaidBy",
]
