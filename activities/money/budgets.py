"""Budgets, as an authority sets them."""

import hashlib
from datetime import date, datetime
from typing import Any

from temporalio import activity

from activities.database import Transaction
from activities.grants import policies
from activities.ledger import Ledger
from activities.ledger.money import budgets
from activities.ledger.trust import endorsements
from activities.rejection import rejected
from activities.trust.gatekeeper import Evidence, Gatekeeper, Unproved
from client.errors import InvalidOrder, NotProven
from client.messages.message import Message
from client.messages.money.budget import BudgetOrder, BudgetState
from matters import catalogue, clock
from matters.language import DefinitionError, Grant, yuan


class Ordered(Message):
    """An order, and when it came."""

    order: BudgetOrder
    at: datetime
    evidence: Evidence | None = None


class Budgets:
    """Sets budgets by order of two natural persons, and keeps their words."""

    def __init__(self, ledger: Ledger, gatekeeper: Gatekeeper) -> None:
        self._ledger = ledger
        self._gatekeeper = gatekeeper

    @activity.defn
    def set_budget(self, ordered: Ordered) -> BudgetState:
        """Let so much be paid, if no more is bound, when another person has ordered the very same.

        A repeat changes nothing.  Raises `InvalidOrder`, `NotProven`.
        """
        order, proof = ordered.order, self._gatekeeper.examine(ordered.evidence)
        if isinstance(proof, Unproved) or ordered.evidence is None:
            raise rejected(NotProven, "the order is not signed; use the SDK, which signs")
        grant, policy = _grant(order, on=clock.day_in_china(ordered.at)), order.policy
        with self._ledger.transaction() as books:
            if _endorse(books, order, person=proof.speaker.person, word=ordered.evidence.word):
                state = _set(books, order, at=ordered.at)
            else:
                planned = grant.budget.fen
                total, bound = budgets.standing(books, policy=policy, period=order.period, total=planned)
                state = _state(order, total=total, bound=bound, waits=True)
        return state.model_copy(update={"name": grant.name})


def _grant(order: BudgetOrder, *, on: date) -> Grant[Any]:
    """That whose budget is ordered, as it holds on that day.  Raises `InvalidOrder`."""
    try:
        grant = catalogue.find_grant(order.policy, on=on)
        policies.period(grant, order.period)
    except DefinitionError as error:
        raise rejected(InvalidOrder, str(error)) from error
    return grant


def _endorse(books: Transaction, order: BudgetOrder, *, person: str, word: str) -> bool:
    """Whether with this word two persons have ordered the very same.  Raises `InvalidOrder`."""
    subject, digest = f"budget/{order.id}", _digest(order)
    if endorsements.is_another(books, subject, digest):
        says = "已经登记，但政策、周期或者金额不同；新的指令请使用新的标识"
        raise rejected(InvalidOrder, f"指令 {order.id} {says}")
    return endorsements.enter(books, subject, digest, person=person, word=word)


def _set(books: Transaction, order: BudgetOrder, *, at: datetime) -> BudgetState:
    """Raises `InvalidOrder`: more is bound."""
    key = {"policy": order.policy, "period": order.period}
    row = {**key, "id": str(order.id), "total": order.fen, "ordered_by": order.by, "ordered_at": at}
    done, bound = budgets.order(books, row), budgets.bound(books, **key)
    if not done:
        says = f"{order.policy} {order.period} 已有 {yuan(bound)} 用于支付"
        raise rejected(InvalidOrder, f"{says}，超过 {yuan(order.fen)}；预算不得低于已用金额")
    return _state(order, total=order.fen, bound=bound)


def _state(order: BudgetOrder, *, total: int, bound: int, waits: bool = False) -> BudgetState:
    policy, period = order.policy, order.period
    return BudgetState(policy=policy, period=period, total=total, bound=bound, waits=waits, order=order.id)


def _digest(order: BudgetOrder) -> str:
    """Of what is ordered, whoever orders it."""
    return hashlib.sha256(order.model_dump_json(exclude={"by"}).encode()).hexdigest()
