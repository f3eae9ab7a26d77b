"""One code, one thing: across the whole catalogue."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from ..language import Department, Grant, Licence, Matter, OneMatter, Register, question
from ..language.groups.elements import every_question
from .fault import Fault
from .phrases import is_chinese
from .trials.figures_in_code import registers_in
from .trials.samples import KEPT

Coded = Department | Licence | Register[Any]


def code_faults(ones: Iterable[OneMatter[Any]]) -> Iterator[Fault]:
    """Two bodies, licences or registers of one code: queues and answers would mix, edges vanish."""
    first: dict[tuple[type, str], Coded] = {}
    for where, thing in (coded for one in ones for coded in _all_coded(one)):
        known = first.setdefault((type(thing), thing.code), thing)
        if known != thing:
            kind = type(thing).__name__.lower()
            says = (
                f"another {kind} {thing.code!r} is {known.name!r}; define it once, or give one another code"
            )
            yield Fault(where=where, says=says)


@lru_cache(maxsize=KEPT)
def _all_coded(one: OneMatter[Any]) -> tuple[tuple[str, Coded], ...]:
    """Each definition stands beside every other that is proved, and says the same every time."""
    return tuple(_coded(one))


def _coded(one: OneMatter[Any]) -> Iterator[tuple[str, Coded]]:
    yield one.code, one.lead
    for path, form, name in every_question(one.form):
        if found_in := question(form, name).found_in:
            yield f"{one.code} form.{path}", found_in
    for source in one.prefills:
        yield f"{one.code} form.{source.field}", source.register
    for matter in one.matters:
        where = f"{one.code}/{matter.code}"
        yield from ((where, register) for register in _asked(matter))
        for body in (matter.department, *matter.departments):
            yield where, body
        for licence in (matter.gives, *(kind for paper in matter.materials for kind in paper.licences)):
            if licence:
                yield where, licence


def _asked(matter: Matter[Any]) -> Iterator[Register[Any]]:
    yield from (duty.register for duty in matter.by_law)
    yield from (register for check in matter.rules for register in registers_in(check.holds))
    steps = (step for procedure in matter.procedures for step in procedure.steps)
    yield from (step.event.register for step in steps if step.event)


def calling_faults(definitions: Iterable[OneMatter[Any] | Grant[Any]]) -> Iterator[Fault]:
    """Everyday words are those of the people, and lead to one thing."""
    definitions = tuple(definitions)
    first: dict[str, str] = {}
    for each in definitions:
        if first.setdefault(each.name, each.code) != each.code:
            says = (
                f"{each.name!r} is what {first[each.name]!r} is called already; name one of the two otherwise"
            )
            yield Fault(where=f"{each.code} name", says=says)
    for each in definitions:
        for word in each.also_called:
            where = f"{each.code} also_called"
            if not is_chinese(word):
                yield Fault(where=where, says=f"{word!r} is what citizens look for; write it in Chinese")
            if first.setdefault(word, each.code) != each.code:
                says = f"{word!r} leads to {first[word]!r} already; call only one of the two so"
                yield Fault(where=where, says=says)
        for word, times in Counter((each.name, *each.also_called)).items():
            if times > 1:
                yield Fault(
                    where=f"{each.code} also_called", says=f"says {word!r} {times} times; say it once"
                )
