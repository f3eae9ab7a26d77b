"""Whom an officer looks at again: a declared share, drawn so that anybody can draw it once more."""

from decimal import Decimal
from functools import cache
from hashlib import sha256

_ALL = 1 << 64


def is_drawn(number: str, share: Decimal) -> bool:
    """By the digest of a number and not by chance, so the same at any time and place; 1 is everybody."""
    return int.from_bytes(sha256(number.encode()).digest()[:8]) < _below(share)


@cache
def _below(share: Decimal) -> int:
    return int(share * _ALL)
