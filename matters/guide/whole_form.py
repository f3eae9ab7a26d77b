"""A form that is handed in: every answer that is there, and every one that is missing or wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import JsonValue

from ..language import UNANSWERED, FieldFault, Form, OneMatter
from ..language.form import FORM
from ..language.groups import elements
from ..language.partial_form import Answers, completed, fill_in, is_complete, read_answers
from .advice import open_questions


def read_form(
    one: OneMatter[Any], given: Mapping[str, JsonValue]
) -> tuple[Form | None, tuple[FieldFault, ...]]:
    """The form, or every mistake in it.

    What nobody must answer in this situation may be missing; then it cannot be read on the form.
    """
    answers, wrong = read_whole(one, given)
    return (None, wrong) if wrong else (fill_in(one.form, answers), ())


def read_whole(one: OneMatter[Any], given: Mapping[str, JsonValue]) -> tuple[Answers, tuple[FieldFault, ...]]:
    """The answers that can be read, defaults included, and every one that cannot or is missing.

    What was answered, and cannot be read, was not left open: no rule says of it that it is not there.
    """
    answers, wrong = read_answers(one.form, given)
    left_open = completed(one.form, answers).items()
    filled = {name: said for name, said in left_open if name in answers or name not in given}
    if not is_complete(one.form, filled):
        open_ones = (asked.field for asked in open_questions(one, filled))
        left_out = (
            FieldFault(path=f"{FORM}{name}", says=UNANSWERED)
            for name in open_ones
            if not elements.is_given(given, name)
        )
        wrong = (*wrong, *left_out)
    return filled, (*wrong, *_told_twice(one.form, filled))


def _told_twice(form: type[Form], answers: Answers) -> Iterator[FieldFault]:
    """Two elements of which nothing tells one from the other would be one, or none."""
    for path, first in elements.told_twice(form, answers):
        yield FieldFault(path=f"{FORM}{path}", says=f"与{first}重复，请删除或更正")
