"""Other households in the situations of the demonstration, so that each files a case of its own.

A household is a number; its people and its shop differ from those of household 0 by their numbers alone.
"""

import re
from typing import Final

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

HOUSEHOLDS: Final = 900
"""There are no more: the serial of an identity number has three digits."""

_NUMBERS: Final = re.compile(r"(?<![0-9A-Z])(99\d{15}[\dX]|91\d{15}[0-9A-Z])(?![0-9A-Z])")


def moved(text: str, household: int) -> str:
    """The same text with the identity numbers and credit codes of another household."""
    return _NUMBERS.sub(lambda found: _number(found[0], household), text) if household else text


def _number(number: str, household: int) -> str:
    body = str(int(number[:-1]) + household)
    check = uscc.calc_check_digit(body) if number.startswith("91") else mod_11_2.calc_check_digit(body)
    return f"{body}{check}"
