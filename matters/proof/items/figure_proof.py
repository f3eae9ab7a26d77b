"""Numbers of a definition: printed, of a unit, of use, and each of one value."""

from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType
from typing import Any

from ...language import Form, Matter, OneMatter
from ...language.figures.fee import one_unit
from ...language.groups.elements import every_question
from ..conditions import sampler_of
from ..fault import Fault
from ..trials.figures_in_code import figures_in
from ..trials.inquiry import Inquiry
from ..trials.verdict import turns


def figure_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    """Of those that are listed, of those that functions read, and of what fees count."""
    yield from _unlisted(one)
    yield from _unread(one)
    values = dict[str, Any]()
    for figure in one.figures:
        if not figure.unit.strip():
            says = f"counts {figure.name!r}, and not in what; give its `unit`"
            yield Fault(where=one.code, says=says)
        if values.setdefault(figure.name, figure.value) != figure.value:
            says = f"{figure.name!r} is {values[figure.name]} and {figure.value}"
            yield Fault(where=one.code, says=f"{says}; give one of the two another name")
    for matter in one.matters:
        if matter.fee and matter.fee.units is not one_unit and _counts_nothing(one, matter):
            says = "`units` of its fee counts none, whatever is answered; let it count, or leave the fee out"
            yield Fault(where=f"{one.code}/{matter.code} fee", says=says)


def _counts_nothing(one: OneMatter[Any], matter: Matter[Any]) -> bool:
    def counts(inquiry: Inquiry) -> bool:
        return bool(matter.fee and matter.fee.units(inquiry.form(matter.form)) > 0)

    turned = turns(counts, sampler_of(one))
    return turned.decided and not turned.holds and not turned.broken


def _unlisted(one: OneMatter[Any]) -> Iterator[Fault]:
    """What a function compares with, and neither the guide prints nor a proof tries."""
    for matter in one.matters:
        read = {figure for function in _conditions(matter) for figure in figures_in(function)}
        for figure in sorted(read.difference(one.figures), key=lambda figure: figure.name):
            says = f"reads {figure.name!r}, which the guide does not print; list it in `figures`"
            yield Fault(where=f"{one.code}/{matter.code}", says=says)


def _unread(one: OneMatter[Any]) -> Iterator[Fault]:
    """What the guide prints as if something hung upon it."""
    read = {figure for function in every_function(one) for figure in figures_in(function)}
    for figure in one.figures:
        if figure not in read:
            says = f"nothing reads {figure.name!r}; let a condition or a rule read it, or leave it out"
            yield Fault(where=one.code, says=says)


def every_function(one: OneMatter[Any]) -> tuple[Callable[..., object], ...]:
    """All that its author wrote, and a case calls."""
    return (*_of_the_whole(one), *(each for matter in one.matters for each in _functions(matter)))


def _conditions(matter: Matter[Any]) -> Iterator[Callable[..., object]]:
    yield matter.when
    yield from (paper.when for paper in matter.materials)
    for check in matter.rules:
        yield from (check.when, check.holds)
    if fee := matter.fee:
        yield from (fee.exempt, fee.units, *(rate.when for rate in fee.rates))


def _functions(matter: Matter[Any]) -> Iterator[Callable[..., object]]:
    """Those of an item, whatever they say."""
    yield from _conditions(matter)
    quota, competent, lead = matter.quota, matter.competent, matter.lead_time
    others = (
        matter.given_to,
        matter.face,
        quota and quota.area,
        quota and quota.ranking and quota.ranking.by,
        competent and competent.by,
        competent and competent.elsewhere,
        lead and lead.day,
        *(paper.of for paper in matter.materials),
        *(check.competent for check in matter.rules),
        *(duty.whose for duty in matter.by_law),
    )
    yield from filter(None, others)


def _of_the_whole(one: OneMatter[Any]) -> Iterator[Callable[..., object]]:
    yield one.about
    if one.parties:
        yield one.parties.may_apply
    for form in dict.fromkeys(form for _, form, _ in every_question(one.form)):
        yield from _of_form(form)
    for source in one.prefills:
        yield from (source.key, source.says, source.about)


@cache
def _of_form(form: type[Form]) -> tuple[Callable[..., object], ...]:
    """Its properties, methods and validators, and those of the parts that it is made of."""
    return tuple(_written(form))


def _written(form: type[Form]) -> Iterator[Callable[..., object]]:
    parts = (part for part in form.__mro__ if issubclass(part, Form) and part is not Form)
    for value in (value for part in parts for value in vars(part).values()):
        for name in ("fget", "func", "__func__"):
            yield from filter(callable, (getattr(value, name, None),))
        if isinstance(value, FunctionType):
            yield value
