"""The parts of a plan that no form decides: from the words of a definition to the data of a plan."""

from typing import Any

from ..clock import OpenRemedy, Term, WayToServe
from ..definitions import law
from ..language import Department, Extendable, Form, Limit, Matter, OneMatter, Timetable
from ..language.groups import elements
from .plan import (
    PlannedClock,
    PlannedDelivery,
    PlannedElement,
    PlannedExtension,
    PlannedLicence,
    PlannedTimetable,
)


def planned_clock(bound: OneMatter[Any] | Matter[Any]) -> PlannedClock:
    """The limits of an item or of the whole."""
    return PlannedClock(
        promised=Term.of(bound.promised),
        statutory=_term(bound.statutory),
        extension=_extension(bound.extension),
    )


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
        within=Term.of(matter.delivery or law.DELIVERY_LIMIT),
        remedies=tuple(map(OpenRemedy.against, remedies)),
        modes=tuple(map(WayToServe.of, by.serves_by)),
        warned=True,
    )


def planned_licence(matter: Matter[Any]) -> PlannedLicence | None:
    """The kind of e-licence that an item gives, and how long it is valid."""
    kind, valid = matter.gives, matter.valid
    if kind is None:
        return None
    return PlannedLicence(
        code=kind.code,
        name=kind.name,
        type_code=kind.type_code,
        valid_years=valid.years if valid else None,
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
    return PlannedExtension(term=Term.of(extension.limit), approver=extension.approver)
