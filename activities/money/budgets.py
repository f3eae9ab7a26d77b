"""Budgets, as an authority sets them."""

from datetime import datetime

from temporalio import activity

from activities.grants import policies
from activities.ledger import Ledger
from activities.ledger.money import budgets
from activities.rejection import rejected
from client.errors import InvalidOrder
from client.messages.message import Message
from client.messages.money.budget import BudgetOrder, BudgetState
from matters import catalogue
from matters.language import DefinitionError, yuan


class Ordered(Message):
    """An order, and when it came."""

    order: BudgetOrder
    at: datetime


class Budgets:
    """Sets budgets, and keeps who has set them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @activity.defn
    def set_budget(self, ordered: Ordered) -> BudgetState:
        """Let so much be paid, if no more is bound; a repeat changes nothing.  Raises `InvalidOrder`."""
        order = ordered.order
        try:
            policies.period(catalogue.find_grant(order.policy), order.period)
        except DefinitionError as error:
            raise rejected(InvalidOrder, str(error)) from error
        key = {"policy": order.policy, "period": order.period}
        row = {
            **key,
            "id": str(order.id),
            "total": order.fen,
            "ordered_by": order.by,
            "ordered_at": ordered.at,
        }
        with self._ledger.transaction() as books:
            if budgets.is_another(books, row):
                says = "is on record with another policy, period or sum; give a new order a new id"
                raise rejected(InvalidOrder, f"order {order.id} {says}")
            done = budgets.order(books, row)
            bound = budgets.bound(books, **key)
            if not done:
                says = f"{yuan(bound)} of {order.policy} {order.period} are bound by payments"
                raise rejected(
                    InvalidOrder, f"{says}, more than {yuan(order.fen)}; set at least what is bound"
                )
        return BudgetState(**key, total=order.fen, bound=bound)
