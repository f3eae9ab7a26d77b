"""Budgets, as an authority sets them."""

import hashlib
from datetime import datetime

from temporalio import activity

from activities.grants import policies
from activities.ledger import Ledger
from activities.ledger.money import budgets
from activities.ledger.trust import endorsements
from activities.ledger.trust.endorsements import EndorsementRow
from activities.rejection import rejected
from activities.trust.gatekeeper import Evidence, Gatekeeper, Unproved
from client.errors import InvalidOrder, NotProven
from client.messages.message import Message
from client.messages.money.budget import BudgetOrder, BudgetState
from matters import catalogue
from matters.language import DefinitionError, yuan


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
        try:
            grant = catalogue.find_grant(order.policy)
            policies.period(grant, order.period)
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
        endorsed = EndorsementRow(
            subject=f"budget/{order.id}",
            digest=_digest(order),
            person=proof.speaker.person,
            word=ordered.evidence.word,
        )
        with self._ledger.transaction() as books:
            if endorsements.is_another(books, endorsed.subject, endorsed.digest):
                says = "is on record with another policy, period or sum; give a new order a new id"
                raise rejected(InvalidOrder, f"order {order.id} {says}")
            endorsements.enter(books, endorsed)
            if not endorsements.suffice(books, endorsed.subject, endorsed.digest):
                total, bound = budgets.standing(books, **key, total=grant.budget.fen)
                return BudgetState(**key, total=total, bound=bound, waits=True, order=order.id)
            done = budgets.order(books, row)
            bound = budgets.bound(books, **key)
            if not done:
                says = f"{yuan(bound)} of {order.policy} {order.period} are bound by payments"
                raise rejected(
                    InvalidOrder, f"{says}, more than {yuan(order.fen)}; set at least what is bound"
                )
        return BudgetState(**key, total=order.fen, bound=bound, order=order.id)


def _digest(order: BudgetOrder) -> str:
    """Of what is ordered, whoever orders it."""
    return hashlib.sha256(order.model_dump_json(exclude={"by"}).encode()).hexdigest()
