"""An order by which open cases are planned anew, before each of them is told."""

from temporalio import workflow

from activities.cases.plan.plan_office import PlanOffice, PlanWord
from client import names
from client.messages.cases.plan_order import PlanOrder, PlanOrdered
from workflows import calls
from workflows.trust import gate


@workflow.defn(name=names.PLAN_ORDER)
class PlanOrdering:
    """Enters that a supervisor gives it."""

    @workflow.run
    async def run(self, order: PlanOrder) -> PlanOrdered:
        word = PlanWord(order=order, evidence=gate.spoken().evidence)
        return await calls.alone(PlanOffice.order_plan, word, summary="办理方案调整")
