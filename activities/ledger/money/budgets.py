"""What may be paid of a policy in a period, what of it is bound, and by whose order."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, select, update
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable


class BudgetRow(LedgerTable, table=True):
    """What a policy may pay in a period, and what of it is bound by payments, in fen."""

    __tablename__ = "budgets"

    policy: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    total: int = Field(sa_type=BigInteger)
    bound: int = Field(default=0, sa_type=BigInteger)


class BudgetOrderRow(LedgerTable, table=True):
    """Who has set a budget to how much (fen), and when; nothing is ever taken out."""

    __tablename__ = "budget_orders"

    id: str = Field(primary_key=True)
    policy: str
    period: str
    total: int = Field(sa_type=BigInteger)
    ordered_by: str
    ordered_at: datetime = Field(sa_type=Timestamp)


BUDGETS: Final = table_of(BudgetRow)
_ORDERS: Final = table_of(BudgetOrderRow)
_THIS: Final = (BUDGETS.c.policy == bindparam("of_policy"), BUDGETS.c.period == bindparam("of_period"))

_OPEN: Final = insert_new(BUDGETS)
_BIND: Final = (
    update(BUDGETS)
    .where(*_THIS, BUDGETS.c.bound + bindparam("fen") <= BUDGETS.c.total)
    .values({BUDGETS.c.bound: BUDGETS.c.bound + bindparam("fen")})
)
_LEFT: Final = select(BUDGETS.c.total - BUDGETS.c.bound).where(*_THIS)
_BOUND: Final = select(BUDGETS.c.bound).where(*_THIS)
_STANDING: Final = select(BUDGETS.c.total, BUDGETS.c.bound).where(*_THIS)
_RECORD: Final = insert_new(_ORDERS)
_SET: Final = (
    update(BUDGETS)
    .where(*_THIS, BUDGETS.c.bound <= bindparam("fen"))
    .values({BUDGETS.c.total: bindparam("fen")})
)


def bind(books: Transaction, *, policy: str, period: str, total: int, fen: int) -> bool:
    """Bind so much of the budget in one statement, which no two can overdraw; `total` if it is new."""
    _open(books, policy, period, total)
    return books.execute(_BIND, {**_this(policy, period), "fen": fen}).rowcount == 1


def left(books: Transaction, *, policy: str, period: str, total: int) -> int:
    """What of a budget is not bound yet."""
    _open(books, policy, period, total)
    return int(books.execute(_LEFT, _this(policy, period)).scalar_one())


def bound(books: Transaction, *, policy: str, period: str) -> int:
    """What of a budget is bound."""
    return int(books.execute(_BOUND, _this(policy, period)).scalar_one())


def standing(books: Transaction, *, policy: str, period: str, total: int) -> tuple[int, int]:
    """What may be paid, and what of it is bound; `total` if it is new."""
    _open(books, policy, period, total)
    row = books.execute(_STANDING, _this(policy, period)).one()
    return int(row[0]), int(row[1])


def order(books: Transaction, row: Mapping[str, Any]) -> bool:
    """The authority grants more, or less, but not less than is bound; tells whether it could be done.

    What could not is for the caller to roll back. A repeat changes nothing.
    """
    if not books.execute(_RECORD, row).rowcount:
        return True
    policy, period, total = row["policy"], row["period"], row["total"]
    _open(books, policy, period, total)
    return books.execute(_SET, {**_this(policy, period), "fen": total}).rowcount == 1


def _open(books: Transaction, policy: str, period: str, total: int) -> None:
    books.execute(_OPEN, {"policy": policy, "period": period, "total": total})


def _this(policy: str, period: str) -> dict[str, str]:
    return {"of_policy": policy, "of_period": period}
