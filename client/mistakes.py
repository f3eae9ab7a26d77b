"""What is wrong with a field of a message, in the words of whoever filled it in, at a desk or over HTTP."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic_core import ErrorDetails

_NO_INTEGER: Final = "须为整数"
_NO_NUMBER: Final = "须为数字"
_NO_DAY: Final = "须为存在的日期，写作 2026-01-31"
_NO_INSTANT: Final = "须为存在的时刻，写作 2026-01-31T09:00:00+08:00"
_NO_OBJECT: Final = "须逐项填写（JSON 对象）"
_NO_LIST: Final = "须为列表"
SAYS: Final[Mapping[str, str]] = {
    "missing": "未填写，请补填",
    "extra_forbidden": "没有此项，请核对名称或者删除",
    "enum": "须为以下之一：{expected}",
    "literal_error": "须为以下之一：{expected}",
    "greater_than": "须大于 {gt}",
    "greater_than_equal": "不得小于 {ge}",
    "less_than": "须小于 {lt}",
    "less_than_equal": "不得大于 {le}",
    "multiple_of": "须为 {multiple_of} 的倍数",
    "too_short": "至少 {min_length} 项",
    "too_long": "最多 {max_length} 项",
    "string_too_short": "过短，至少 {min_length} 个字符",
    "string_too_long": "过长，最多 {max_length} 个字符",
    "string_pattern_mismatch": "格式不正确，须符合 {pattern}",
    "string_unicode": "含有无法识别的字符，请重新填写",
    "none_required": "此项须为空",
    "timezone_aware": "须写明时区，如 2026-01-31T09:00:00+08:00",
    "json_invalid": "不是完整的 JSON，请核对括号、引号和逗号",
    **dict.fromkeys(("string_type", "bytes_type"), "须为文字"),
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), _NO_INTEGER),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), _NO_NUMBER),
    **dict.fromkeys(("decimal_type", "decimal_parsing"), _NO_NUMBER),
    **dict.fromkeys(("bool_type", "bool_parsing"), "须为 true 或者 false"),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), _NO_DAY),
    "date_from_datetime_inexact": "须为日期，不带时刻，写作 2026-01-31",
    **dict.fromkeys(("datetime_type", "datetime_parsing", "datetime_object_invalid"), _NO_INSTANT),
    "datetime_from_date_parsing": _NO_INSTANT,
    **dict.fromkeys(("uuid_type", "uuid_parsing"), "须为编号（UUID），由 32 位十六进制数字组成"),
    **dict.fromkeys(("tuple_type", "list_type"), _NO_LIST),
    **dict.fromkeys(("dict_type", "mapping_type", "model_type", "model_attributes_type"), _NO_OBJECT),
}
"""By the kind of mistake. What stands in no message of ours is told as the library tells it."""


def path(place: tuple[int | str, ...]) -> str:
    """Such as `papers.3.code`."""
    return ".".join(map(str, place))


def says(fault: ErrorDetails) -> str:
    """What is wrong, and what to do; never the value. A validator of ours speaks for itself."""
    context: dict[str, Any] = fault.get("ctx", {})
    if fault["type"] == "value_error" and "error" in context:
        return str(context["error"])
    if "expected" in context:
        context = {"expected": re.sub(r", | or ", "、", str(context["expected"])).replace("'", "")}
    return SAYS[fault["type"]].format_map(context) if fault["type"] in SAYS else fault["msg"]
