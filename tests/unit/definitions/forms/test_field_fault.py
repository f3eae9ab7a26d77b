"""What is told of a form that cannot be read: in Chinese, each mistake once, choices and bounds included."""

import json
import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

import pytest
from pydantic import Field, JsonValue, field_validator

from matters import catalogue
from matters.guide.service_guide import service_guide
from matters.language import Asks, Form, OneMatter, Text
from matters.language.groups.elements import anywhere, every_question
from matters.language.partial_form import read_answers
from matters.proof.phrases import is_chinese


class Painted(StrEnum):
    RED = "红"
    BLUE = "蓝"


class Odd(Form):
    colours: Annotated[tuple[Painted, ...], Asks("哪些颜色？"), Field(min_length=1)]
    parity: Annotated[Literal["单", "双"], Asks("单双？")]
    count: Annotated[int, Asks("几个？"), Field(ge=1, le=9, multiple_of=2)]
    share: Annotated[Decimal | None, Asks("份额"), Field(lt=1)] = None
    day: Annotated[date, Asks("哪天？")]
    name: Annotated[Text, Asks("名称")]

    @field_validator("name")
    @classmethod
    def _is_ours(cls, name: str) -> str:
        if name != "我们":
            raise ValueError("名称须为“我们”")
        return name


RIGHT: Final[dict[str, JsonValue]] = {
    "colours": ["红"],
    "parity": "单",
    "count": 4,
    "share": "0.5",
    "day": "2026-12-01",
    "name": "我们",
}
RUBBISH: Final[tuple[Any, ...]] = (
    None,
    True,
    -3,
    0.5,
    99,
    7,
    "",
    "x",
    "2026-13-01",
    "2026-1",
    [],
    ["x"],
    {},
    [[]],
)


def test_a_validator_of_one_field_works() -> None:
    """It is asked when the form is read in part, and speaks in its own words; silence does not call it."""
    assert read_answers(Odd, RIGHT)[1] == ()
    [fault] = read_answers(Odd, {"name": "他们"})[1]
    assert (fault.path, fault.says) == ("form.name", "名称须为“我们”")


def test_one_bad_element_is_one_mistake() -> None:
    """Not also a list that is too short; nor is it read again and again beside one that is right."""
    for place, chosen in enumerate((["绿"], ["红", "绿"])):
        answers, [fault] = read_answers(Odd, {"colours": list[JsonValue](chosen)})
        assert (fault.path, fault.says) == (f"form.colours[{place}]", "须为以下之一：红、蓝")
        assert not answers


@pytest.mark.parametrize(
    "form", [Odd, *(one.form for one in catalogue.ONE_MATTERS)], ids=lambda form: form.__name__
)
def test_nothing_is_said_in_english(form: type[Form]) -> None:
    """Whatever is written into whatever field: no sentence of a library, no path but the field's own."""
    for field in form.model_fields:
        for rubbish in RUBBISH:
            for fault in read_answers(form, {field: rubbish})[1]:
                assert re.search(r"[\u4e00-\u9fff]", fault.says), (field, rubbish, fault.says)
                assert not re.search(r"[A-Za-z]{3,}", re.sub("true|false|JSON", "", fault.says)), fault.says
                assert re.fullmatch(rf"form\.{field}(\[\d+\](\.\w+)?)?", fault.path)


def test_the_guide_shows_the_choices() -> None:
    """Of one, of several, and of yes and no."""
    guide = service_guide(catalogue.find("newborn")) + service_guide(catalogue.find("restaurant"))
    assert "| 新生儿性别 | 必填，选择：男、女 |" in guide
    assert "| 经营哪些品类？ | 必填，可选多项：热食类、冷食类、生食类、糕点类、自制饮品 |" in guide
    assert "| 是否设置户外招牌？ | 必填，选择：是、否 |" in guide


ODD: Final[list[Any]] = json.loads(
    """[null, "", " ", "\\u0000", "１２", "abc", "1.555", "2026-02-30", "true", "是", -1, 0, 1e30, 1.5, true,
    [], ["a"], [null], [{}], [[]], {}, {"a": 1}]"""
)


@pytest.mark.parametrize("one", catalogue.ONE_MATTERS, ids=lambda one: f"{one.code} {one.edition}")
def test_whatever_is_typed_is_answered_in_chinese(one: OneMatter[Any]) -> None:
    """Of every question of every form, and of each element: no word of a library, and no part of a union."""
    for path, _, name in every_question(one.form):
        group = path.partition("[]")[0]
        for odd in ODD:
            _, faults = read_answers(one.form, {group: [{name: odd}] if group != path else odd})
            for fault in faults:
                assert is_chinese(fault.says), fault
                assert anywhere(fault.path).removeprefix("form.") in {path, group, f"{group}[]"}, fault
