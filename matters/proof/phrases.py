"""What citizens and officers read is Chinese, and says one thing by one phrase."""

import re
from collections.abc import Callable, Iterator
from enum import EnumType
from typing import Any, Literal, get_args, get_origin

from ..language import Matter, OneMatter, question, words
from ..language.groups.elements import every_question
from .fault import Fault
from .trials.samples import alternatives, few

_HAN = re.compile(r"[\u4e00-\u9fff]")
_FOREIGN = re.compile(r"[A-Za-z]{4,}")


def phrase_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    """What is in another language, or says of two conditions the same."""
    for where, said in dict.fromkeys(_said(one)):
        if not is_chinese(said):
            says = f"{said!r} is read by citizens or officers; write it in Chinese"
            yield Fault(where=where, says=says)
    yield from _same_words(one)


def is_chinese(said: str) -> bool:
    """Whether it has a Chinese character, and no word of another language."""
    return bool(_HAN.search(said)) and not _FOREIGN.search(said)


def _said(one: OneMatter[Any]) -> Iterator[tuple[str, str]]:
    yield one.code, one.name
    for figure in one.figures:
        yield one.code, f"{figure.name}{figure.unit}"
    yield from _asked(one)
    if one.parties:
        yield f"{one.code} parties", words(one.parties.may_apply)
    for matter in one.matters:
        yield from _said_of(matter, f"{one.code}/{matter.code}")
        yield from _said_of_times(matter, f"{one.code}/{matter.code}")


def _said_of(matter: Matter[Any], where: str) -> Iterator[tuple[str, str]]:
    yield where, matter.name
    yield where, matter.decided_by
    yield where, words(matter.when)
    for body in matter.departments:
        yield where, body.name
    for licence in (matter.gives, *(kind for paper in matter.materials for kind in paper.licences)):
        if licence:
            yield where, licence.name
    for paper in matter.materials:
        yield f"{where}/{paper.code}", paper.name
        yield f"{where}/{paper.code}", words(paper.when)
    for check in matter.rules:
        yield f"{where} {check.rule}", check.says
        yield f"{where} {check.rule}", check.mend
        yield f"{where} {check.rule}", words(check.when)
    if matter.fee:
        yield f"{where} fee", words(matter.fee.exempt)
        yield f"{where} fee", words(matter.fee.units)
        yield from ((f"{where} fee", words(rate.when)) for rate in matter.fee.rates)
    if matter.given_to:
        yield f"{where} given to", words(matter.given_to)


def _said_of_times(matter: Matter[Any], where: str) -> Iterator[tuple[str, str]]:
    """Of what takes its time, what puts it off, and what may be done against it."""
    for ground in matter.stops_for:
        yield f"{where} {ground.code}", ground.name
    for procedure in matter.procedures:
        yield f"{where} {procedure.code}", procedure.name
        yield from ((f"{where} {procedure.code}/{step.code}", step.name) for step in procedure.steps)
    for remedy in matter.remedies or ():
        yield f"{where} remedy", f"{remedy.name}{remedy.body}"
    if matter.extension:
        yield f"{where} extension", matter.extension.approver
    if matter.lead_time:
        yield f"{where} lead time", matter.lead_time.event
    if matter.quota:
        yield f"{where} quota", f"{matter.quota.places.name}{matter.quota.places.unit}"


def _asked(one: OneMatter[Any]) -> Iterator[tuple[str, str]]:
    for path, form, name in every_question(one.form):
        yield f"{one.code} form.{path}", question(form, name).question
        for kind in alternatives(form.model_fields[name].annotation):
            for choices in (kind, *get_args(kind)):
                if isinstance(choices, EnumType) or get_origin(choices) is Literal:
                    yield from ((f"{one.code} form.{path}", str(choice)) for choice in few(choices) or ())
    for group in one.groups:
        yield f"{one.code} form.{group.field}", group.noun


def _same_words(one: OneMatter[Any]) -> Iterator[Fault]:
    first: dict[str, Callable[..., bool]] = {}
    for where, condition in _conditions(one):
        known = first.setdefault(words(condition), condition)
        if known is not condition:
            says = (
                f"{known.__name__!r} and {condition.__name__!r} both say {words(condition)!r}; "
                "use one of them everywhere, or give the other a docstring that tells them apart"
            )
            yield Fault(where=where, says=says)


def _conditions(one: OneMatter[Any]) -> Iterator[tuple[str, Callable[..., bool]]]:
    for matter in one.matters:
        where = f"{one.code}/{matter.code}"
        yield where, matter.when
        for paper in matter.materials:
            yield f"{where}/{paper.code}", paper.when
        if matter.fee:
            yield f"{where} fee", matter.fee.exempt
            yield from ((f"{where} fee", rate.when) for rate in matter.fee.rates)
