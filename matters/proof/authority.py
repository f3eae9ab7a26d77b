"""Whose licences and whose data a definition deals with, and whether anybody could allow it."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

from ..definitions.registers import LICENCE_LIBRARY, licence_key
from ..language import Check, Form, Licence, Matter, OneMatter, Prefill, Register
from ..language.partial_form import read_answers
from .conditions import sampler_of, tried
from .fault import Fault
from .trials.inquiry import Inquiry, Sought
from .trials.samples import Samples
from .trials.verdict import Asked, enquiries, turns

NO_PERSONS: Final = ("11990101000000019X", "示范甲")
"""The credit code of a body, and a name."""


class _NoPersons(Samples):
    """An inquiry whose first answers are such as name no person, wherever a question takes them."""

    def answers_to(self, question: Sought) -> tuple[object, ...]:
        return (*_taken(question.form, question.name), *super().answers_to(question))


@cache
def _taken(form: type[Form] | None, name: str) -> tuple[str, ...]:
    return tuple(text for text in NO_PERSONS if form and not read_answers(form, {name: text})[1])


def authority_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    yield from _given_to_somebody_else(one)
    for where, name, register in _asked_about_nobody(one):
        says = (
            f"{name} asks {register.code!r} about an answer that need not be a person's number: nobody could "
            "authorise it, and it is never answered; ask under an identity number, or, where anybody may "
            "look, give the register `subject=nobody`"
        )
        yield Fault(where=where, says=says)


def _given_to_somebody_else(one: OneMatter[Any]) -> Iterator[Fault]:
    """What an item gives is the applicant's: whoever looks for it under another number finds nothing."""
    for matter in one.matters:
        for paper in matter.materials:
            for giver in one.before(matter):
                if paper.of and giver.gives == paper.licence and _may_be_another(paper.of, giver, one):
                    says = (
                        f"is of whom its `of` names, and {giver.code!r} gives it to the applicant, who may "
                        "be another; leave `of` out, or give that item a rule that the two are one person"
                    )
                    yield Fault(where=f"{one.code}/{matter.code}/{paper.code}", says=says)


def _may_be_another(of: Callable[[Any], str], giver: Matter[Any], one: OneMatter[Any]) -> bool:
    """Whether the rules of the giver that look at the applicant let somebody else through."""
    read = {each.name: each.turned.read for each in tried(one)}
    rules = [check for check in giver.checks if "facts.applicant" in read[f"rule {check.rule!r}"]]

    def is_the_applicant(inquiry: Inquiry) -> bool | None:
        form, facts = inquiry.form(one.form), inquiry.facts
        return of(form) == facts.applicant if all(rule.holds(form, facts) for rule in rules) else None

    return turns(is_the_applicant, sampler_of(one)).fails


def _asked_about_nobody(one: OneMatter[Any]) -> Iterator[tuple[str, str, Register[Any]]]:
    """Rules, papers and prefills that ask a register about what names no person, each once."""
    sampler = sampler_of(one)
    return iter(
        dict.fromkeys(
            (where, name, register)
            for where, name, asked in _asking(one)
            for register, key in enquiries(asked, lambda trail: _NoPersons(trail, sampler))
            if register.subject(key) in NO_PERSONS
        )
    )


def _asking(one: OneMatter[Any]) -> Iterator[tuple[str, str, Asked]]:
    for matter in one.matters:
        where = f"{one.code}/{matter.code}"
        for check in matter.rules:
            yield where, f"rule {check.rule!r}", _rule(check, matter)
        for paper in matter.materials:
            if paper.licence and paper.of:
                yield f"{where}/{paper.code}", "it", _paper(paper.licence, paper.of, matter)
    for prefill in one.prefills:
        yield f"{one.code} form.{prefill.field}", "its prefill", _prefill(prefill, one)


def _rule(check: Check[Any], matter: Matter[Any]) -> Asked:
    return lambda inquiry: check.holds(inquiry.form(matter.form), inquiry.facts)


def _paper(licence: Licence, of: Callable[[Any], str], matter: Matter[Any]) -> Asked:
    def is_held(inquiry: Inquiry) -> bool:
        key = licence_key(licence, of(inquiry.form(matter.form)))
        return inquiry.facts.entry(LICENCE_LIBRARY, key) is not None

    return is_held


def _prefill(prefill: Prefill[Any, Any], one: OneMatter[Any]) -> Asked:
    def is_found(inquiry: Inquiry) -> bool:
        facts = inquiry.facts
        key = prefill.key(inquiry.form(one.form), facts)
        return key is not None and facts.entry(prefill.register, key) is not None

    return is_found
