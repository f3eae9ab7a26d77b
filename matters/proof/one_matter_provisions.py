"""All that a one-matter lays down."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..definitions import law, procedures
from ..definitions.conventions import CONVENTIONS
from ..definitions.sequels import SEQUELS
from ..language import Basis, Fee, Limit, Matter, OneMatter, Procedure, Remedy, Sequel
from .items.accountability import figures
from .provision import Provision, ProvisionKind


def one_matter_provisions(one: OneMatter[Any]) -> Iterator[Provision]:
    """The whole, its numbers and times, and then item by item."""
    yield Provision(where=one.code, kind=ProvisionKind.WHOLE, says=one.name, basis=one.basis)
    if one.parties:
        says = f"申请人：{one.parties}"
        yield Provision(
            where=f"{one.code} parties", kind=ProvisionKind.RULE, says=says, basis=one.parties.basis
        )
    if one.resumes:
        says = "此前一段时间无现行版本"
        yield Provision(where=f"{one.code} resumes", kind=ProvisionKind.RULE, says=says, basis=one.resumes)
    for figure in (*one.figures, one.timetable.warn_at):
        yield _figure(one.code, f"{figure.name} {figure}", figure.basis)
    for matter in one.matters:
        yield from _item(f"{one.code}/{matter.code}", matter)
    yield from _afterwards(one.code, None, one.remedies or ())
    for where, kind, limit in every_limit(one):
        yield Provision(where=f"{where} {kind}", kind=ProvisionKind.LIMIT, says=str(limit), basis=limit.basis)


def about_no_licence(one: OneMatter[Any]) -> Iterator[Provision]:
    """What the law of licensing does not govern: items that license nothing, or all of it if none does."""
    others = tuple(f"{one.code}/{matter.code}" for matter in one.matters if not matter.is_licence)
    for it in one_matter_provisions(one):
        if not one.is_licence or "/".join(re.split("[/ ]", it.where)[:2]) in others:
            yield it


def general_provisions(one: OneMatter[Any]) -> Iterator[Provision]:
    """What holds of every item that says nothing else: to serve its decision, and what may follow it."""
    for it in _of_licences():
        yield replace(it, basis=it.basis and law.governing(it.basis, licensed=one.is_licence))


def _of_licences() -> Iterator[Provision]:
    for procedure in procedures.BEGUN_BY_OFFICERS:
        yield from procedure_provisions("law", procedure)
    yield from _afterwards("law", law.DELIVERY_LIMIT, law.REMEDIES)
    for sequel in SEQUELS.values():
        yield from sequel_provisions(f"law {sequel.code}", sequel)
    for read in CONVENTIONS:
        yield Provision(where="law days", kind=ProvisionKind.ASSUMPTION, says=read.says, basis=read.basis)


def procedure_provisions(where: str, procedure: Procedure) -> Iterator[Provision]:
    """The procedure, and step by step whatever it lays down."""
    here = f"{where} {procedure.code}"
    yield Provision(where=here, kind=ProvisionKind.STEP, says=procedure.name, basis=procedure.basis)
    if ground := procedure.ground:
        says = f"{ground.name}所需时间不计入期限"
        yield Provision(where=here, kind=ProvisionKind.STEP, says=says, basis=ground.basis)
    for step in procedure.steps:
        at = f"{here}/{step.code}"
        yield Provision(where=at, kind=ProvisionKind.STEP, says=step.name, basis=step.basis)
        if step.within:
            yield Provision(
                where=at, kind=ProvisionKind.LIMIT, says=str(step.within), basis=step.within.basis
            )
        if step.officers:
            yield _figure(at, f"{step.officers.name} {step.officers}", step.officers.basis)


def sequel_provisions(where: str, sequel: Sequel) -> Iterator[Provision]:
    """What may become of a decision, with its times and what is compensated."""
    yield Provision(where=where, kind=ProvisionKind.STEP, says=sequel.name, basis=sequel.basis)
    for name, limit in (("陈述申辩", sequel.heard), ("届满前提出", sequel.asked)):
        if limit:
            says = f"{name} {limit}"
            yield Provision(where=where, kind=ProvisionKind.LIMIT, says=says, basis=limit.basis)
    if sequel.compensates:
        says = sequel.compensation
        yield Provision(where=where, kind=ProvisionKind.STEP, says=says, basis=sequel.compensates)


def every_limit(one: OneMatter[Any]) -> Iterator[tuple[str, str, Limit]]:
    """Where it is, what it limits, and the limit."""
    for where, bound in bounded(one):
        yield where, "promised", bound.promised
        if bound.statutory:
            yield where, "statutory", bound.statutory
        if bound.extension:
            yield where, "extension", bound.extension.limit
    for name, limit in (*one.timetable.limits, *((late.field, late.within) for late in one.later)):
        yield one.code, name, limit
    for matter in one.matters:
        if matter.quota and matter.quota.waits:
            yield f"{one.code}/{matter.code}", "waits", matter.quota.waits
        if matter.lead_time:
            yield f"{one.code}/{matter.code}", "lead time", matter.lead_time.by
        for paper in matter.materials:
            if paper.follows:
                yield f"{one.code}/{matter.code}/{paper.code}", "follows", paper.follows.within


def step_limits(one: OneMatter[Any]) -> Iterator[tuple[str, str, Limit]]:
    """The same of the steps of procedures."""
    for matter in one.matters:
        for procedure in matter.procedures:
            for step in procedure.steps:
                if step.within:
                    yield f"{one.code}/{matter.code} {procedure.code}", step.code, step.within


def limits_afterwards(one: OneMatter[Any]) -> Iterator[tuple[str, str, Limit]]:
    """The same of what begins with a decision."""
    for matter in one.matters:
        where = f"{one.code}/{matter.code}"
        if matter.delivery:
            yield where, "delivery", matter.delivery
        yield from ((where, remedy.name, remedy.limit) for remedy in matter.remedies or ())
        yield from ((where, *renewed) for renewed in (matter.valid.renewal if matter.valid else ()))


def bounded(one: OneMatter[Any]) -> Iterator[tuple[str, OneMatter[Any] | Matter[Any]]]:
    """Whatever has limits: the whole and its items."""
    yield one.code, one
    for matter in one.matters:
        yield f"{one.code}/{matter.code}", matter


def _item(where: str, matter: Matter[Any]) -> Iterator[Provision]:
    yield Provision(where=where, kind=ProvisionKind.STEP, says=matter.name, basis=matter.basis)
    for paper in matter.materials:
        yield Provision(
            where=f"{where}/{paper.code}", kind=ProvisionKind.PAPER, says=paper.name, basis=paper.basis
        )
    for check in dict.fromkeys(matter.rules):
        says = f"{check.rule} {check.says}"
        yield Provision(where=where, kind=ProvisionKind.RULE, says=says, basis=check.basis)
    for procedure in matter.procedures:
        yield from procedure_provisions(where, procedure)
    yield from _bodies(where, matter)
    if matter.deemed:
        yield Provision(
            where=f"{where} deemed",
            kind=ProvisionKind.RULE,
            says="期满未作决定的，视为准予",
            basis=matter.deemed,
        )
    for duty in matter.by_law:
        says = f"依职责查询{duty.register.name}"
        yield Provision(where=f"{where} by law", kind=ProvisionKind.RULE, says=says, basis=duty.basis)
    for ground in matter.stops_for:
        yield Provision(where=f"{where} stops", kind=ProvisionKind.STEP, says=ground.name, basis=ground.basis)
    for figure in figures(matter.unattended):
        yield _figure(f"{where} unattended", f"{figure.name} {figure}", figure.basis)
    yield from _validity(where, matter)
    yield from _quota(where, matter)
    yield from _afterwards(where, matter.delivery, matter.remedies or ())
    yield from _fee(f"{where} fee", matter.fee)


def _bodies(where: str, matter: Matter[Any]) -> Iterator[Provision]:
    """Of whoever decides: when it is closed, and how its own law has it serve."""
    for body in matter.departments:
        said = (
            *((day.name, day.basis) for day in body.closes),
            *((by.name, by.basis) for by in body.serves_by),
        )
        for name, basis in said:
            says = f"{body.name}：{name}"
            yield Provision(where=f"{where} body", kind=ProvisionKind.STEP, says=says, basis=basis)


def _validity(where: str, matter: Matter[Any]) -> Iterator[Provision]:
    if matter.valid:
        says = f"{matter.name}：{matter.valid}"
        yield Provision(
            where=f"{where} valid", kind=ProvisionKind.VALIDITY, says=says, basis=matter.valid.basis
        )
        for name, limit in matter.valid.renewal:
            yield Provision(
                where=f"{where} renewal", kind=ProvisionKind.LIMIT, says=f"{name} {limit}", basis=limit.basis
            )


def _quota(where: str, matter: Matter[Any]) -> Iterator[Provision]:
    if quota := matter.quota:
        yield _figure(f"{where} quota", f"{quota.places.name} {quota}", quota.places.basis)
        yield Provision(
            where=f"{where} quota",
            kind=ProvisionKind.RULE,
            says=quota.order,
            basis=law.order_of_places(matter),
        )


def _afterwards(where: str, delivery: Limit | None, remedies: tuple[Remedy, ...]) -> Iterator[Provision]:
    if delivery:
        yield Provision(
            where=f"{where} delivery", kind=ProvisionKind.LIMIT, says=f"送达 {delivery}", basis=delivery.basis
        )
    for remedy in remedies:
        says, basis = f"{remedy.name} {remedy.limit}", remedy.limit.basis
        yield Provision(where=f"{where} remedy", kind=ProvisionKind.LIMIT, says=says, basis=basis)
        if after := remedy.after_review:
            says = f"经行政复议的{remedy.name} {after}"
            yield Provision(where=f"{where} remedy", kind=ProvisionKind.LIMIT, says=says, basis=after.basis)


def _fee(where: str, fee: Fee[Any] | None) -> Iterator[Provision]:
    if fee:
        yield Provision(where=where, kind=ProvisionKind.FEE, says="可以收费", basis=fee.statute)
    for says, basis in (each for rate in fee.rates for each in rate.sums) if fee else ():
        yield Provision(where=where, kind=ProvisionKind.FEE, says=says, basis=basis)


def _figure(where: str, says: str, basis: Basis) -> Provision:
    return Provision(where=where, kind=ProvisionKind.FIGURE, says=says, basis=basis)
