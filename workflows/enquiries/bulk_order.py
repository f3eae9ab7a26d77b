"""An order upon many cases: what it would do is shown, and then done by the engine, step by step."""

from collections.abc import Callable
from typing import Any, cast

from temporalio import workflow

from activities.officers.bulk_orders import BulkOffice
from activities.officers.bulk_words import BulkWord
from client import names
from client.messages.lists.bulk_order import AmendAll, BulkOrder, BulkReport
from workflows import calls
from workflows.trust import gate, supervisors

SUMMARY = "批量办理"


@workflow.defn(name=names.BULK)
class BulkOrdered:
    """Goes on whether or not anybody waits for it."""

    @workflow.run
    async def run(self, order: BulkOrder) -> BulkReport:
        """What was not seen yet is only shown."""
        spoken = gate.spoken()
        by, department = (spoken.speaker.actor, spoken.speaker.department) if spoken.speaker else ("", "")
        word = BulkWord(
            order=order,
            by=by,
            department=department,
            at=workflow.now(),
            mark=spoken.mark,
            word=spoken.evidence.word if spoken.evidence else "",
        )
        if not order.seen:
            return await calls.once(BulkOffice.preview_bulk, word, summary="批量办理预览")
        if isinstance(order.act, AmendAll) and not await supervisors.have_ordered(order.act.amendment):
            shown = await calls.once(BulkOffice.preview_bulk, word, summary="批量办理预览")
            return shown.model_copy(update={"waits": True})
        report = await calls.once(BulkOffice.enter_bulk, word, summary="登记批量办理")
        take_steps = cast("Callable[[Any, BulkWord], BulkReport]", BulkOffice.carry_out_bulk)
        while report.due:
            report = await calls.page(take_steps, word, summary=SUMMARY)
        return report
