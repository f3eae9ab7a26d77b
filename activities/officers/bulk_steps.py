"""What an order upon many cases comes to, case by case: from their lines, before anything is done."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from activities.rejection import rejected
from client.errors import DayPassed
from client.labels import STATES
from client.messages.cases.progress import State
from client.messages.lists.bulk_order import (
    AmendAll,
    BulkOrder,
    BulkReport,
    BulkState,
    BulkStep,
    ReassignAll,
    RemindAll,
    RetryAll,
)
from client.messages.lists.case_line import CaseLine, ItemLine
from matters import catalogue

IN_HAND = (State.LODGED, State.IN_REVIEW)
"""What a department can be reminded of."""

MOVABLE = (*IN_HAND, State.SUSPENDED, State.CORRECTION)
"""What can be given to another officer."""

SHOWN = 200
"""Steps of a report."""


def steps(order: BulkOrder, line: CaseLine) -> Iterator[BulkStep]:
    """One for each item that it is about, or for the case; those left out say why.

    Tried again is that of which a department's system has not answered, or which nobody but the engine has.
    """
    match order.act:
        case RemindAll() | ReassignAll():
            for item in line.items:
                if order.search.department in {"", item.department} and not item.decided_at:
                    yield _step(line, item, _why_not(order.act, item))
        case RetryAll():
            if not line.holders or any(item.state is State.LODGED for item in line.items):
                yield _of_case(line)
        case _:
            yield _of_case(line)


def require_time(order: BulkOrder, today: date) -> None:
    """That whoever stands in for another does so on any day, today or later.  Raises `DayPassed`."""
    act = order.act
    if isinstance(act, ReassignAll) and act.until and act.until < max(act.since or today, today):
        says = f"截止日期（{act.until}）已过，或者早于开始之日，承办人不会改变；请改填，长期交办的不填"
        raise rejected(DayPassed, says)


def hint(order: BulkOrder, today: date) -> str:
    """What is unusual of it, though it may be meant."""
    act = order.act
    past = [day for day in act.amendment.holidays if day < today] if isinstance(act, AmendAll) else []
    if not past:
        return ""
    return f"{'、'.join(map(str, past))} 已过，请核对年份；只有期限经过当日的案件会变化"


def _why_not(act: RemindAll | ReassignAll, item: ItemLine) -> str:
    """Empty if nothing is in the way."""
    if item.state not in (IN_HAND if isinstance(act, RemindAll) else MOVABLE):
        return STATES[item.state]
    if isinstance(act, ReassignAll) and item.officer != act.of:
        return f"由 {item.officer} 承办" if item.officer else "无人具名承办"
    return ""


def _step(line: CaseLine, item: ItemLine, why_not: str) -> BulkStep:
    return BulkStep(
        case=line.case,
        item=item.code,
        name=item.name,
        department=item.department,
        due_on=item.due_on,
        state=BulkState.LEFT_OUT if why_not else BulkState.DUE,
        says=why_not,
    )


def _of_case(line: CaseLine) -> BulkStep:
    name = catalogue.one_matter_names().get(line.one_matter, line.one_matter)
    return BulkStep(case=line.case, name=name, due_on=line.due_on)


def digest(order: BulkOrder, found: Iterable[BulkStep]) -> str:
    """Of all that is done: the act, and to what."""
    whole = hashlib.sha256(order.act.model_dump_json().encode())
    for step in found:
        if step.state is BulkState.DUE:
            whole.update(f"\n{step.case}/{step.item}".encode())
    return whole.hexdigest()


def report(order: BulkOrder, found: tuple[BulkStep, ...]) -> BulkReport:
    """What would be done."""
    counts = [sum(step.state is state for step in found) for state in BulkState]
    return called(
        BulkReport(
            id=order.id,
            kind=order.act.kind,
            seen=digest(order, found),
            due=counts[0],
            done=counts[1],
            left_out=counts[2],
            steps=found[:SHOWN],
        )
    )


def called(of: BulkReport) -> BulkReport:
    """With the names of departments, which are written in no book."""
    names = catalogue.department_names()
    steps = (step.model_copy(update={"department_name": names.get(step.department, "")}) for step in of.steps)
    return of.model_copy(update={"steps": tuple(steps)})
