"""Money paid by mistake is taken back by due process (多发资金追回一件事)."""

from .definition import CLAWBACK

__all__ = ["CLAWBACK"]
