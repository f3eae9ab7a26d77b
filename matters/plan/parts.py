"""The parts of a plan that no form decides: from the words of a definition to the data of a plan."""

from datetime import date
from typing import Any

from ..clock import OpenRemedy, Term, WayToServe
from ..definitions import law
from ..definitions.register_errors import COUNTER_PROOF
from ..language import Department, Extendable, Form, Later, Limit, Matter, OneMatter, Timetable
from ..language.form import FORM, PAPERS, choices
from ..language.groups import elements
from ..language.licence import holders_of
from .delivery import PlannedDelivery
from .plan import (
    PlannedClock,
    PlannedElement,
    PlannedExtension,
    PlannedLeadTime,
    PlannedLicence,
    PlannedQuestion,
    PlannedQuota,
    PlannedTimetable,
)


def planned_clock(bound: OneMatter[Any] | Matter[Any]) -> PlannedClock:
    """The limits of an item or of the whole, but for those that a form tells."""
    return PlannedClock(
        promised=Term.of(bound.promised),
        statutory=_term(bound.statutory),
        extension=_extension(bound.extension),
        licensed=bound.is_licence,
    )


def planned_lead_time(matter: Matter[Any], form: Form) -> PlannedLeadTime | None:
    """Before which event of this form an item must be decided, if before any."""
    lead = matter.lead_time
    return PlannedLeadTime(event=lead.event, on=lead.day(form), term=Term.of(lead.by)) if lead else None


def planned_timetable(timetable: Timetable) -> PlannedTimetable:
    """The limits of the applicant and of the one window."""
    return PlannedTimetable(
        gather=Term.of(timetable.gather),
        notice=Term.of(timetable.notice),
        answer=Term.of(timetable.answer),
        grace=Term.of(timetable.grace),
        choose=Term.of(timetable.choose),
        pay=Term.of(timetable.pay),
        told_within=_term(timetable.told_within),
        warn_percent=int(timetable.warn_at.value),
    )


def planned_delivery(matter: Matter[Any], *, by: Department) -> PlannedDelivery:
    """How its decision is served, and what is open against it: by its own law, else by general law."""
    remedies = law.REMEDIES if matter.remedies is None else matter.remedies
    return PlannedDelivery(
        within=Term.of(law.delivery_of(matter)),
        remedies=tuple(map(OpenRemedy.against, remedies)),
        modes=tuple(map(WayToServe.of, by.serves_by)),
        warned=True,
        disputes="" if remedies else by.disputes,
    )


def against_ending(one: OneMatter[Any]) -> tuple[OpenRemedy, ...]:
    """What is open where the whole is not accepted, or ends without a decision: its lead says so."""
    of_lead = (matter.remedies for matter in one.matters if matter.department == one.lead)
    own = next((each for each in (one.remedies, *of_lead) if each is not None), law.REMEDIES)
    return tuple(map(OpenRemedy.against, own))


def planned_licence(matter: Matter[Any], form: Form) -> PlannedLicence | None:
    """The kind of e-licence that an item gives, to whom, what it says, and how long it is valid."""
    kind, valid = matter.gives, matter.valid
    if kind is None:
        return None
    holders = holders_of(matter.given_to(form)) if matter.given_to else ("",)
    return PlannedLicence(
        code=kind.code,
        name=kind.name,
        type_code=kind.type_code,
        valid_years=valid.years if valid else None,
        renewable_from=_term(valid.renewable_from) if valid else None,
        renewable_until=_term(valid.renewable_until) if valid else None,
        holder=holders[0],
        co_holders=holders[1:],
        face=dict(matter.face(form)) if matter.face else {},
    )


def planned_quota(matter: Matter[Any], form: Form, *, on: date) -> PlannedQuota | None:
    """The places that are meant, if it is accepted on a day: those of the body that gives them."""
    quota = matter.quota
    if quota is None:
        return None
    pool, ranking = quota.pool(form, on=on), quota.ranking
    return PlannedQuota(
        pool="/".join((matter.implementation_code(form), *pool)),
        places=int(quota.places.value),
        says=f"{'，'.join(pool) or quota.per}{quota.places}",
        basis=str(quota.places.basis),
        order=str(law.order_of_places(matter)),
        waits=_term(quota.waits),
        rank=ranking.by(form) if ranking else 0,
        otherwise=ranking.otherwise if ranking else "",
        says_order=quota.order,
    )


def planned_question(late: Later, form: type[Form]) -> PlannedQuestion:
    """What is asked in the course of a case, with what may be answered."""
    asking, name = elements.asked_at(form, late.path)
    return PlannedQuestion(
        field=late.path,
        asks=late.asks(form),
        answers=choices(asking.model_fields[name].annotation),
        asked_after=late.asked_after.code,
        within=Term.of(late.within),
        if_silent=late.if_silent,
    )


def planned_element(matter: Matter[Any], form: Form) -> PlannedElement | None:
    """Of which element of a group an item is, if it is of one."""
    if matter.element is None:
        return None
    kind, element = matter.element.group.element, matter.element
    named = vars(element.seen(form, kind)).get(elements.naming(kind, "names"), "")
    return PlannedElement(at=element.at, questions=tuple(kind.model_fields), about=str(named))


def _term(limit: Limit | None) -> Term | None:
    return Term.of(limit) if limit else None


def _extension(extension: Extendable | None) -> PlannedExtension | None:
    if extension is None:
        return None
    return PlannedExtension(
        term=Term.of(extension.limit),
        approver=extension.approver,
        body=extension.body,
    )


def answerable(one: OneMatter[Any]) -> tuple[str, ...]:
    """Every question of the one form, and every paper: of any of its items, or against a register."""
    papers = (*(paper.code for matter in one.matters for paper in matter.materials), COUNTER_PROOF.code)
    fields = (f"{FORM}{path}" for path in elements.every_path(one.form))
    return (*fields, *dict.fromkeys(f"{PAPERS}{code}" for code in papers))
