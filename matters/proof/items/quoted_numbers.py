"""Numbers beside the words of the text that they rest upon."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import prod
from typing import Final

from ..fault import Fault
from ..provision import Provision, ProvisionKind

_OF_NUMBERS: Final = (ProvisionKind.FIGURE, ProvisionKind.LIMIT, ProvisionKind.FEE, ProvisionKind.VALIDITY)
_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_PLACES: Final = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_NUMBER: Final = re.compile(
    r"(\d[\d,]*(?:\.\d+)?(?:\s?[百千万亿]+)?|半|[零〇一二两三四五六七八九十百千万亿]+)"
    r"\s?(个?(?:工作日|自然日|日历日|月|年)|周岁|[日天年元角分%])?"
)
_WRITTEN: Final = re.compile(r"([\d,.]+)\s?(\D*)")
_UNITS: Final = {"天": "日", "自然日": "日", "日历日": "日"}
_MONTHS: Final = 12
"""Of a year, by which a text says what has no unit of its own here."""
_TIMES: Final = {"日": ("日",), "工作日": ("日", "工作日"), "月": ("月",), "年": ("年",)}
"""By which words of a text a unit may be meant: days of the law of licensing are working days (Art. 82)."""

Amount = tuple[Decimal, str]
"""A number, and its unit."""


def misquoted(provisions: Iterable[Provision]) -> Iterator[Fault]:
    """What is said to rest upon words that have another number, or count in another unit."""
    for it in provisions:
        if (
            it.kind in _OF_NUMBERS
            and it.basis
            and it.basis.quotes
            and not is_quoted(it.says, it.basis.quotes)
        ):
            says = (
                f"{it.kind} {it.says!r} rests upon {it.basis}, which says {it.basis.quotes!r}; "
                "give the number and the unit of the text, or the text that has them"
            )
            yield Fault(where=it.where, says=says)


def is_quoted(says: str, quotes: str) -> bool:
    """Whether the last number that is said, which is the one laid down, stands in a text."""
    said = tuple(amounts(says))
    if not said:
        return True
    value, unit = said[-1]
    units = _TIMES.get(unit)
    return any(value == quoted and (units is None or of in units) for quoted, of in _quoted(quotes, unit))


def _quoted(text: str, unit: str) -> Iterator[Amount]:
    """A year is twelve months, whichever of the two is said."""
    for value, of in amounts(text):
        if (of, unit) == ("年", "月"):
            yield value * _MONTHS, unit
        elif (of, unit) == ("月", "年"):
            yield value / _MONTHS, unit
        else:
            yield value, of


def amounts(text: str) -> Iterator[Amount]:
    """In digits or in words, each with its unit if that follows."""
    found: list[tuple[str, str]] = _NUMBER.findall(text)
    for number, written in found:
        unit = written.removeprefix("个")
        if unit == "角":
            yield _value(number) / 10, "元"
        else:
            yield _value(number), _UNITS.get(unit, unit)


def _value(number: str) -> Decimal:
    if number == "半":
        return Decimal("0.5")
    if written := _WRITTEN.fullmatch(number):
        digits, places = written.groups()
        return Decimal(digits.replace(",", "")) * prod(_PLACES[place] for place in places)
    total, digit = 0, 0
    for character in number:
        if character in "万亿":
            total, digit = (total + digit) * _PLACES[character], 0
        elif character in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[character], 0
        else:
            digit = _DIGITS[character]
    return Decimal(total + digit)
