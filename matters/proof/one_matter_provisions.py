"""All that a one-matter lays down."""

from collections.abc import Iterator
from typing import Any

from ..definitions import law, procedures
from ..definitions.sequels import SEQUELS
from ..guide.service_guide import times
from ..language import Basis, Fee, Limit, Matter, OneMatter, Procedure, Remedy, Sequel, yuan
from .items.accountability import figures
from .provision import Provision, ProvisionKind


def one_matter_provisions(one: OneMatter[Any]) -> Iterator[Provision]:
    """The whole, its numbers and times, and then item by item."""
    yield Provision(where=one.code, kind=ProvisionKind.WHOLE, says=one.name, basis=one.basis)
    for figure in (*one.figures, one.timetable.warn_at):
        yield _figure(one.code, f"{figure.name} {figure}", figure.basis)
    for matter in one.matters:
        yield from _item(f"{one.code}/{matter.code}", matter)
    for where, kind, limit in every_limit(one):
        yield Provision(where=f"{where} {kind}", kind=ProvisionKind.LIMIT, says=str(limit), basis=limit.basis)


def general_provisions() -> Iterator[Provision]:
    """What holds of every item that says nothing else: to serve its decision, and what may follow it."""
    for procedure in procedures.BEGUN_BY_OFFICERS:
        yield from procedure_provisions("law", procedure)
    yield from _afterwards("law", law.DELIVERY_LIMIT, law.REMEDIES)
    for sequel in SEQUELS.values():
        yield from sequel_provisions(f"law {sequel.code}", sequel)


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
        yield Provision(where=where, kind=ProvisionKind.STEP, says="补偿（赔偿）", basis=sequel.compensates)


def every_limit(one: OneMatter[Any]) -> Iterator[tuple[str, str, Limit]]:
    """Where it is, what it limits, and the limit."""
    for where, bound in bounded(one):
        yield where, "promised", bound.promised
        if bound.statutory:
            yield where, "statutory", bound.statutory
        if bound.extension:
            yield where, "extension", bound.extension.limit
    for name, limit in times(one.timetable):
        yield one.code, name, limit
    for matter in one.matters:
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
    for ground in matter.stops_for:
        yield Provision(where=f"{where} stops", kind=ProvisionKind.STEP, says=ground.name, basis=ground.basis)
    for figure in figures(matter.unattended):
        yield _figure(f"{where} unattended", f"{figure.name} {figure}", figure.basis)
    if matter.valid:
        says = f"{matter.name}：{matter.valid}"
        yield Provision(
            where=f"{where} valid", kind=ProvisionKind.VALIDITY, says=says, basis=matter.valid.basis
        )
    yield from _afterwards(where, matter.delivery, matter.remedies or ())
    yield from _fee(f"{where} fee", matter.fee)


def _afterwards(where: str, delivery: Limit | None, remedies: tuple[Remedy, ...]) -> Iterator[Provision]:
    if delivery:
        yield Provision(
            where=f"{where} delivery", kind=ProvisionKind.LIMIT, says=f"送达 {delivery}", basis=delivery.basis
        )
    for remedy in remedies:
        says, basis = f"{remedy.name} {remedy.limit}", remedy.limit.basis
        yield Provision(where=f"{where} remedy", kind=ProvisionKind.LIMIT, says=says, basis=basis)


def _fee(where: str, fee: Fee[Any] | None) -> Iterator[Provision]:
    if fee:
        yield Provision(where=where, kind=ProvisionKind.FEE, says="可以收费", basis=fee.statute)
    for rate in fee.rates if fee else ():
        yield Provision(where=where, kind=ProvisionKind.FEE, says=yuan(rate.fen), basis=rate.basis)


def _figure(where: str, says: str, basis: Basis) -> Provision:
    return Provision(where=where, kind=ProvisionKind.FIGURE, says=says, basis=basis)
