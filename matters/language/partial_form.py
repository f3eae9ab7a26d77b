"""Forms that are filled in part: while somebody is still answering, or where the rest is not needed."""

from collections.abc import Mapping
from copy import copy
from functools import cache
from typing import Annotated, Any

from pydantic import JsonValue, ValidationError, create_model

from .field_fault import FieldFault, wrong_fields
from .form import Form

Answers = Mapping[str, object]


def read_answers(form: type[Form], given: Mapping[str, JsonValue]) -> tuple[Answers, tuple[FieldFault, ...]]:
    """The answers that can be read, and every one that cannot; nothing is missed that was not given."""
    try:
        return _values(form, given), ()
    except ValidationError as error:
        wrong = {fault["loc"][0] for fault in error.errors(include_url=False, include_input=False)}
        readable = {field: answer for field, answer in given.items() if field not in wrong}
        return _values(form, readable), wrong_fields(error, under="form")


def fill_in(form: type[Form], answers: Answers) -> Form:
    """A form on which only `answers` can be read: not even defaults."""
    filled = copy(_blank(form))  # a tenth of what it takes to make one
    vars(filled).update({name: answers[name] for name in _questions(form) if name in answers})
    return filled


@cache
def _blank(form: type[Form]) -> Form:
    blank = form.model_construct()
    vars(blank).clear()
    return blank


@cache
def _questions(form: type[Form]) -> tuple[str, ...]:
    """Asked for once: pydantic looks through a class for its fields whenever they are named."""
    return tuple(form.model_fields)


def by_default(form: type[Form]) -> Answers:
    """The answers of somebody who leaves open whatever may be left open."""
    fields = form.model_fields.items()
    return {name: field.get_default() for name, field in fields if not field.is_required()}


def _values(form: type[Form], given: Mapping[str, JsonValue]) -> Answers:
    read = _optional(form).model_validate(given)
    return {field: vars(read)[field] for field in form.model_fields if field in read.model_fields_set}


@cache
def _optional(form: type[Form]) -> type[Form]:
    """The same questions with the same validators, none of which must be answered."""
    fields: dict[str, Any] = {
        name: (field.annotation if not field.metadata else Annotated[field.annotation, *field.metadata], None)
        for name, field in form.model_fields.items()
    }
    return create_model(f"{form.__name__}InPart", __base__=form, __cls_kwargs__={"in_part": True}, **fields)
