"""Every condition and every rule of a one-matter, tried: it must be able to hold, and to fail."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import EnumType
from functools import lru_cache, partial
from typing import Any

from ..language import Check, Competent, Department, Fee, Form, Material, Matter, OneMatter, always
from ..language.figures.fee import never
from ..language.groups.elements import every_question
from ..language.matter import read_by
from .fault import Fault
from .trials.called_functions import OfFacts, OfForm, Within
from .trials.inquiry import Inquiry
from .trials.samples import KEPT, Sampler, alternatives, few, sampler_with
from .trials.verdict import Asked, Turns, turns


@dataclass(frozen=True, kw_only=True)
class Tried:
    """Something that was tried, and what is wrong with it if it never holds, or never fails."""

    where: str
    name: str
    turned: Turns
    if_never: str = ""
    if_always: str = ""
    if_ever_fails: str = ""

    def faults(self) -> Iterator[Fault]:
        if breaks := self.turned.breaks:
            yield Fault(where=self.where, says=f"{self.name} {breaks}; let it answer True or False")
        elif self.turned.fails and self.if_ever_fails:
            yield Fault(where=self.where, says=self.if_ever_fails)
        elif self.turned.decided and not self.turned.holds and self.if_never:
            yield Fault(where=self.where, says=self.if_never)
        elif self.turned.decided and not self.turned.fails and self.if_always:
            yield Fault(where=self.where, says=self.if_always)

    @property
    def undecided(self) -> str:
        """Why nothing is claimed; empty if something is."""
        unless = self.if_always or self.if_ever_fails
        open_ = (not self.turned.holds and self.if_never) or (not self.turned.fails and unless)
        if not open_ or self.turned.decided or self.turned.broken:
            return ""
        sides = "hold" if not self.turned.holds else "fail"
        return f"{self.name}: no answer was found on which it would {sides}, nor shown that there is none"


@lru_cache(maxsize=KEPT)
def tried(one: OneMatter[Any]) -> tuple[Tried, ...]:
    """Conditions first, then the rules, each once."""
    return (*_conditions(one), *_rules(one))


def condition_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    for each in tried(one):
        yield from each.faults()


def undecided(one: OneMatter[Any]) -> tuple[Fault, ...]:
    """What could not be proved, one way or the other: no fault, but for the author to look at."""
    return tuple(
        Fault(where=each.where, says=f"{each.undecided} ({each.turned.undecided_for})")
        for each in tried(one)
        if each.undecided
    )


@lru_cache(maxsize=KEPT)
def sampler_of(one: OneMatter[Any]) -> Sampler:
    fields = (form.model_fields[name] for _, form, name in every_question(one.form))
    kinds = (kind for field in fields for kind in alternatives(field.annotation))
    choices = (str(choice) for kind in kinds if isinstance(kind, EnumType) for choice in few(kind) or ())
    return sampler_with(one.figures, tuple(dict.fromkeys(choices)))


def _conditions(one: OneMatter[Any]) -> Iterator[Tried]:
    sampler = sampler_of(one)
    for matter in one.matters:
        where = f"{one.code}/{matter.code}"
        applies = _condition(where, matter, matter, sampler)
        yield applies
        if not any(applies.faults()):
            for paper in matter.materials:
                yield _condition(f"{where}/{paper.code}", paper, matter, sampler)
            yield from _fee(where, matter.fee, matter, sampler)
            yield from _bodies(where, matter, sampler)


def _condition(
    where: str, thing: Matter[Any] | Material[Any], matter: Matter[Any], sampler: Sampler
) -> Tried:
    """It must hold where its item applies; where it fails may be elsewhere.

    A paper that several items share may be wanted by one of them in any case.
    """
    when, name = thing.when, thing.when.__name__
    form = matter.form if isinstance(thing, Matter) else read_by(thing, matter)
    applies = OfForm(when, form)
    turned = turns(applies, sampler)
    if when is not matter.when:
        inside = turns(_within(matter, applies), sampler)
        decided = turned.decided if inside.holds else inside.decided
        turned = replace(turned, holds=inside.holds, broken=inside.broken, decided=decided)
    return Tried(
        where=where,
        name="its condition",
        turned=turned,
        if_never=f"no answer makes {name!r} true; mend it",
        if_always="" if when is always else f"no answer makes {name!r} false; mend it, or leave `when` out",
    )


def _within(matter: Matter[Any], asked: Asked) -> Asked:
    return Within(OfForm(matter.when, matter.form), asked)


def _fee(where: str, fee: Fee[Any] | None, matter: Matter[Any], sampler: Sampler) -> Iterator[Tried]:
    if fee is None:
        return
    if fee.exempt is not never:
        exempt, name = fee.exempt, fee.exempt.__name__
        yield Tried(
            where=f"{where} fee",
            name="its exemption",
            turned=turns(_within(matter, OfForm(exempt, matter.form)), sampler),
            if_never=f"no answer makes {name!r} true; mend it, or leave `exempt` out",
            if_always=f"no answer makes {name!r} false, so nobody pays; mend it, or leave the fee out",
        )
    for when in dict.fromkeys(rate.when for rate in fee.rates if rate.when is not always):
        is_his = partial(_is_charged, matter, fee, when)
        yield Tried(
            where=f"{where} fee",
            name="the condition of its rate",
            turned=turns(is_his, sampler),
            if_never=f"no answer makes {when.__name__!r} true of who pays; mend it, or leave that rate out",
            if_always=f"no answer makes {when.__name__!r} false of who pays; mend it, or leave `when` out",
        )


def _is_charged(
    matter: Matter[Any], fee: Fee[Any], when: Callable[[Any], bool], inquiry: Inquiry
) -> bool | None:
    form = inquiry.form(matter.form)
    return when(form) if matter.when(form) and not fee.exempt(form) else None


def _bodies(where: str, matter: Matter[Any], sampler: Sampler) -> Iterator[Tried]:
    if competent := matter.competent:
        known = (*competent.among, None) if competent.elsewhere else competent.among
        is_listed = _within(matter, lambda inquiry: competent.by(inquiry.form(matter.form)) in known)
        yield Tried(
            where=where,
            name="its `competent.by`",
            turned=turns(is_listed, sampler),
            if_ever_fails="its `competent.by` names a body that is not listed; "
            "list it in `among`, or say where to go by `elsewhere`",
        )
        for body in competent.among:
            decides = _within(matter, partial(_decides, body, competent, matter.form))
            yield Tried(
                where=where,
                name=f"its `competent.by` for {body.code!r}",
                turned=turns(decides, sampler),
                if_never=f"no answer leads to {body.code!r}; mend `competent.by`, or leave it out of `among`",
            )


def _decides(body: Department, competent: Competent[Any], form: type[Form], inquiry: Inquiry) -> bool:
    return competent.by(inquiry.form(form)) is body


def _rules(one: OneMatter[Any]) -> Iterator[Tried]:
    sampler, asking = sampler_of(one), dict[Check[Any], list[Matter[Any]]]()
    for matter in one.matters:
        for check in matter.rules:
            asking.setdefault(check, []).append(matter)
    for check, matters in asking.items():
        yield Tried(
            where=f"{one.code}/{matters[0].code}",
            name=f"rule {check.rule!r}",
            turned=_best([turns(_rule(check, matter), sampler) for matter in matters]),
            if_never=f"nothing satisfies rule {check.rule!r}, so nobody passes; mend it",
            if_always=f"nothing breaks rule {check.rule!r}; mend it, or leave it out",
        )


def _rule(check: Check[Any], matter: Matter[Any]) -> Asked:
    return _within(matter, OfFacts(check.holds, read_by(check, matter)))


def _best(each: list[Turns]) -> Turns:
    """A rule of several items need turn out both ways in one of them only, or in all together."""
    return Turns(
        holds=any(one.holds for one in each),
        fails=any(one.fails for one in each),
        broken=next((one.broken for one in each if one.broken), None),
        decided=all(one.decided for one in each),
        read=tuple(dict.fromkeys(path for one in each for path in one.read)),
        undecided_for="; ".join(dict.fromkeys(one.undecided_for for one in each if one.undecided_for)),
    )
