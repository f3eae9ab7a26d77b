"""The elements of a list in a form, each in the place that it keeps, and paths to what they say."""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from functools import cache
from itertools import count
from typing import Annotated, Any, cast, get_args, get_origin

from ..form import Form, question

MOST = 1_000
"""Elements of a list: codes have three digits for their places."""

_PATH = re.compile(r"([\w-]+)\[(\d+)\](?:\.(\w+))?")
"""Of an answer, an item or a paper; codes have hyphens."""


class Elements(tuple[Form, ...]):  # noqa: SLOT001 # a tuple can have none that hold anything
    """Those that are there, and the `places` where they stand: who has left leaves his place empty."""

    places: tuple[int, ...]

    @classmethod
    def placed(cls, elements: Mapping[int, Form]) -> "Elements":
        made = cls(elements.values())
        made.places = tuple(elements)
        return made

    def as_json(self) -> list[Any]:
        """As a submission has them: whoever has left is null."""
        said = {place: one.model_dump(mode="json") for place, one in standing(self)}
        return [said.get(place) for place in range(max(self.places, default=-1) + 1)]


def answering(elements: Iterable[Form], place: int, name: str, answer: object) -> Elements:
    """With one more answer in one of them."""
    by_place = dict(standing(elements))
    if place in by_place:
        by_place[place] = copy(by_place[place])
        vars(by_place[place])[name] = answer
    return Elements.placed(by_place)


def path(field: str, place: int, name: str = "") -> str:
    """Such as `employees[3]` or `employees[3].wage`, counted from 0."""
    return f"{field}[{place}]" + (f".{name}" if name else "")


def parts(written: str) -> tuple[str, int, str] | None:
    """The list, the place, and the question, if one is asked; nothing for a path to no element."""
    found = _PATH.fullmatch(written)
    return (found[1], int(found[2]), found[3] or "") if found else None


def element_at(written: str) -> str:
    """The element: `employees[3].wage` is in `employees[3]`."""
    return written.partition(".")[0]


def root(written: str) -> str:
    """The field of the whole form."""
    return written.partition("[")[0]


@cache
def element_of(form: type[Form], field: str) -> type[Form] | None:
    """Of what the elements of a field are; nothing if it is no list of such."""
    info = form.model_fields.get(field)
    return kind_of_elements(info.annotation) if info else None


def kind_of_elements(kind: Any) -> type[Form] | None:
    """The same of a kind of answers."""
    if get_origin(kind) is Annotated:
        return kind_of_elements(get_args(kind)[0])
    inner = get_args(kind)[0] if get_origin(kind) is tuple and get_args(kind) else None
    return inner if isinstance(inner, type) and issubclass(inner, Form) else None


@cache
def lists(form: type[Form]) -> tuple[str, ...]:
    """The fields that are lists of elements."""
    return tuple(name for name in form.model_fields if element_of(form, name))


def bounds(metadata: Iterable[Any]) -> tuple[int, int]:
    """How many elements there must be, and how many there may be."""
    said = tuple(metadata)
    least = [data.min_length for data in said if getattr(data, "min_length", None) is not None]
    most = [data.max_length for data in said if getattr(data, "max_length", None) is not None]
    return max(least, default=0), min(most, default=MOST)


def asked_at(form: type[Form], written: str) -> tuple[type[Form], str]:
    """Which form asks what a path names, and by which name."""
    found = parts(written)
    element = element_of(form, found[0]) if found else None
    return (element, found[2]) if element and found and found[2] else (form, written)


def asked(form: type[Form], written: str) -> str:
    """The question at a path, as the applicant reads it."""
    asking, name = asked_at(form, written)
    if asking is form:
        return question(form, root(name)).question
    _, place, _ = parts(written) or ("", 0, "")
    return f"{noun(asking)}{place + 1}：{question(asking, name).question}"


def noun(element: type[Form]) -> str:
    """What people call one of them: the first line of its docstring."""
    return (element.__doc__ or "").strip().partition("\n")[0]


def naming(element: type[Form], kind: str) -> str:
    """The question that `identifies` an element, or `names` it to people; empty if none does."""
    names = (name for name in element.model_fields if getattr(question(element, name), kind))
    return next(names, "")


def every_question(form: type[Form]) -> Iterator[tuple[str, type[Form], str]]:
    """Where it is asked, by which form, and by which name; those of elements as `employees[].wage`."""
    for name in form.model_fields:
        yield name, form, name
        if element := element_of(form, name):
            yield from ((f"{name}[].{own}", element, own) for own in element.model_fields)


def every_path(form: type[Form]) -> Iterator[str]:
    """The same, and the elements themselves as `employees[]`."""
    yield from (written for written, _, _ in every_question(form))
    yield from (f"{name}[]" for name in lists(form))


def anywhere(written: str) -> str:
    """The path without the place: `employees[3].wage` is `employees[].wage`."""
    return re.sub(r"\[\d+\]", "[]", written)


def unanswered(fault: Exception, form: Form) -> str | None:
    """The path of the answer that was wanted and is not there; nothing if that is not what went wrong."""
    if not isinstance(fault, AttributeError) or not fault.name:
        return None
    if fault.obj is form:
        return fault.name if parts(fault.name) or fault.name in type(form).model_fields else None
    for field in lists(type(form)):
        for place, one in standing(vars(form).get(field, ())):
            if one is fault.obj and fault.name in type(one).model_fields:
                return path(field, place, fault.name)
    return None


def standing(elements: Iterable[Form]) -> Iterator[tuple[int, Form]]:
    """Each with its place; a list that was not read from a submission has no gaps."""
    return zip(elements.places if isinstance(elements, Elements) else count(), elements, strict=False)


def answer_at(answers: Mapping[str, object], written: str) -> object:
    """What is answered at a path; None where nothing is."""
    found = parts(written)
    if found is None:
        return answers.get(written)
    field, place, name = found
    element = dict(standing(cast("Elements", answers.get(field) or ()))).get(place)
    return vars(element).get(name) if element else None


def without(answers: Mapping[str, object], written: str) -> dict[str, object]:
    """As if nothing were said at a path."""
    found = parts(written)
    if found is None or found[0] not in answers:
        return {name: said for name, said in answers.items() if name != written}
    field, place, name = found
    by_place = dict(standing(cast("Elements", answers[field])))
    if place in by_place:
        by_place[place] = copy(by_place[place])
        vars(by_place[place]).pop(name, None)
    return {**answers, field: Elements.placed(by_place)}


def is_answered(answers: Mapping[str, object], written: str) -> bool:
    """Whether there is an answer at a path."""
    found = parts(written)
    if written in answers or found is None:
        return written in answers
    field, place, name = found
    element = dict(standing(cast("Elements", answers.get(field) or ()))).get(place)
    return element is not None and name in vars(element)


def dumped(form: Form) -> dict[str, Any]:
    """The answers that are there, as a submission has them; those of elements by their paths as well."""
    told = form.model_dump(mode="json")
    for field in lists(type(form)):
        for place, one in standing(vars(form).get(field, ())):
            told |= {path(field, place, name): said for name, said in one.model_dump(mode="json").items()}
    return told


def is_given(given: Mapping[str, Any], written: str) -> bool:
    """Whether a submission says anything at a path, readable or not."""
    found = parts(written)
    if found is None:
        return written in given
    field, place, name = found
    return name in given[field][place]


def told_twice(form: type[Form], answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where an element says what identifies another, and which other that is."""
    for field in lists(form):
        element = element_of(form, field)
        name = naming(element, "identifies") if element else ""
        first: dict[object, int] = {}
        for place, one in standing(answers.get(field, ())):
            said = vars(one).get(name)
            earlier = first.setdefault(said, place)
            if said is not None and earlier != place:
                yield path(field, place, name), f"{noun(type(one))}{earlier + 1}"
