"""What may be paid of a policy in a period, what of it is bound, and by whose order."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import DateTime, bindparam, text

from activities.database import Transaction

_OPEN = text(
    "INSERT INTO budgets (policy, period, total, bound) VALUES (:policy, :period, :total, 0) "
    "ON CONFLICT (policy, period) DO NOTHING"
)
_BIND = text(
    "UPDATE budgets SET bound = bound + :fen "
    "WHERE policy = :policy AND period = :period AND bound + :fen <= total"
)
_LEFT = text("SELECT total - bound FROM budgets WHERE policy = :policy AND period = :period")
_BOUND = text("SELECT bound FROM budgets WHERE policy = :policy AND period = :period")
_RECORD = text(
    "INSERT INTO budget_orders (id, policy, period, total, ordered_by, ordered_at) "
    "VALUES (:id, :policy, :period, :total, :ordered_by, :ordered_at) ON CONFLICT (id) DO NOTHING"
).bindparams(bindparam("ordered_at", type_=DateTime(timezone=True)))
_SET = text(
    "UPDATE budgets SET total = :total WHERE policy = :policy AND period = :period AND bound <= :total"
)


def bind(books: Transaction, *, policy: str, period: str, total: int, fen: int) -> bool:
    """Bind so much of the budget in one statement, which no two can overdraw; `total` if it is new."""
    key = {"policy": policy, "period": period}
    books.execute(_OPEN, {**key, "total": total})
    return books.execute(_BIND, {**key, "fen": fen}).rowcount == 1


def left(books: Transaction, *, policy: str, period: str, total: int) -> int:
    """What of a budget is not bound yet."""
    key = {"policy": policy, "period": period}
    books.execute(_OPEN, {**key, "total": total})
    return int(books.execute(_LEFT, key).scalar_one())


def bound(books: Transaction, *, policy: str, period: str) -> int:
    """What of a budget is bound."""
    return int(books.execute(_BOUND, {"policy": policy, "period": period}).scalar_one())


def order(books: Transaction, row: Mapping[str, Any]) -> bool:
    """The authority grants more, or less, but not less than is bound; tells whether it could be done.

    What could not is for the caller to roll back. A repeat changes nothing.
    """
    if not books.execute(_RECORD, row).rowcount:
        return True
    new = {name: row[name] for name in ("policy", "period", "total")}
    books.execute(_OPEN, new)
    return books.execute(_SET, new).rowcount == 1
