"""Who decides, and what a decision gives."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from stdnum.cn import uscc

from .errors import MalformedCode
from .figures.basis import Basis
from .figures.service import ServiceMode

Holders = str | tuple[str, ...]
"""Whoever holds a licence, by numbers: one, or several who hold it together (共有人)."""


def holders_of(said: Holders) -> tuple[str, ...]:
    """Each once; under the first as under any other it is found."""
    return (said,) if isinstance(said, str) else tuple(dict.fromkeys(said))


def holder_of(of: Callable[[Any], Holders] | None, form: object, *, applicant: str) -> str:
    """Under whose number the library has a licence."""
    return holders_of(of(form))[0] if of else applicant


_LICENCE_TYPE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}\d{3}")
_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Of a credit code (GB 32100)."""


@dataclass(frozen=True, kw_only=True)
class LocalHoliday:
    """A day on which the offices of one place are closed, by order of its government."""

    on: date
    name: str
    basis: Basis


@dataclass(frozen=True, kw_only=True)
class Department:
    """A body that decides items.

    `credit_code` is its 统一社会信用代码 (18 characters, GB 32100), `level` its 行使层级
    (one digit of the 实施编码: 3 is a city, 4 a district). `serves_by` are the modes by which it may serve
    its decisions, where its own law names others than general law. Of one that is no authority, `disputes`
    says what may be done against its answer instead of review and court. It counts working days by its own
    place, where offices are closed on more days than elsewhere (全国年节及纪念日放假办法 Art. 4).
    """

    code: str
    name: str
    credit_code: str
    level: str = "4"
    serves_by: tuple[ServiceMode, ...] = ()
    closes: tuple[LocalHoliday, ...] = ()
    disputes: str = ""

    def __post_init__(self) -> None:
        if not uscc.is_valid(self.credit_code):
            raise MalformedCode(
                f"department {self.code!r}: {self.credit_code!r} is no 统一社会信用代码; "
                f"give its 18 characters with the right check character (GB 32100){_right(self.credit_code)}"
            )

    @property
    def division(self) -> str:
        """The division that it serves (GB/T 2260): characters 3 to 8 of its credit code."""
        return self.credit_code[2:8]


def _right(credit_code: str) -> str:
    """Which check character would be right, if that is all that is wrong."""
    first, last = credit_code[:17], credit_code[17:]
    right = next((each for each in _CHARACTERS if uscc.is_valid(f"{first}{each}")), "")
    return f", here {right!r}" if right and len(last) == 1 else ""


@dataclass(frozen=True, kw_only=True)
class Licence:
    """A kind of e-licence (电子证照).

    `type_code` is the 证照类型代码 of GB/T 36904: the defining authority's credit code and three digits.
    `issued_by` are the bodies that issue it, where they are known: an item of another body does not give it.
    """

    code: str
    name: str
    type_code: str
    issued_by: tuple[Department, ...] = ()

    def __post_init__(self) -> None:
        if not _LICENCE_TYPE.fullmatch(self.type_code):
            raise MalformedCode(
                f"licence {self.code!r}: type code {self.type_code!r} is not "
                "18 characters of a credit code followed by 3 digits (GB/T 36904)"
            )
