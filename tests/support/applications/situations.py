"""Every situation that answers leave possible, seen from outside: what guidance may ask, and need not."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, Final

from matters.definitions.newborn.form import Had
from matters.language import Check, Facts, Form, Matter, OneMatter, Unasked
from matters.language.partial_form import Answers
from matters.plan.application import Application
from matters.plan.plan import Plan
from tests.support.applications.forms import A_LICENCE

Grid = dict[str, tuple[Any, ...]]
"""By question, the answers that are tried."""

FACTS: Final = Facts(on=date(2026, 11, 23), applicant="990101199203120021")
SITUATIONS: Final[dict[str, Grid]] = {
    "newborn": {
        "settles": ("随母落户", "随父落户", "不在本市落户"),
        "parents_married": (True, False),
        "maternity_insured": (True, False),
        "through_father": (True, False),
        "wants_card": (True, False),
        "wants_guidance": (True, False),
        "already_had": ((), tuple(Had)),
        "mother_id": ("990101199203120021",),
        "mother_document": (None,),
    },
    "restaurant": {
        "already_registered": (True, False),
        "premises_licence": (None, A_LICENCE),
        "floor_area": ("10", "300"),
        "commits_to_fire_safety": (True, False),
        "hangs_a_sign": (True, False),
        "sells_tobacco": (True, False),
    },
}
"""Every answer that any condition reads, by hand: what a question decides is seen from outside."""

WITHOUT_A_NUMBER: Final[dict[str, Grid]] = {
    "newborn": {
        "mother_id": (None,),
        "mother_document": (None, "护照"),
        "father_id": (None, "990101199007080018"),
        "settles": ("随母落户", "随父落户", "不在本市落户"),
        "parents_married": (True, False),
    },
    "restaurant": {},
}
"""The same where a mother has none; whatever else is answered decides nothing more there."""

STANDS_IN: Final = {"mother_id": "mother_document"}
"""What may be answered instead."""


def drawn(one: OneMatter[Any], form: Form) -> Plan:
    """The reception's plan, every e-licence found."""
    asked = Application(one=one, form=form, facts=FACTS)
    return replace(asked, held=dict.fromkeys(asked.wanted_licences(), "held")).plan()


def outline(plan: Plan) -> list[Any]:
    """What a plan says without the applicant's own words."""
    return [
        (item.code, item.after, [(paper.code, paper.source) for paper in item.papers]) for item in plan.items
    ]


def completions(one: OneMatter[Any], answers: Answers, whole: dict[str, Any]) -> list[tuple[Answers, Plan]]:
    """Every situation that the answers leave possible, and what the reception would draw there."""
    situations = (
        dict(zip(grid, chosen, strict=True))
        for grid in _grids(one.code, whole)
        for chosen in product(*grid.values())
    )
    forms = (one.form.model_validate(whole | situation) for situation in situations)
    open_ones: list[Answers] = [{**vars(form), **answers} for form in forms]
    return [(filled, drawn(one, one.form.model_construct(**filled))) for filled in open_ones]


def _grids(code: str, whole: dict[str, Any]) -> tuple[Grid, ...]:
    """What is told of a father is told in both, so that two situations may differ in the mother alone."""
    without = WITHOUT_A_NUMBER[code]
    as_told = {name: (whole[name],) for name in ("father_id",) if name in without}
    return SITUATIONS[code], without, without | as_told


def decides(name: str, possible: list[tuple[Answers, Plan]]) -> bool:
    """Whether two situations that differ in this answer alone have different plans."""
    seen: dict[str, list[Any]] = {}
    for filled, plan in possible:
        others = repr({field: filled[field] for field in filled if field != name})
        if seen.setdefault(others, outline(plan)) != outline(plan):
            return True
    return False


def is_needed(name: str, one: OneMatter[Any], possible: list[tuple[Answers, Plan]]) -> bool:
    """Whether an item that is in whatever comes wants the answer: by its form, or by the rules upon it."""
    codes = [{item.code for item in plan.items} for _, plan in possible]
    certain = [matter for matter in one.matters if all(matter.code in drawn_ for drawn_ in codes)]
    if any(name in matter.form.model_fields for matter in certain if _requires(matter, name)):
        return True
    instead = STANDS_IN.get(name, name)
    alone = [filled for filled, _ in possible if instead == name or not filled[instead]]
    empty = [one.form.model_construct(**{**filled, name: None}) for filled in alone]
    return bool(empty) and any(
        all(_is_broken(check, form) for form in empty)
        for matter in certain
        for check in matter.checks
        if check.field == name or check.rule == "newborn.father-named"
    )


def _is_broken(check: Check[Any], form: Any) -> bool:
    """One that waits for a register's word is not."""
    try:
        return not check.holds(form, FACTS)
    except Unasked:
        return False


def _requires(matter: Matter[Any], name: str) -> bool:
    field = matter.form.model_fields.get(name)
    return field is not None and field.is_required()
