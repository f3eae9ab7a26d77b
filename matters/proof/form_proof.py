"""The one form: every question has words of its own, is asked once, and is of use."""

from collections.abc import Iterator
from typing import Any

from ..language import Asks, OneMatter, question
from .conditions import tried
from .fault import Fault


def form_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    for name, says in (*_wordless(one), *_asked_twice(one), *_of_no_use(one), *_never_wanted(one)):
        yield Fault(where=f"{one.code} form.{name}", says=says)


def _wordless(one: OneMatter[Any]) -> Iterator[tuple[str, str]]:
    for name, field in one.form.model_fields.items():
        if not any(isinstance(data, Asks) for data in field.metadata):
            yield name, "is asked without words; annotate it with `Asks(…)`, the question as it is read"


def _asked_twice(one: OneMatter[Any]) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for name in one.form.model_fields:
        asks = question(one.form, name).question
        known = first.setdefault(asks, name)
        if known != name:
            yield name, f"asks {asks!r}, as {known!r} does; ask once, or say what is different"


def _of_no_use(one: OneMatter[Any]) -> Iterator[tuple[str, str]]:
    needed = {name for matter in one.matters for name in matter.form.model_fields}
    for name in one.form.model_fields:
        if name not in needed:
            yield name, "is told to no department; put it into the form of an item, or leave it out"


def _never_wanted(one: OneMatter[Any]) -> Iterator[tuple[str, str]]:
    """What may be left open, and nothing says when it may not."""
    read = {path for each in tried(one) for path in each.turned.read}
    ruled = {check.field for matter in one.matters for check in matter.rules}
    for name, field in one.form.model_fields.items():
        open_ = not field.is_required() and field.default is None
        if open_ and name not in ruled and f"form.{name}" not in read:
            yield (
                name,
                (
                    "may be left open, and no rule says when it must be answered; write a rule of "
                    "Family.COMPLETENESS about it, or require it"
                ),
            )
