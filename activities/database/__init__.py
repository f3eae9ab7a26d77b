"""What every database of ours has in common: how it opens, how it writes many rows, how it compares keys."""

from .books import Books, Transaction
from .key import Key

__all__ = ["Books", "Key", "Transaction"]
