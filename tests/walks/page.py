"""A page on which everything about a case stands that engine and clerk must agree upon."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from client import ItemProgress, Progress, State
from client.messages.cases.progress import Colour
from tests.support.parts import Parts
from tests.walks.clerk import WalkClerk
from tests.walks.item import REVIEWED, SETTLED, WalkItem

_TASKS: Final = text('SELECT item, stuck FROM tasks WHERE "case" = :case ORDER BY item')
NOT_LODGED: Final = (State.WAITING, State.PAYMENT)

Page = dict[str, Any]


def tasks(parts: Parts, case: UUID) -> dict[str, bool]:
    """The items that wait for officers, and whether they are in the list of what is stuck."""
    with parts.ledger.transaction() as books:
        return {row.item: bool(row.stuck) for row in books.execute(_TASKS, {"case": str(case)})}


def page(progress: Progress, waiting: dict[str, bool]) -> Page:
    """As the engine shows it."""
    bill, choice = progress.bill, progress.choice
    line = bill.lines[0] if bill else None
    live = progress.outcome is None
    return {
        "closed": not live,
        "items": {item.code: _item(item) for item in progress.items},
        "case": (progress.due_on, progress.colour) if live else None,
        "notices": [(one.answer_by, one.late, one.reminded) for one in progress.notices],
        "choice": choice and choice.by,
        "bill": bill and line and (bill.due, bill.pay_by, bill.reminded, line.paid, line.refunded),
        "tasks": waiting,
    }


def written(clerk: WalkClerk) -> Page:
    """As it stands in the clerk's book."""
    return {
        "closed": clerk.closed,
        "items": {item.code: _written(item, clerk) for item in clerk.items.values()},
        "case": None if clerk.closed else (clerk.clock.due, clerk.clock.colour(clerk.today)),
        "notices": [(one.answer_by, one.late, one.reminded) for one in clerk.notices],
        "choice": clerk.choice,  # which refusal comes first is free where two come at once
        "bill": clerk.pay_by and (clerk.owed, clerk.pay_by, clerk.reminded, clerk.paid, clerk.refunded),
        "tasks": dict(sorted(_waiting(clerk))),
    }


def _item(item: ItemProgress) -> tuple[object, ...]:
    if item.state in SETTLED or item.state in NOT_LODGED:
        return item.state, item.round
    return item.state, item.round, item.due_on, item.statutory_due_on, item.colour


def _written(item: WalkItem, clerk: WalkClerk) -> tuple[object, ...]:
    if item.state in SETTLED or item.state in NOT_LODGED:
        return item.state, item.round
    clock = item.clock
    return item.state, item.round, clock.due, clock.statutory_due, clock.colour(clerk.today)


def _waiting(clerk: WalkClerk) -> list[tuple[str, bool]]:
    open_items = [item for item in clerk.items.values() if item.round and item.state not in SETTLED]
    stuck = {item.code: item.clock.colour(clerk.today) is Colour.RED for item in open_items}
    return [
        (item.code, stuck[item.code]) for item in open_items if item.state in REVIEWED or stuck[item.code]
    ]
