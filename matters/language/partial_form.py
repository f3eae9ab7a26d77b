"""Forms that are filled in part: while somebody is still answering, or where the rest is not needed."""

from collections.abc import Container, Mapping
from copy import copy
from functools import cache, partial
from typing import Annotated, Any

from pydantic import AfterValidator, JsonValue, ValidationError, create_model

from .field_fault import FieldFault, wrong_fields
from .form import Form
from .groups import elements
from .groups.elements import Elements

Answers = Mapping[str, object]


def read_answers(form: type[Form], given: Mapping[str, JsonValue]) -> tuple[Answers, tuple[FieldFault, ...]]:
    """The answers that can be read, and every one that cannot; nothing is missed that was not given."""
    try:
        return _values(form, given), ()
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        readable = given
        for place in sorted((fault["loc"] for fault in faults), key=len, reverse=True):
            readable = _without(readable, place, lists=elements.lists(form))
        return read_answers(form, readable)[0], wrong_fields(error, under="form")


def fill_in(form: type[Form], answers: Answers) -> Form:
    """A form on which only `answers` can be read: not even defaults.

    An answer in an element of a list may be there by its path, such as `employees[3].wage`.
    """
    filled = copy(_blank(form))  # a tenth of what it takes to make one
    known = vars(filled)
    known.update({name: answers[name] for name in _questions(form) if name in answers})
    for written in answers:
        if "[" in written and (found := elements.parts(written)) and found[0] in known:
            field, place, name = found
            known[field] = elements.answering(known[field], place, name, answers[written])
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


def completed(form: type[Form], answers: Answers) -> Answers:
    """With the defaults of whatever was left open, in lists as well."""
    filled = {**by_default(form), **answers}
    for name in elements.lists(form):
        if element := elements.element_of(form, name):
            there: Any = filled.get(name) or ()
            each = {place: completed(element, vars(one)) for place, one in elements.standing(there)}
            placed = Elements.placed({place: fill_in(element, said) for place, said in each.items()})
            filled |= {name: placed} if name in filled else {}
    return filled


def is_complete(form: type[Form], answers: Answers) -> bool:
    """Whether nothing was left open, in lists either."""
    if not answers.keys() >= form.model_fields.keys():
        return False
    lists: tuple[Any, ...] = tuple(answers[name] for name in elements.lists(form))
    each: tuple[Form, ...] = tuple(one for there in lists for one in there)
    return all(vars(one).keys() == type(one).model_fields.keys() for one in each)


def _values(form: type[Form], given: Mapping[str, JsonValue]) -> Answers:
    read = _optional(form).model_validate(given)
    return {field: vars(read)[field] for field in form.model_fields if field in read.model_fields_set}


def _without(
    given: Mapping[str, Any], place: tuple[int | str, ...], *, lists: Container[str]
) -> Mapping[str, Any]:
    """Without the answer that cannot be read; in a list of elements, these stay where they are.

    Where several may be chosen, one that is no choice leaves none of them read.
    """
    element: dict[str, Any] | None = None
    match place:
        case (str(field), int(index), str(name), *_) if isinstance(given[field][index], dict):
            element = {other: said for other, said in given[field][index].items() if other != name}
        case (str(field), int(index), *_) if field in lists and isinstance(given[field], list):
            pass
        case (field, *_):
            return {other: said for other, said in given.items() if other != field}
        case _:
            return {}
    return {**given, field: [*given[field][:index], element, *given[field][index + 1 :]]}


@cache
def _optional(form: type[Form]) -> type[Form]:
    """The same questions with the same validators, none of which must be answered."""
    fields: dict[str, Any] = {name: (_kind(form, name), None) for name in form.model_fields}
    return create_model(f"{form.__name__}InPart", __base__=form, __cls_kwargs__={"in_part": True}, **fields)


def _kind(form: type[Form], name: str) -> Any:
    metadata = form.model_fields[name].metadata
    kind: Any = form.model_fields[name].annotation
    if element := elements.element_of(form, name):
        in_part: Any = _optional(element)
        kind = Annotated[tuple[in_part | None, ...], AfterValidator(partial(_placed, element))]
    return Annotated[kind, *metadata] if metadata else kind


def _placed(element: type[Form], read: tuple[Form | None, ...]) -> Elements:
    """Whoever has left is null, and his place stays empty."""
    return Elements.placed(
        {
            place: fill_in(element, {name: vars(one)[name] for name in one.model_fields_set})
            for place, one in enumerate(read)
            if one is not None
        }
    )
