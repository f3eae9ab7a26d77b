"""Mistakes of an author that neither the type checkers nor an import can see."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..guide.outcomes import outcomes
from ..language import Limit, Material, Matter, OneMatter, always
from .accountability import unaccountable
from .fault import Fault
from .one_matter_provisions import bounded, every_limit, one_matter_provisions
from .provision import unfounded

WHOLE = 100
"""Percent."""


def prove(ones: tuple[OneMatter[Any], ...]) -> tuple[Fault, ...]:
    """Every fault of every definition, and of the list itself."""
    return (*_same_edition(ones), *(fault for one in ones for fault in prove_one(one)))


def prove_one(one: OneMatter[Any]) -> tuple[Fault, ...]:
    return (
        *_same_basic_code(one),
        *_same_material(one),
        *_conditions(one),
        *_leave(one),
        *_limits(one),
        *_path(one),
        *_machines(one),
        *unfounded(one_matter_provisions(one)),
    )


def _same_edition(ones: Iterable[OneMatter[Any]]) -> Iterator[Fault]:
    for (code, edition), count in Counter((one.code, one.edition) for one in ones).items():
        if count > 1:
            says = f"edition {edition!r} is listed {count} times; give each text its own edition"
            yield Fault(where=code, says=says)


def _same_basic_code(one: OneMatter[Any]) -> Iterator[Fault]:
    for basic_code, count in Counter(matter.basic_code for matter in one.matters).items():
        if count > 1:
            codes = ", ".join(matter.code for matter in one.matters if matter.basic_code == basic_code)
            says = f"{codes} share the basic code {basic_code}; give each item its own (GB/T 39554.1)"
            yield Fault(where=one.code, says=says)


def _same_material(one: OneMatter[Any]) -> Iterator[Fault]:
    """An upload is known by its code alone, so one code cannot stand for two papers."""
    first: dict[str, Material[Any]] = {}
    for matter in one.matters:
        for paper in matter.materials:
            known = first.setdefault(paper.code, paper)
            if (known.name, known.licence) != (paper.name, paper.licence):
                says = f"another paper with this code is {known.name!r}; give one of the two another code"
                yield Fault(where=f"{one.code}/{matter.code}/{paper.code}", says=says)


def _conditions(one: OneMatter[Any]) -> Iterator[Fault]:
    for matter in one.matters:
        where = f"{one.code}/{matter.code}"
        faults = tuple(_Condition(where=where, when=matter.when).faults(one, matter))
        yield from faults
        for paper in () if faults else matter.materials:
            asked = _Condition(where=f"{where}/{paper.code}", when=paper.when, within=matter.when)
            yield from asked.faults(one, matter)


@dataclass(frozen=True, kw_only=True)
class _Condition:
    """`when`, asked only where `within` holds.

    It must hold in some of those situations. Where it does not hold may be elsewhere: a paper that
    several items share may be wanted by one of them in any case.
    """

    where: str
    when: Callable[[Any], bool]
    within: Callable[[Any], bool] = always

    def faults(self, one: OneMatter[Any], matter: Matter[Any]) -> Iterator[Fault]:
        name = self.when.__name__
        inside = tuple(outcomes(self._holds_within, form=matter.form, figures=one.figures))
        broken = ((answers, error) for answers, error in inside if isinstance(error, Exception))
        if failure := next(broken, None):
            answers, error = failure
            says = f"its condition fails on {dict(answers)}: {error!r}; let it answer True or False"
            yield Fault(where=self.where, says=says)
        elif all(outcome is False for _, outcome in inside):
            says = f"no answer makes {name!r} true; mend it, or list the figure that it compares with"
            yield Fault(where=self.where, says=says)
        elif self.when is not always and self._always_holds(one, matter):
            says = f"no answer makes {name!r} false; mend it, or leave `when` out"
            yield Fault(where=self.where, says=says)

    def _holds_within(self, form: Any) -> bool:
        return bool(self.within(form) and self.when(form))

    def _always_holds(self, one: OneMatter[Any], matter: Matter[Any]) -> bool:
        anywhere = outcomes(self.when, form=matter.form, figures=one.figures)
        return all(outcome for _, outcome in anywhere)


def _leave(one: OneMatter[Any]) -> Iterator[Fault]:
    """A promise needs somebody who gives it; what an earlier item gives does not follow from elsewhere."""
    for matter in one.matters:
        given = [earlier.gives for earlier in one.before(matter) if earlier.gives]
        for paper in matter.materials:
            where = f"{one.code}/{matter.code}/{paper.code}"
            if paper.on_promise and paper.licence not in given:
                says = "may be promised, but no earlier item gives it; leave `on_promise` out"
                yield Fault(where=where, says=says)
            if paper.follows and paper.licence in given:
                says = "may follow, but an earlier item gives it; leave `follows` out"
                yield Fault(where=where, says=says)


def _limits(one: OneMatter[Any]) -> Iterator[Fault]:
    for where, kind, limit in every_limit(one):
        if limit.count < 1:
            yield Fault(where=where, says=f"its {kind} limit is {limit}; give at least one day")
    for where, bound in bounded(one):
        if bound.statutory and _is_longer(bound.promised, bound.statutory):
            says = f"promises {bound.promised}, the law allows {bound.statutory}; promise no more"
            yield Fault(where=where, says=says)
    if not 0 < one.timetable.warn_at.value < WHOLE:
        says = f"warns at {one.timetable.warn_at} of a limit; write a share between 1 and 99"
        yield Fault(where=one.code, says=says)


def _is_longer(limit: Limit, other: Limit) -> bool:
    return limit.unit == other.unit and limit.count > other.count


def _path(one: OneMatter[Any]) -> Iterator[Fault]:
    unit = one.promised.unit
    longest: dict[Matter[Any], tuple[Matter[Any], ...]] = {}
    for matter in one.matters:
        paths = (longest[earlier] for earlier in one.before(matter))
        path = longest[matter] = (*max(paths, key=partial(_days, unit=unit), default=()), matter)
        if (days := _days(path, unit=unit)) > one.promised.count:
            steps = " -> ".join(step.code for step in path)
            says = f"{steps} takes {days}{unit}, the whole promises {one.promised}; bring the two together"
            yield Fault(where=f"{one.code}/{matter.code}", says=says)


def _machines(one: OneMatter[Any]) -> Iterator[Fault]:
    """A machine that grants can be held to account: every rule has a basis, officers look on."""
    for matter in one.matters:
        if matter.unattended:
            for says in unaccountable(matter.unattended):
                yield Fault(where=f"{one.code}/{matter.code} unattended", says=says)


def _days(path: tuple[Matter[Any], ...], *, unit: str) -> int:
    """At least so long: items counted in another unit than the whole are taken as no time at all."""
    return sum(matter.promised.count for matter in path if matter.promised.unit == unit)
