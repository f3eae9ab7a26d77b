"""Short orders of an office about the money of grants."""

from typing import Final

from temporalio import workflow

from activities.money.budgets import Budgets, Ordered
from activities.money.releases import Releases
from activities.money.settlement import Settling
from client import names
from client.messages.money.budget import BudgetOrder, BudgetState, ReconciliationOrder, Settlement
from client.messages.money.payment_release import ProposedPayments, ProposedSearch
from matters import clock
from workflows import calls
from workflows.money.overpayment import claim_back
from workflows.trust import gate

FROM_THE_FIRST: Final = ProposedSearch()


@workflow.defn(name=names.BUDGET)
class SetBudget:
    """What may be paid of a policy in a period."""

    @workflow.run
    async def run(self, order: BudgetOrder) -> BudgetState:
        """See `calls.enquiry`: whoever gets no answer orders again, and nothing doubles."""
        ordered = Ordered(order=order, at=workflow.now(), evidence=gate.spoken().evidence)
        return await calls.enquiry(Budgets.set_budget, ordered, summary="调整预算")


@workflow.defn(name=names.PROPOSED_PAYMENTS)
class PaymentsToRelease:
    """Single payments that wait for two persons."""

    @workflow.run
    async def run(self, search: ProposedSearch = FROM_THE_FIRST) -> ProposedPayments:
        """See `calls.enquiry`."""
        return await calls.enquiry(Releases.list_proposed, search, summary="待放行支付")


@workflow.defn(name=names.RECONCILE)
class Reconcile:
    """What was in doubt with the treasury, once its book or ours was corrected."""

    @workflow.run
    async def run(self, order: ReconciliationOrder) -> Settlement:
        """See `calls.enquiry`: whoever gets no answer asks again, and nothing doubles."""
        today = clock.day_in_china(workflow.now())
        found = await calls.enquiry(Settling.reconcile, order, summary="重新对账")
        for reference in found.overpaid:
            await claim_back(reference, on=today)
        return Settlement.model_validate(found.model_dump(exclude={"overpaid"}))
