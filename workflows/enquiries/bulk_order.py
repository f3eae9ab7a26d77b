"""An order upon many cases: what it would do is shown, and then done by the engine, step by step."""

from collections.abc import Callable
from typing import Any, cast

from temporalio import workflow

from activities.officers.bulk_orders import BulkOffice
from activities.officers.bulk_words import BulkWord
from activities.officers.calendars import Calendars, SupervisorsWord
from client import names
from client.errors import DayPassed, DifferentOrder
from client.messages.lists.bulk_order import AmendAll, BulkOrder, BulkReport
from client.messages.officers.commands import Amendment
from workflows import calls
from workflows.trust import gate

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
        if isinstance(order.act, AmendAll) and not await _is_ordered(order.act.amendment):
            shown = await calls.once(BulkOffice.preview_bulk, word, summary="批量办理预览")
            return shown.model_copy(update={"waits": True})
        report = await calls.once(BulkOffice.enter_bulk, word, summary="登记批量办理")
        take_steps = cast("Callable[[Any, BulkWord], BulkReport]", BulkOffice.carry_out_bulk)
        while report.due:
            report = await calls.page(take_steps, word, summary=SUMMARY)
        return report


async def _is_ordered(amendment: Amendment) -> bool:
    """By two supervisors, this being one of them.  Raises `DifferentOrder`, `DayPassed`."""
    word = SupervisorsWord(amendment=amendment, evidence=gate.spoken().evidence)
    endorsed = await calls.own(Calendars.endorse, word, summary="登记工作日调整")
    if endorsed.over:
        raise DayPassed(endorsed.over)
    if endorsed.other:
        raise DifferentOrder(f"文号 {amendment.number} 已经登记，且内容不同；请使用新的文号")
    return endorsed.holds
