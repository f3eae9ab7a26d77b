"""Whom an officer looks at again: a declared share, drawn so that anybody can draw it once more."""

from decimal import Decimal
from functools import cache
from hashlib import sha256

from ..language import Figure

_ALL = 1 << 64


def is_drawn(number: str, share: Figure) -> bool:
    """By the digest of a number and not by chance, so the same at any time and place; 100 % is everybody."""
    return int.from_bytes(sha256(number.encode()).digest()[:8]) < _below(share.value)


@cache
def _below(percent: Decimal) -> int:
    return int(percent * _ALL / 100)
