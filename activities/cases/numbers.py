"""Numbers of cases and items, in the shape that 办件编号 have in practice.

31 characters of an 实施编码, the date as eight digits, a serial of four: 43 in all. The structure of a
whole one-matter's acceptance number (统一受理编号) is not published where it could be read, so ours has
the same shape, under a code of the lead department.
"""

from collections.abc import Sequence
from datetime import date
from itertools import count
from string import ascii_uppercase, digits

from activities.database import Transaction
from activities.ledger.cases import serials

_BASE_36 = digits + ascii_uppercase
_DECIMAL = 10_000
_SERIAL, _DAY = 4, 8
_LETTERED = len(ascii_uppercase) * 36**3


def number(books: Transaction, *, implementation_codes: Sequence[str], day: date) -> list[str]:
    """The next number of each of these codes on this day, in their order."""
    written = f"{day:%Y%m%d}"
    first = serials.following(books, prefixes=implementation_codes, day=written)
    following = {code: count(serial) for code, serial in first.items()}
    return [f"{code}{written}{four_characters(next(following[code]))}" for code in implementation_codes]


def hold(books: Transaction, number: str) -> bool:
    """Let a number that somebody has be given to nobody else; whether that was to be feared."""
    head, serial = number[:-_SERIAL], _serial(number[-_SERIAL:])
    return serials.raise_to(books, prefix=head[:-_DAY], day=head[-_DAY:], least=serial)


def _serial(written: str) -> int:
    """See `four_characters`."""
    if written.isdecimal():
        return int(written)
    first, rest = ascii_uppercase.index(written[0]), written[1:]
    return _DECIMAL + first * 36**3 + int(rest, 36)


def four_characters(serial: int) -> str:
    """0001 to 9999, then A000 to ZZZZ: a busy day loses no case for want of a fifth digit."""
    if serial < _DECIMAL:
        return f"{serial:04}"
    rest, first = (serial - _DECIMAL) % 36**3, (serial - _DECIMAL) // 36**3
    if serial >= _DECIMAL + _LETTERED:
        raise OverflowError(f"more than {_DECIMAL + _LETTERED - 1} cases of one item on one day")
    thousands, tens = divmod(rest, 36)
    hundreds, middle = divmod(thousands, 36)
    return ascii_uppercase[first] + _BASE_36[hundreds] + _BASE_36[middle] + _BASE_36[tens]
