"""Mistakes in procedures: what nobody could take, or not in time."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ...clock import SpecialProcedure
from ...language import OneMatter, Owner, Procedure, ProcedureStep, Stops
from ..fault import Fault

_WITHOUT_OFFICERS = (Owner.OTHER_BODY, Owner.OUTSIDE)


def procedure_faults(one: OneMatter[Any]) -> Iterator[Fault]:
    """Of every procedure that an item declares."""
    for matter in one.matters:
        where = f"{one.code}/{matter.code}"
        for code, count in Counter(procedure.code for procedure in matter.procedures).items():
            if count > 1:
                yield Fault(where=where, says=f"declares {count} procedures {code!r}; rename all but one")
        by_law = bool(matter.statutory or one.statutory)
        for procedure in matter.procedures:
            for says in (*_whole(procedure), *_clock(procedure, by_law=by_law)):
                yield Fault(where=f"{where} {procedure.code}", says=says)
            for step, says in _steps(procedure):
                yield Fault(where=f"{where} {procedure.code}/{step.code}", says=says)


def _whole(procedure: Procedure) -> Iterator[str]:
    if not procedure.steps:
        yield "has no steps, so it is over before it begins; list them, or leave it out"
    if procedure.comes_first and any(step.owner not in _WITHOUT_OFFICERS for step in procedure.steps):
        yield "comes before the item is lodged, when no officer has it; give each step a `body` or an `event`"


def _clock(procedure: Procedure, *, by_law: bool) -> Iterator[str]:
    ground = procedure.ground
    if ground and by_law and ground.code not in list(SpecialProcedure):
        yield f"stops a clock that the law sets for {ground.code!r}, which is not in its list; leave it out"
    if bool(ground) != bool(procedure.stands_from):
        yield "needs both `ground` and `stands_from` for its clock to stand, or neither"
    codes = [step.code for step in procedure.steps]
    for step in procedure.steps if procedure.stands_from else ():
        if step.lapses and codes.index(procedure.stands_from) < codes.index(step.code):
            yield f"would stand for ever once {step.code!r} lapses; let the clock stand from a later step on"


def _steps(procedure: Procedure) -> Iterator[tuple[ProcedureStep, str]]:
    named = False
    for step in procedure.steps:
        for says in (*_owner(step, named=named), *_time(step)):
            yield step, says
        named = named or step.officers is not None
    later = {step.code: step for step in procedure.steps}
    for step in procedure.steps:
        target = later.get(step.before)
        if step.within and target and _too_late(step, target):
            yield step, f"comes {step.within} before what is due within {target.within}; bring them together"


def _owner(step: ProcedureStep, *, named: bool) -> Iterator[str]:
    if (step.owner is Owner.OTHER_BODY) != (step.body is not None):
        yield "its owner is unknown; name the `body` of what another body takes, and of nothing else"
    if (step.owner is Owner.OUTSIDE) != (step.event is not None):
        yield "nobody could tell of it; name the `event` of what happens outside, and of nothing else"
    if step.owner is Owner.HOST and not named:
        yield "its owner is unknown; let an earlier step name `officers`"
    if step.officers and step.officers.value < 1:
        yield f"names {step.officers}; ask for one at least, or leave `officers` out"


def _time(step: ProcedureStep) -> Iterator[str]:
    missed = step.stops is Stops.MISSED
    if step.lapses and step.within is None:
        yield "lapses, and nobody knows when; give `within`"
    if missed and step.within is None:
        yield "ends the item if it is missed, and nobody knows when; give `within`"
    if missed and step.lapses:
        yield "both lapses and ends the item when its time is over; leave one of the two out"
    if step.fixes_day and not step.before:
        yield "fixes a day, and not of which step; give `before`"


def _too_late(step: ProcedureStep, target: ProcedureStep) -> bool:
    """Whether the step would have to be taken before the time of its target begins."""
    before, within = step.within, target.within
    return bool(before and within and before.unit == within.unit and before.count >= within.count)
