"""The one form: what is asked of the applicant, and the kinds of answers."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError
from stdnum.iso7064 import mod_11_2

from .fitness import require_no_rule_of_the_whole, require_one_meaning, require_plain
from .identifier import is_identifier
from .licence import Licence

FORM: Final = "form."
PAPERS: Final = "papers."
RULES: Final = "rules."
"""How the paths of fields, of papers and of rules begin."""


class Form(BaseModel):
    """Questions of one matter; the one form of a one-matter inherits those of its matters."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def __init_subclass__(cls, **_: Any) -> None:
        """As `object` has it, but for the arguments that pydantic passes on below."""
        super().__init_subclass__()

    @classmethod
    def __pydantic_init_subclass__(cls, *, in_part: bool = False, **_: Any) -> None:
        """Raises `UnfitForm`, for all that a form filled in part would drop in silence."""
        if in_part:
            return
        require_no_rule_of_the_whole(cls)
        for name, field in cls.model_fields.items():
            where = f"form {cls.__name__}, {name!r}"
            require_plain(field, where=where, of=Form)
            require_one_meaning(cls, name, where=where, of=Form)


@dataclass(frozen=True)
class Asks:
    """The question as the applicant reads it; `found_in` is the e-licence that already answers it.

    `such_as` are answers that proofs try, where a condition asks more than whether two texts are the same.
    In a list, it `identifies` an element, so that no two may answer the same, or `names` it to people.
    """

    question: str
    found_in: Licence | None = None
    such_as: tuple[str, ...] = ()
    identifies: bool = False
    names: bool = False

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        described = handler(schema)
        described["title"] = self.question
        if self.found_in:
            described["x-found-in"] = self.found_in.code
        return described


def question(form: type[Form], field: str) -> Asks:
    """How `form` asks for `field`; the field's own name where the author gave no words."""
    asked = [data for data in form.model_fields[field].metadata if isinstance(data, Asks)]
    return asked[0] if asked else Asks(field)


def choices(kind: Any) -> tuple[str, ...]:
    """What one may choose from, as it is read; nothing where anything may be written."""
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(kind)
    if kind is bool:
        return tuple(map(chosen, (True, False)))
    if get_origin(kind) is Literal:
        return get_args(kind)
    inner = [choices(each) for each in get_args(kind)]
    return next(filter(None, inner), ())


def chosen(answer: str | bool) -> str:  # noqa: FBT001 # it is the answer itself
    """As it is read."""
    return str(answer) if isinstance(answer, str) else "是" if answer else "否"


def _printable(text: str) -> str:
    seen = (character for character in text if ord(character) not in IDEOGRAPHS)
    if any(unicodedata.category(character).startswith("C") for character in seen):
        raise PydanticCustomError("unprintable", "含有不可见的控制字符，请删除后重新填写")
    return text


def _identity_number(number: str) -> str:
    """GB 11643: a birth date that exists and the right check character.

    The first six digits are not looked up: numbers of divisions abolished since are lawful.
    """
    try:
        date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
        mod_11_2.validate(number)
    except ValueError:
        raise PydanticCustomError(
            "identity_number", "公民身份号码不正确，请对照身份证核对（出生日期与校验码须相符）"
        ) from None
    return number


def _licence_identifier(text: str) -> str:
    if not is_identifier(text):
        raise PydanticCustomError(
            "licence_identifier", "电子证照标识不正确，请从电子证照上复制（校验码须相符）"
        )
    return text


def _plain_digits(number: object) -> object:
    """Digits of other scripts are read by people, not by departments: write them as everybody does."""
    if isinstance(number, str) and not number.isascii():
        raise PydanticCustomError("foreign_digits", "请用阿拉伯数字 0 至 9（半角）填写")
    return number


def _without_blanks(number: object) -> object:
    """Numbers are written in groups, as they stand on a card."""
    return re.sub(r"\s", "", number) if isinstance(number, str) else number


def _from_home(number: object) -> object:
    """A telephone number without blanks, and without the code of the country."""
    return re.sub(r"^(\+|00)86-?", "", re.sub(r"\s", "", number)) if isinstance(number, str) else number


def _plausible(day: date) -> date:
    if day.year < EARLIEST_YEAR:
        raise PydanticCustomError("implausible_date", "日期过早，请核对年份")
    return day


EARLIEST_YEAR = 1900

IDEOGRAPHS = range(0x20000, 0x3FFFE)
"""Planes of rare Chinese characters, of which each edition of Unicode has more than Python knows."""

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_printable),
]
IdentityNumber = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9][0-9]{16}[0-9Xx]$", to_upper=True),
    AfterValidator(_identity_number),
]
LicenceIdentifier = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_upper=True, max_length=100),
    AfterValidator(_licence_identifier),
]
CreditCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJ-NPQRTUWXY]{18}$", to_upper=True)]
Phone = Annotated[
    str,
    BeforeValidator(_from_home),
    StringConstraints(pattern=r"^(1[0-9]{10}|0[0-9]{2,3}-?[0-9]{7,8})$"),
]
BankAccount = Annotated[str, BeforeValidator(_without_blanks), StringConstraints(pattern=r"^[0-9]{9,21}$")]
"""Of a person, or of a firm, whose banks count up to 21 digits."""

Fen = Annotated[int, Field(ge=0, le=10**13)]
"""Money, in fen: what is counted in whole units is never rounded."""

Day = Annotated[date, AfterValidator(_plausible)]
Area = Annotated[Decimal, BeforeValidator(_plain_digits), Field(gt=0, max_digits=8, decimal_places=2)]
