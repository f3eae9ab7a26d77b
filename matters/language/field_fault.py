"""A form that cannot be read: every wrong field, in the words of the person who filled it in."""

import re
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

UNANSWERED = "未填写，请补填"
UNREADABLE = "填写有误，请按要求重新填写"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SAYS = {
    "missing": UNANSWERED,
    "extra_forbidden": "表单中没有此项，请删除",
    "unexpected_keyword_argument": "登记中没有此项，请删除",
    "enum": "须为以下之一：{expected}",
    "string_too_short": "不能为空",
    "string_too_long": "过长，最多 {max_length} 个字符",
    "string_pattern_mismatch": "格式不正确，请核对位数与字符",
    "string_type": "须为文字",
    "bool_type": "请选择“是”或者“否”",
    "bool_parsing": "请选择“是”或者“否”",
    "int_type": "须为整数",
    "int_parsing": "须为整数",
    "int_from_float": "须为整数",
    "decimal_type": "须为数字",
    "decimal_parsing": "须为数字",
    "decimal_max_digits": "数字过大，最多 {max_digits} 位",
    "decimal_whole_digits": "数字过大",
    "decimal_max_places": "最多保留 {decimal_places} 位小数",
    "finite_number": "须为有限的数字",
    "greater_than": "须大于 {gt}",
    "greater_than_equal": "不得小于 {ge}",
    "less_than": "须小于 {lt}",
    "less_than_equal": "不得大于 {le}",
    "multiple_of": "须为 {multiple_of} 的倍数",
    "literal_error": "须为以下之一：{expected}",
    "none_required": "此项须为空",
    "date_past": "须为过去的日期",
    "date_future": "须为将来的日期",
    "string_unicode": "含有无法识别的字符，请重新填写",
    "date_type": "须为日期，写作 2026-01-31",
    "date_parsing": "不是存在的日期，请写作 2026-01-31",
    "date_from_datetime_parsing": "不是存在的日期，请写作 2026-01-31",
    "date_from_datetime_inexact": "须为日期，不带时刻，写作 2026-01-31",
    "tuple_type": "须为列表",
    "too_short": "至少选择 {min_length} 项",
    "too_long": "最多 {max_length} 项",
    "dataclass_type": "须为一条登记信息（JSON 对象）",
    "model_type": "请逐项填写",
    "dict_type": "请逐项填写",
}


@dataclass(frozen=True, kw_only=True)
class FieldFault:
    """Where the mistake is (`form.mother_id`), what is wrong and what to do; never the value itself."""

    path: str
    says: str


def wrong_fields(error: ValidationError, *, under: str) -> tuple[FieldFault, ...]:
    """Every mistake that `error` knows of, each once; `under` is the path of what was read."""
    faults = error.errors(include_url=False, include_input=False)
    places = [fault["loc"] for fault in faults]
    return tuple(
        FieldFault(path=_path(under, fault["loc"]), says=_says(fault))
        for fault in faults
        if not any(_is_within(place, fault["loc"]) for place in places)
    )


def _path(under: str, place: tuple[int | str, ...]) -> str:
    """Such as `form.employees[3].wage`."""
    return under + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)


def _is_within(place: tuple[int | str, ...], whole: tuple[int | str, ...]) -> bool:
    """A list with a bad element is then too short as well, which is nothing more to mend."""
    return len(place) > len(whole) and place[: len(whole)] == whole


def _says(fault: ErrorDetails) -> str:
    """In Chinese, whatever a library says; validators of an author speak for themselves."""
    context = dict(fault.get("ctx", {}))
    if fault["type"] == "value_error" and "error" in context:
        return str(context["error"])
    if fault["type"] not in _SAYS:
        return fault["msg"] if _HAN.search(fault["msg"]) else UNREADABLE
    if "expected" in context:
        context["expected"] = re.sub(r", | or ", "、", str(context["expected"])).replace("'", "")
    return _SAYS[fault["type"]].format_map(context)
