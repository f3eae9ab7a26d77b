"""Definitions that were changed in place: open cases have planned by an edition that says otherwise now.

Cases follow their plans, whatever becomes of their definitions. But whoever mends a form, checks a fact anew
or judges by rules goes by the edition that began the case, and somebody must work for whoever has an item.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from client import names
from matters import catalogue
from matters.language import Matter, OneMatter
from matters.language.form import PAPERS
from matters.language.groups import elements
from matters.plan.parts import answerable, planned_clock
from matters.plan.plan import Plan, PlannedClock, PlannedItem
from worker import DESK_QUEUES

LIMITS: Final = {"promised": "承诺时限", "statutory": "法定时限", "extension": "延长期限"}


def changed(plans: Iterable[tuple[UUID, Plan]]) -> dict[str, list[UUID]]:
    """What is otherwise now, and the cases that it would leave alone."""
    found: dict[str, list[UUID]] = {}
    for case, plan in plans:
        for says in changes(plan):
            found.setdefault(f"{plan.one_matter} {plan.edition}：{says}", []).append(case)
    return found


def changes(plan: Plan) -> Iterator[str]:
    """What the catalogue says otherwise than this plan has it."""
    try:
        one = catalogue.find(plan.one_matter, plan.edition)
    except catalogue.NotInCatalogue:
        yield "事项目录中已没有该版"
        one = None
    for item in plan.items:
        if names.desk_queue(item.department) not in DESK_QUEUES:
            yield f"{item.code}：部门 {item.department} 已没有 worker"
        if one:
            yield from _of_item(one, item)
    if one:
        yield from _of_whole(one, plan)


def _of_whole(one: OneMatter[Any], plan: Plan) -> Iterator[str]:
    yield from _limits(plan.clock, planned_clock(one), of="整件")
    if plan.on_refusal is not one.on_refusal:
        yield "不予许可后的选择已改变"
    asked, asks = _anywhere(plan.answerable), _anywhere(answerable(one))
    if asked:  # plans from before 2026-12 do not say
        yield from (f"不再要求 {path}" for path in sorted(asked - asks))
        yield from (f"新要求 {path}" for path in sorted(asks - asked))


def _anywhere(paths: Iterable[str]) -> frozenset[str]:
    """A paper that there is for each element of a list is one."""
    return frozenset(elements.root(path) if path.startswith(PAPERS) else path for path in paths)


def _of_item(one: OneMatter[Any], item: PlannedItem) -> Iterator[str]:
    matter = next((each for each in one.matters if each.code == elements.root(item.code)), None)
    if matter is None:
        yield f"{item.code}：已没有该事项"
        return
    yield from _limits(item.clock, planned_clock(matter), of=item.code)
    if item.department not in (bodies := [body.code for body in matter.departments]):
        yield f"{item.code}：原由 {item.department} 办理，现由 {'、'.join(bodies)} 办理"
    if (was := item.gives and item.gives.code) != (gives := _gives(matter)):
        yield f"{item.code}：原颁发 {was or '（无）'}，现颁发 {gives or '（无）'}"
    if (item.fee is None) is not (matter.fee is None):
        yield f"{item.code}：{'现在收费' if matter.fee else '现在不收费'}"


def _gives(matter: Matter[Any]) -> str | None:
    return matter.gives.code if matter.gives else None


def _limits(was: PlannedClock, now: PlannedClock, *, of: str) -> Iterator[str]:
    for name, says in LIMITS.items():
        if getattr(was, name) != getattr(now, name):
            yield f"{of}：{says}已改变"
