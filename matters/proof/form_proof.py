"""The one form: every question has words of its own, is asked once, and is of use."""

from collections.abc import Iterator
from typing import Any

from ..language import Asks, Matter, OneMatter, question
from ..language.form import FORM
from ..language.groups.elements import anywhere, every_question, kind_of_elements, root
from ..language.partial_form import read_answers
from .conditions import sampler_of, tried
from .fault import Fault
from .trials.inquiry import sought


def form_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    found = (*_wordless(one), *_asked_twice(one), *_of_no_use(one), *_never_wanted(one), *_unreadable(one))
    for name, says in found:
        yield Fault(where=f"{one.code} form.{name}", says=says)


def _wordless(one: OneMatter[Any]) -> Iterator[tuple[str, str]]:
    for path, form, name in every_question(one.form):
        if not any(isinstance(data, Asks) for data in form.model_fields[name].metadata):
            yield path, "is asked without words; annotate it with `Asks(…)`, the question as it is read"


def _asked_twice(one: OneMatter[Any]) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for path, form, name in every_question(one.form):
        asks = question(form, name).question
        known = first.setdefault(asks, path)
        if known != path:
            yield path, f"asks {asks!r}, as {known!r} does; ask once, or say what is different"


def _unreadable(one: OneMatter[Any]) -> Iterator[tuple[str, str]]:
    """What stands for an answer, and is none that the question takes; a question that takes none at all."""
    sampler = sampler_of(one)
    for path, form, name in every_question(one.form):
        field = form.model_fields[name]
        for text in (text for data in field.metadata if isinstance(data, Asks) for text in data.such_as):
            if read_answers(form, {name: text})[1]:
                yield path, f"has {text!r} in `such_as`, which it would not take; write such as it takes"
        if not field.is_required() and read_answers(form, {name: field.default})[1]:
            yield path, f"is {field.default!r} by default, which it would not take; give another default"
        for late in one.later:
            if late.path == path and read_answers(form, {name: late.if_silent})[1]:
                yield (
                    path,
                    f"is {late.if_silent!r} for whoever is silent, which it would not take; give another",
                )
        if kind_of_elements(field.annotation) is None and not sampler.of_form(sought(field, path, form)):
            yield path, "takes none of the answers that were tried; mend its bounds, or give `such_as=`"


def _of_no_use(one: OneMatter[Any]) -> Iterator[tuple[str, str]]:
    needed = {
        *(name for matter in one.matters for name in _told(matter)),
        *(group.field for group in one.groups),
    }
    for path, _, name in every_question(one.form):
        if path not in needed and name not in needed:
            yield path, "is told to no department; put it into the form of an item, or leave it out"


def _told(matter: Matter[Any]) -> Iterator[str]:
    """Of its own group, an item is told its element; of any other, all of them."""
    own = matter.for_each.field if matter.for_each else ""
    return (path for path, _, _ in every_question(matter.form) if root(path) != own)


def _never_wanted(one: OneMatter[Any]) -> Iterator[tuple[str, str]]:
    """What may be left open, and nothing says when it may not."""
    read = {anywhere(path) for each in tried(one) for path in each.turned.read}
    ruled = {check.field for matter in one.matters for check in matter.rules}
    ruled |= {late.path for late in one.later}
    for path, form, name in every_question(one.form):
        field = form.model_fields[name]
        open_ = not field.is_required() and field.default is None
        if open_ and ruled.isdisjoint((name, path)) and read.isdisjoint((f"{FORM}{name}", f"{FORM}{path}")):
            yield (
                path,
                (
                    "may be left open, and no rule says when it must be answered; write a rule of "
                    "Family.COMPLETENESS about it, or require it"
                ),
            )
