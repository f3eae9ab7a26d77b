"""How long, how large, how late: the kinds of which every message that comes in is made.

A bound may become wider, but never narrower: what was once taken must be read again whenever a history
replays. What they refuse, no register, database or terminal of ours could hold.
"""

import base64
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Final

from pydantic import (
    AfterValidator,
    EncodedBytes,
    EncoderProtocol,
    Field,
    JsonValue,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199

IDEOGRAPHS: Final = range(0x20000, 0x3FFFE)
"""Planes of rare Chinese characters, of which each edition of Unicode has more than Python knows."""

LARGEST_FEN: Final = 10**15
LARGEST_FILE: Final = 2 * 2**20
"""Bytes; how large a paper may be in fact is for `papers.py` to say, in the applicant's words."""

LARGEST_DOCUMENT: Final = 20 * 2**20
"""Bytes of a file that does not travel in a message, but is uploaded before."""

LARGEST_NUMBER: Final = 10**4_300
"""What has more digits no reader of JSON here takes; what is too large for a field its form says."""

DEEPEST: Final = 8
"""Levels of an answer; a form is flat."""


def is_printable(text: str, *, but: str = "") -> bool:
    """Whether it has no control characters, halves of characters, or signs that nobody sees; `but` these."""
    # Python's own word for it knows no blank but one, and is said of a whole text a hundred times as quickly.
    return text.isprintable() or all(
        character in but
        or ord(character) in IDEOGRAPHS
        or not unicodedata.category(character).startswith("C")
        for character in text
    )


def printable(text: str) -> str:
    """What of it a terminal may be shown."""
    return "".join(character for character in text if is_printable(character, but="\n\t"))


def _on_one_line(text: str) -> str:
    return _checked(text, but="")


def _as_prose(text: str) -> str:
    return _checked(text.replace("\r\n", "\n"), but="\n\t")


def _checked(text: str, *, but: str) -> str:
    if not is_printable(text, but=but):
        raise PydanticCustomError("unprintable", "含有控制字符或者看不见的字符，请删除后重新填写")
    return text


def whole(text: str) -> str:
    """Raises `ValueError` for what no database or terminal can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PydanticCustomError("half_character", "含有不完整的字符，请重新填写") from None
    return text


def _sane(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PydanticCustomError("implausible_date", "请核对年份，须在 1900 至 2199 年之间")
    return day


def _in_utc(instant: datetime) -> datetime:
    """Without a zone nobody knows when it was; at the ends of time no zone can be reckoned."""
    if instant.tzinfo is None:
        raise PydanticCustomError("no_zone", "须写明时区，如 2026-01-31T09:00:00+08:00")
    _sane(instant.date())
    return instant.astimezone(UTC)


def _flat(answers: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    for field, answer in answers.items():
        levels = _levels(answer)
        if len(levels) >= DEEPEST:
            raise PydanticCustomError("too_deep", "嵌套层次过多，表单只有一层")
        if any(_is_unsayable(part) for level in levels for part in level):
            raise PydanticCustomError(
                "unsayable", "{field}：数字过大，或者不是数字，请重新填写", {"field": field}
            )
    return answers


def _levels(value: object) -> list[list[object]]:
    """As many as count. Without recursion, which rubbish could exhaust."""
    levels: list[list[object]] = []
    level = [value]
    while level and len(levels) < DEEPEST:
        levels.append(level)
        level = [part for whole in level for part in _parts(whole)]
    return levels


def _is_unsayable(value: object) -> bool:
    """A number that JSON does not have, or that nobody reads who is sent it."""
    return isinstance(value, int | float) and not -LARGEST_NUMBER < value < LARGEST_NUMBER


def _parts(value: object) -> tuple[object, ...]:
    if isinstance(value, Mapping):
        return tuple(value.values())  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return tuple(value) if isinstance(value, list) else ()  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


class Base64(EncoderProtocol):
    """Base64 of which no character is passed over; it may be written in lines."""

    @classmethod
    def decode(cls, data: bytes) -> bytes:
        try:
            return base64.b64decode(re.sub(rb"\r?\n", b"", data), validate=True)
        except ValueError:
            raise PydanticCustomError("base64_decode", "不是完整的 base64，请将整个文件重新编码") from None

    @classmethod
    def encode(cls, value: bytes) -> bytes:
        return base64.b64encode(value)

    @classmethod
    def get_json_format(cls) -> str:
        return "base64"


Told = Annotated[str, StringConstraints(max_length=4_000), AfterValidator(whole)]
"""What an applicant says of himself: the reception judges it in his words, with every other mistake."""

PersonNumber = Annotated[Told, StringConstraints(strip_whitespace=True, to_upper=True)]

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}(\[[0-9]{1,3}\])?$")]
"""Of an item, a one-matter, a department, a policy, a period, a procedure; `[3]` for one of several alike."""

Region = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}([0-9]{6})?$")]
"""A division code (GB/T 2260)."""

Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_on_one_line)]
"""A name, a number, a reference."""

Key = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_on_one_line)]
"""Made once by whoever sends it: the same again is the same."""

Prose = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_as_prose)]
"""Reasons and grounds, in as many lines as somebody likes."""

Account = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=64), AfterValidator(_on_one_line)
]
"""An officer's, in the directory: a blank more does not make another officer of him."""

Officer = Annotated[Account, StringConstraints(min_length=1)]
"""Who says something: somebody."""

LARGEST_PAGE: Final = 200

PageSize = Annotated[int, Field(ge=1, le=LARGEST_PAGE)]
"""Of a list, of which somebody is shown a part."""

Day = Annotated[date, AfterValidator(_sane)]
Instant = Annotated[datetime, AfterValidator(_in_utc)]

Hour = Annotated[int, Field(ge=0, le=23)]
DayOfMonth = Annotated[int, Field(ge=1, le=31)]
MonthOfYear = Annotated[int, Field(ge=1, le=12)]

Fen = Annotated[int, Field(gt=0, le=10**12)]
Budget = Annotated[int, Field(ge=0, le=LARGEST_FEN)]

Answers = Annotated[
    dict[Annotated[str, StringConstraints(max_length=100)], JsonValue],
    Field(max_length=500),
    AfterValidator(_flat),
]
"""By field of the form; what they say is for the definition to judge."""

File = Annotated[bytes, EncodedBytes(encoder=Base64), Field(max_length=LARGEST_FILE)]
