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
_PLAIN: Final = str.maketrans(
    dict(
        zip(
            "壹贰叁肆伍陆柒捌玖拾佰仟圆０１２３４５６７８９％",
            "一二三四五六七八九十百千元0123456789%",
            strict=True,
        )
    )
    | {"廿": "二十", "卅": "三十"}
)
"""As on a cheque, in an old text, or as wide as a character."""

_OF: Final = r"(?:\d[\d,]*(?:\.\d+)?(?:\s?[百千万亿]+)?|半|[零〇一二两三四五六七八九十百千万亿]+)"
_IN: Final = r"(?:个?(?:工作日|自然日|日历日|月|年|季度|星期|小时)|周岁|周年|周|日|天|元|角|分(?!之)|%)"
_NUMBER: Final = re.compile(rf"({_OF})\s?({_IN}(?:半(?!{_IN}))?|个半(?:月|小时|星期))?")
_WRITTEN: Final = re.compile(r"([\d,.]+)\s?(\D*)")
_NO_NUMBERS: Final = re.compile(
    rf"\d{{4}}年(?:\d+月(?:\d+日)?)?(?=起|施行|以前|以后|前|后)|第{_OF}[条款项章号]"
)
"""Days on which something begins, and where it stands."""

_RANGE: Final = re.compile(rf"({_OF})\s?[至到~—–-]\s?({_OF})\s?({_IN})")
_SHARE: Final = re.compile(rf"([百千万])分之({_OF})")
_UNITS: Final = {
    "天": "日",
    "自然日": "日",
    "日历日": "日",
    "星期": "周",
    "周年": "年",
}
_TIMES: Final = {"日": ("日",), "工作日": ("日", "工作日"), "月": ("月",), "年": ("年",)}
"""By which words of a text a unit may be meant: days of the law of licensing are working days (Art. 82)."""

_MAKE: Final = {
    ("年", "月"): (1, 12),
    ("月", "年"): (12, 1),
    ("季度", "月"): (1, 3),
    ("周", "日"): (1, 7),
    ("小时", "日"): (24, 1),
}
"""So many of a unit of the text are so many of another. A working day is neither hours nor a week."""
_HALF: Final = Decimal("0.5")
_OF_HALF_A_MONTH: Final = Decimal(15)

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
    for value, of in amounts(text):
        if makes := _MAKE.get((of, unit)):
            yield value * makes[1] / makes[0], unit
        elif (value, of, unit) == (_HALF, "月", "日"):
            yield _OF_HALF_A_MONTH, unit
        else:
            yield value, of


def amounts(text: str) -> Iterator[Amount]:
    """In digits or in words, each with its unit if that follows."""
    found: list[tuple[str, str]] = _NUMBER.findall(_plain(text))
    for number, written in found:
        half = _HALF if number != "半" and "半" in written else Decimal(0)
        unit = written.removeprefix("个").replace("半", "")
        value = _value(number) + half
        if unit == "角":
            yield value / 10, "元"
        else:
            yield value, _UNITS.get(unit, unit)


def _plain(text: str) -> str:
    """By the digits of everybody, without what counts nothing; both ends of a range have its unit."""
    plain = text.translate(_PLAIN)
    plain = _RANGE.sub(r"\1\3至\2\3", _NO_NUMBERS.sub("", plain))
    return _SHARE.sub(lambda share: f"{_value(share[2]) * 100 / _PLACES[share[1]]}%", plain)


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
