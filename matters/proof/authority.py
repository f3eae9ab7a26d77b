"""Whose licences and whose data a definition deals with, and whether anybody could allow it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from ..definitions.registers import LICENCE_LIBRARY, licence_key
from ..language import Form, Licence, Material, Matter, OneMatter, Prefill, Register
from ..language.licence import holders_of
from ..language.matter import read_by
from ..language.partial_form import read_answers
from .conditions import sampler_of, tried
from .fault import Fault
from .trials.called_functions import OfFacts, OfForm
from .trials.inquiry import Inquiry, Sought
from .trials.samples import Sampler, Samples
from .trials.verdict import KNOWN, Asked, enquiries, turns

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
                given = giver.supplies(paper) and not giver.given_to
                if paper.of and given and _may_be_another(paper, matter, giver, one):
                    says = (
                        f"is of whom its `of` names, and {giver.code!r} gives it to the applicant, who may "
                        "be another; leave `of` out, or give that item a rule that the two are one person"
                    )
                    yield Fault(where=f"{one.code}/{matter.code}/{paper.code}", says=says)


def _may_be_another(
    paper: Material[Any], matter: Matter[Any], giver: Matter[Any], one: OneMatter[Any]
) -> bool:
    """Whether the rules of the giver that look at the applicant let somebody else through."""
    read = {each.name: each.turned.read for each in tried(one)}
    rules = [check for check in giver.checks if "facts.applicant" in read[f"rule {check.rule!r}"]]

    def is_the_applicant(inquiry: Inquiry) -> bool | None:
        facts, of = inquiry.facts, paper.of
        let_through = all(rule.holds(inquiry.form(read_by(rule, giver)), facts) for rule in rules)
        return (
            (of and of(inquiry.form(read_by(paper, matter)))) in (facts.applicant, (facts.applicant,))
            if let_through
            else None
        )

    return turns(is_the_applicant, sampler_of(one)).fails


def _asked_about_nobody(one: OneMatter[Any]) -> Iterator[tuple[str, str, Register[Any]]]:
    """Rules, papers and prefills that ask a register about what names no person, each once."""
    sampler = sampler_of(one)
    return iter(
        dict.fromkeys(
            (where, name, register)
            for where, name, asked in _asking(one)
            for register in _asked_without_a_person(asked, sampler)
        )
    )


@lru_cache(maxsize=KNOWN)
def _asked_without_a_person(asked: Asked, sampler: Sampler) -> tuple[Register[Any], ...]:
    found = enquiries(asked, lambda trail: _NoPersons(trail, sampler))
    return tuple(dict.fromkeys(register for register, key in found if register.subject(key) in NO_PERSONS))


def _asking(one: OneMatter[Any]) -> Iterator[tuple[str, str, Asked]]:
    for matter in one.matters:
        where = f"{one.code}/{matter.code}"
        for check in matter.rules:
            yield where, f"rule {check.rule!r}", OfFacts(check.holds, read_by(check, matter))
        for paper in matter.materials:
            if paper.licence and paper.of:
                of = OfForm(paper.of, read_by(paper, matter))
                yield f"{where}/{paper.code}", "it", _Held(of, paper.licence)
    for prefill in one.prefills:
        yield f"{one.code} form.{prefill.field}", "its prefill", _found(prefill, one)


@dataclass(frozen=True)
class _Held:
    """Whether somebody holds a licence."""

    of: OfForm
    licence: Licence

    def __call__(self, inquiry: Inquiry) -> bool:
        for holder in holders_of(self.of(inquiry))[:1]:
            return inquiry.facts.entry(LICENCE_LIBRARY, licence_key(self.licence, holder)) is not None
        return False


def _found(prefill: Prefill[Any, Any], one: OneMatter[Any]) -> Asked:
    key = OfFacts(prefill.key, prefill.for_each.read if prefill.for_each else one.form)
    return _Found(key, prefill.register)


@dataclass(frozen=True)
class _Found:
    """Whether a register has it."""

    key: OfFacts
    register: Register[Any]

    def __call__(self, inquiry: Inquiry) -> bool:
        key = self.key(inquiry)
        return key is not None and inquiry.facts.entry(self.register, key) is not None
