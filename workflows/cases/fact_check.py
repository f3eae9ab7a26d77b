"""Before an item is lodged late, and before its officers' decision is entered, facts are looked up again."""

from temporalio import workflow

from activities.review.fact_check import FactCheck, FactsAsked
from client.messages.cases.answers import Request
from workflows import calls
from workflows.cases.machine_steps import is_fresh
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord


async def lodged(item: ItemRecord, file: CaseFile, request: Request) -> Request:
    """The request as it stands now, with whatever speaks against it since reception."""
    if not is_fresh(file):
        await changed(item, file, request)
    return request.model_copy(update={"doubts": item.all_doubts})


async def changed(item: ItemRecord, file: CaseFile, request: Request) -> bool:
    """Whether anything speaks against the item that its officers have not been shown yet.

    Plans that were drawn before this was done do not ask for it.
    """
    if not file.plan.facts_checked:
        return False
    asked = FactsAsked(request=request, at=workflow.now())
    found = await calls.own(FactCheck.check_facts, asked, summary=f"复核事实：{item.planned.name}")
    known = {(doubt.rule, doubt.path, doubt.says) for doubt in item.all_doubts}
    new = [doubt for doubt in found.findings if (doubt.rule, doubt.path, doubt.says) not in known]
    item.doubts = (*item.doubts, *new)
    return bool(new)
