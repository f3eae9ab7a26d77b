"""Words beside what they are said of: a condition turned round, a rule of another number, a choice twice."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, cast

from ...language import Check, Family, Form, OneMatter, question, words
from ...language.form import choices
from ...language.groups.elements import anywhere, every_question
from ...language.matter import read_by
from ..conditions import sampler_of
from ..fault import Fault
from ..trials.figures_in_code import figures_in
from ..trials.inquiry import Inquiry
from ..trials.samples import Sampler, alternatives
from ..trials.verdict import KNOWN, sampled, turns
from .quoted_numbers import amounts

_NOT: Final = ("不", "未", "无", "没", "非", "免", "除", "尚", "以外", "之外", "其他", "其它")
"""By which words say that something is not so."""


def wording_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    """Of choices, conditions and rules."""
    sampler = sampler_of(one)
    yield from _spelled_twice(one)
    for where, form, when in dict.fromkeys(_conditions(one)):
        if says := _turned_round(form, when, sampler):
            yield Fault(where=where, says=f"{when.__name__!r} says {words(when)!r} and {says}")
    told = set[Check[Any]]()
    for matter in one.matters:
        for check in matter.rules:
            if check not in told:
                told.add(check)
                for says in (
                    *_of_another_number(check),
                    *_refuses_the_answer(check, read_by(check, matter), sampler),
                ):
                    yield Fault(where=f"{one.code}/{matter.code}", says=f"rule {check.rule!r} {says}")


def _spelled_twice(one: OneMatter[Any]) -> Iterator[Fault]:
    """Python takes two names of one text for one choice, and people two texts that look alike."""
    for path, form, name in every_question(one.form):
        for kind in alternatives(form.model_fields[name].annotation):
            named: Mapping[str, object] = getattr(kind, "__members__", {})
            spelled = {_plain(str(choice)) for choice in named.values()}
            if len(spelled) < len(named):
                says = f"offers one choice twice: {', '.join(named)}; spell each differently"
                yield Fault(where=f"{one.code} form.{path}", says=says)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _conditions(one: OneMatter[Any]) -> Iterator[tuple[str, type, Callable[[Any], bool]]]:
    for matter in one.matters:
        where = f"{one.code}/{matter.code}"
        yield where, matter.form, matter.when
        for paper in matter.materials:
            yield f"{where}/{paper.code}", read_by(paper, matter), paper.when
        if matter.fee:
            yield f"{where} fee", matter.form, matter.fee.exempt


@lru_cache(maxsize=KNOWN)
def _turned_round(form: Any, when: Callable[[Any], bool], sampler: Sampler) -> str:
    """What a condition of one question does, if its words say the contrary."""
    answered: list[tuple[str, object, bool]] = []

    def noted(inquiry: Inquiry) -> None:
        held = when(inquiry.form(form))
        answered.extend((path, said, held) for path, said in inquiry.answers.items())

    sampled(noted, sampler)
    names = {anywhere(path).rpartition(".")[2] for path, _, _ in answered}
    said, holds_for = words(when), tuple(answer for _, answer, held in answered if held)
    if len(names) != 1 or not names <= form.model_fields.keys() or any(word in said for word in _NOT):
        return ""
    (name,) = names
    asked = question(form, name).question
    if holds_for == (False,) and not any(word in asked for word in _NOT) and _is_said_by(said, asked):
        return f"holds where {asked!r} is answered 否; turn it round, or say so"
    named = [choice for choice in choices(form.model_fields[name].annotation) if choice in said]
    let = dict.fromkeys(str(each) for answer in holds_for for each in _each(answer))
    if let and named and not any(choice in let for choice in named):
        return f"holds for {'、'.join(let)}; turn it round, or name what it holds for"
    return ""


def _each(answer: object) -> tuple[object, ...]:
    """What is chosen, of one or of many."""
    return cast("tuple[object, ...]", answer) if isinstance(answer, tuple) else (answer,)


def _is_said_by(said: str, asked: str) -> bool:
    """Whether a question has all that a condition says, in its order: 自有房屋 is no half of 租赁房屋."""
    rest = iter(asked)
    return all(character in rest for character in said)


def _of_another_number(check: Check[Any]) -> Iterator[str]:
    """Its words have a number of the unit of a figure that it reads, and not that one."""
    for figure in figures_in(check.holds):
        found = amounts(f"{check.says}，{check.mend}")
        said = {value for value, unit in found if value > 1 and unit and unit == figure.unit}
        values = {other.value for other in figures_in(check.holds) if other.unit == figure.unit}
        if said and not said & values:
            shown = "、".join(f"{value}{figure.unit}" for value in sorted(said))
            yield f"says {shown}, and reads {figure.name!r}, which is {figure}; say the number that it reads"


@lru_cache(maxsize=KNOWN)
def _refuses_the_answer(check: Check[Any], form: type[Form], sampler: Sampler) -> tuple[str, ...]:
    """A rule of completeness is satisfied by the answer for which it asks."""
    if check.family is not Family.COMPLETENESS or form.model_fields[check.field].is_required():
        return ()
    given = [False]

    def satisfied(inquiry: Inquiry) -> bool | None:
        holds = check.holds(inquiry.form(form), inquiry.facts)
        answer = next(
            (said for path, said in inquiry.answers.items() if path.endswith(f".{check.field}")), None
        )
        if answer is None:
            return None
        given[0] = True
        return holds

    turned = turns(satisfied, sampler)
    if given[0] and turned.decided and turned.fails and not turned.holds:
        return (f"fails wherever {check.field!r} is answered, and asks for it; turn it round",)
    return ()
