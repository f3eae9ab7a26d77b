"""Other households in the situations of the demonstration, so that each files a case of its own.

A household is a number; its people and its shop differ from those of household 0 by their numbers alone.
"""

import re
from functools import lru_cache
from typing import Final

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

HOUSEHOLDS: Final = 900
"""There are no more whose people are born on the same days: a serial has three digits."""

_YEAR: Final = 10**7
"""The next ones are a year younger."""

_FIRMS: Final = ("91", "92")
"""How the credit codes of enterprises and of individual businesses begin."""

_NUMBERS: Final = re.compile(r"(?<![0-9A-Z])(99\d{15}[\dX]|9[12]\d{15}[0-9A-Z])(?![0-9A-Z])")


def moved(text: str, household: int) -> str:
    """The same text with the identity numbers and credit codes of another household."""
    return _NUMBERS.sub(lambda found: _number(found[0], household), text) if household else text


@lru_cache(maxsize=256)  # a text says the same number many times
def _number(number: str, household: int) -> str:
    years, serial = divmod(household, HOUSEHOLDS) if household > 0 else (0, household)
    body = str(int(number[:-1]) + years * _YEAR + serial)
    check = uscc.calc_check_digit(body) if number.startswith(_FIRMS) else mod_11_2.calc_check_digit(body)
    return f"{body}{check}"
