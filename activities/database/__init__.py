"""What every database of ours has in common: how it opens, how rows get in, how keys and instants look.

What is told of people is encrypted there (`encryption`).
"""

from .book_keys import BookKeys
from .books import Books, Transaction
from .encryption import Encrypted
from .key import Key
from .rows import BookTable, insert_new, insert_or_replace, table_of
from .timestamp import Timestamp

__all__ = [
    "BookKeys",
    "BookTable",
    "Books",
    "Encrypted",
    "Key",
    "Timestamp",
    "Transaction",
    "insert_new",
    "insert_or_replace",
    "table_of",
]
