"""The last day before an event (开学、开赛), as it is told; also that it was over before anybody filed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from ..clock import Due, Term, due_before
from ..clock.calendar import Calendar
from ..language import CheckFinding, Department, Family, Form, LeadTime, Matter, Severity
from ..language.form import FORM
from ..language.groups import elements
from ..language.partial_form import fill_in

RULE = "item.lead-time"


def last_day(lead: LeadTime[Any], form: Form, days: Calendar, *, by: Department) -> Due:
    """On which a body can decide at the latest; `AttributeError` names what is not answered."""
    closed = days.closed_on(tuple(day.on for day in by.closes))
    return due_before(lead.day(form), Term.of(lead.by), closed)


def advised(matter: Matter[Any], form: Form, days: Calendar, *, on: date | None) -> str:
    """As a guide says it, with the day once that is known, and on a day whether it is over."""
    lead = matter.lead_time
    if lead is None:
        return ""
    try:
        last = last_day(lead, form, days, by=matter.body(form)).on
    except AttributeError as missing:
        if elements.unanswered(missing, form) is None:
            raise
        return f"最迟于{lead}作出决定"
    over = f"；该日已过，{_NOW}" if on and last < on else ""
    return f"最迟于{lead}（{last}）作出决定{over}"


def too_late(matter: Matter[Any], form: Form, days: Calendar, *, on: date) -> CheckFinding | None:
    """That its last day was over when it was filed: a person sees what can still be done."""
    lead = matter.lead_time
    if lead is None:
        return None
    last = last_day(lead, form, days, by=matter.body(form)).on
    says = f"{matter.name}最迟应于{lead}（{last}）作出决定，该日已过"
    return replace(undated(matter, form), says=says) if last < on else None


def undated(matter: Matter[Any], form: Form) -> CheckFinding:
    """The same of a day that could not be told."""
    lead = matter.lead_time
    return CheckFinding(
        matter=matter.code,
        path=f"{FORM}{_asked_for(lead.day, matter, form) if lead else ''}".removesuffix("."),
        rule=RULE,
        family=Family.VALIDITY,
        severity=Severity.TO_A_PERSON,
        says=f"{matter.name}最迟应于{lead}作出决定",
        mend=_NOW,
        basis=str(lead.by.basis if lead else ""),
    )


_NOW = "仍可提交，由工作人员核对能否及时办理"


def _asked_for(day: Callable[[Any], date], matter: Matter[Any], form: Form) -> str:
    """The answer on which the day hangs."""
    if matter.element:
        return matter.element.at
    try:
        day(fill_in(type(form), {}))
    except AttributeError as missing:
        return missing.name or ""
    return ""
