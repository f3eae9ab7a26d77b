"""What every database of ours has in common: how it opens, how rows get in, how keys and instants look."""

from .books import Books, Transaction
from .key import Key
from .rows import BookTable, insert_new, insert_or_replace, table_of
from .timestamp import Timestamp

__all__ = [
    "BookTable",
    "Books",
    "Key",
    "Timestamp",
    "Transaction",
    "insert_new",
    "insert_or_replace",
    "table_of",
]
