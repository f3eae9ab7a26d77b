"""Mistakes of an author that neither the type checkers nor an import can see."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Any

from ..language import Material, Matter, OneMatter
from .authority import authority_faults
from .conditions import condition_faults, sampler_of
from .edition_proof import edition_faults
from .fault import Fault
from .form_proof import form_faults
from .items.accountability import unaccountable
from .items.figure_proof import figure_faults
from .items.later_proof import later_faults
from .items.procedure_proof import procedure_faults
from .items.quota_proof import quota_faults
from .items.quoted_numbers import misquoted
from .items.sayings import saying_faults
from .items.sequel_proof import sequel_faults
from .items.source_proof import source_faults
from .items.wording_proof import wording_faults
from .nomenclature import code_faults
from .one_matter_provisions import (
    about_no_licence,
    every_limit,
    limits_afterwards,
    one_matter_provisions,
    step_limits,
)
from .phrases import phrase_faults
from .provision import misgoverned, unfounded, untimely
from .trials.inquiry import Inquiry
from .trials.samples import KEPT
from .trials.verdict import turns
from .worst_case import limit_faults

WHOLE = 100
"""Percent."""


def prove(ones: tuple[OneMatter[Any], ...], *, on: date) -> tuple[Fault, ...]:
    """Every fault of every definition, and of the list itself, on a day."""
    alone = (fault for one in ones for fault in prove_one(one, on=on))
    return (*edition_faults(ones), *_same_item_code(ones), *code_faults(ones), *alone)


@lru_cache(maxsize=KEPT)
def prove_one(one: OneMatter[Any], *, on: date) -> tuple[Fault, ...]:
    return (
        *_same_basic_code(one),
        *_same_item(one),
        *_same_material(one),
        *_told_twice(one),
        *form_faults(one),
        *phrase_faults(one),
        *condition_faults(one),
        *authority_faults(one),
        *_givers(one),
        *_orders(one),
        *_leave(one),
        *_limits(one),
        *limit_faults(one, on=on),
        *_fees(one, on),
        *_machines(one),
        *figure_faults(one),
        *procedure_faults(one),
        *quota_faults(one),
        *sequel_faults(one),
        *later_faults(one),
        *saying_faults(one),
        *source_faults(one),
        *wording_faults(one),
        *unfounded(one_matter_provisions(one)),
        *untimely(one_matter_provisions(one), on=max(on, one.since or on)),
        *misquoted(one_matter_provisions(one)),
        *misgoverned(about_no_licence(one)),
    )


def _same_item_code(ones: Iterable[OneMatter[Any]]) -> Iterator[Fault]:
    """A basic code means one item, in whichever one-matter it is handled."""
    first: dict[str, tuple[str, str]] = {}
    for one in ones:
        for matter in one.matters:
            where, known = first.setdefault(matter.basic_code, (one.code, matter.code))
            if known != matter.code and where != one.code:
                says = (
                    f"its basic code {matter.basic_code} is that of {where}/{known}; give each item its own "
                    "(GB/T 39554.1)"
                )
                yield Fault(where=f"{one.code}/{matter.code}", says=says)


def _same_basic_code(one: OneMatter[Any]) -> Iterator[Fault]:
    for basic_code, count in Counter(matter.basic_code for matter in one.matters).items():
        if count > 1:
            codes = ", ".join(matter.code for matter in one.matters if matter.basic_code == basic_code)
            says = (
                f"{codes} share the basic code {basic_code}; give each item its own (GB/T 39554.1), or, "
                "where several bodies decide the same, write one item with `competent=`"
            )
            yield Fault(where=one.code, says=says)


def _same_item(one: OneMatter[Any]) -> Iterator[Fault]:
    """One 事项 of several bodies, written down once for each of them, with codes that are made up."""
    first: dict[tuple[str, type], Matter[Any]] = {}
    for matter in one.matters:
        known = first.setdefault((matter.name, matter.form), matter)
        if known is not matter:
            says = (
                f"is called {matter.name!r} and asks what {known.code!r} asks; where several bodies decide "
                "the same, write one item with `competent=`, else give the two different names"
            )
            yield Fault(where=f"{one.code}/{matter.code}", says=says)


def _same_material(one: OneMatter[Any]) -> Iterator[Fault]:
    """An upload is known by its code alone, so one code cannot stand for two papers."""
    first: dict[str, Material[Any]] = {}
    for matter in one.matters:
        for paper in matter.materials:
            known = first.setdefault(paper.code, paper)
            if (known.name, known.licences) != (paper.name, paper.licences):
                says = f"another paper with this code is {known.name!r}; give one of the two another code"
                yield Fault(where=f"{one.code}/{matter.code}/{paper.code}", says=says)


def _told_twice(one: OneMatter[Any]) -> Iterator[Fault]:
    """What stands twice in one list, of which one alone counts."""
    for matter in one.matters:
        where = f"{one.code}/{matter.code}"
        for kind, codes in (
            ("paper", [paper.code for paper in matter.materials]),
            ("ground", [ground.code for ground in matter.stops_for]),
        ):
            for code, count in Counter(codes).items():
                if count > 1:
                    yield Fault(where=where, says=f"lists the {kind} {code!r} {count} times; list it once")
    sources = Counter((source.field, source.register.code, source.for_each) for source in one.prefills)
    for (field, register, _), count in sources.items():
        if count > 1:
            says = f"is prefilled from {register!r} {count} times; write one source of each register"
            yield Fault(where=f"{one.code} form.{field}", says=says)


def _leave(one: OneMatter[Any]) -> Iterator[Fault]:
    """A promise needs somebody who gives it; what an earlier item gives does not follow from elsewhere."""
    for matter in one.matters:
        for paper in matter.materials:
            given = any(earlier.supplies(paper) for earlier in one.before(matter))
            where = f"{one.code}/{matter.code}/{paper.code}"
            if paper.on_promise and not given:
                says = "may be promised, but no earlier item gives it; leave `on_promise` out"
                yield Fault(where=where, says=says)
            if paper.follows and given:
                says = "may follow, but an earlier item gives it; leave `follows` out"
                yield Fault(where=where, says=says)


def _limits(one: OneMatter[Any]) -> Iterator[Fault]:
    for where, kind, limit in (*every_limit(one), *step_limits(one), *limits_afterwards(one)):
        if limit.count < 1:
            yield Fault(where=where, says=f"its {kind} limit is {limit}; give at least one day")
    if not 0 < one.timetable.warn_at.value < WHOLE:
        says = f"warns at {one.timetable.warn_at} of a limit; write a share between 1 and 99"
        yield Fault(where=one.code, says=says)
    for matter in one.matters:
        if matter.valid and matter.valid.years < 1:
            says = f"its licence is valid for {matter.valid}; give at least one year, or leave `valid` out"
            yield Fault(where=f"{one.code}/{matter.code}", says=says)


def _fees(one: OneMatter[Any], on: date) -> Iterator[Fault]:
    """What is charged is charged by a rate in force: without one no case could be received."""
    for matter in one.matters:
        if fee := matter.fee:
            where = f"{one.code}/{matter.code} fee"
            if fee.rates[0].since > on:
                says = f"its first rate is in force from {fee.rates[0].since}, not on {on}; add the older one"
                yield Fault(where=where, says=says)
            if fee.statute.until and fee.statute.until < on:
                says = (
                    f"{fee.statute} has not been in force since {fee.statute.until}; name what allows it now"
                )
                yield Fault(where=where, says=says)
            if any(
                rate.further.fen < 1 or rate.fen < 0 if rate.further else rate.fen < 1 for rate in fee.rates
            ):
                yield Fault(where=where, says="charges nothing, or less; give whole fen, or use `exempt`")


def _givers(one: OneMatter[Any]) -> Iterator[Fault]:
    """Whoever needs a licence waits for all who give it, so one case can have one giver only."""
    sampler = sampler_of(one)
    for first, second in combinations(one.matters, 2):
        if first.gives and first.gives == second.gives:

            def both(inquiry: Inquiry, pair: tuple[Matter[Any], ...] = (first, second)) -> bool:
                return all(matter.when(inquiry.form(matter.form)) for matter in pair)

            if turns(both, sampler).holds:
                says = (
                    f"gives {first.gives.code!r}, as {first.code!r} does in the same case, and whoever needs "
                    "it waits for both; let their conditions exclude each other, or one of them give it"
                )
                yield Fault(where=f"{one.code}/{second.code}", says=says)


def _orders(one: OneMatter[Any]) -> Iterator[Fault]:
    """An item that follows one which is never there with it follows nothing."""
    sampler = sampler_of(one)
    for matter in one.matters:
        for earlier in (*matter.after, *matter.hears):

            def both(inquiry: Inquiry, pair: tuple[Matter[Any], ...] = (matter, earlier)) -> bool:
                return all(each.when(inquiry.form(each.form)) for each in pair)

            turned = turns(both, sampler)
            if turned.decided and not turned.holds:
                says = f"follows {earlier.code!r}, which no case has together with it; leave that `after` out"
                yield Fault(where=f"{one.code}/{matter.code}", says=says)


def _machines(one: OneMatter[Any]) -> Iterator[Fault]:
    """A machine that grants can be held to account: every rule has a basis, officers look on."""
    for matter in one.matters:
        if matter.unattended:
            for says in unaccountable(matter.unattended):
                yield Fault(where=f"{one.code}/{matter.code} unattended", says=says)
