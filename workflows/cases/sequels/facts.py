"""What something rests upon that is granted after a decision: looked up again before that."""

from typing import Final

from temporalio import workflow

from activities.review.fact_check import DecidedFacts, FactCheck
from workflows import calls, changes
from workflows.cases.sequels.sequel_file import SequelFile

FACTS: Final = "facts-of-sequels"
"""The change of 2026-11-29: before, it rested upon the facts of the decision that it is about."""


async def have_changed(file: SequelFile) -> bool:
    """Whether anything speaks against it that its officers have not been shown yet."""
    if not changes.has(FACTS):
        return False
    asked = DecidedFacts(case=file.order.case, item=file.order.item, at=workflow.now())
    found = await calls.own(FactCheck.check_decided, asked, summary=f"复核事实：{file.law.item.name}")
    known = {(doubt.rule, doubt.path, doubt.says) for doubt in file.doubts}
    new = [doubt for doubt in found.findings if (doubt.rule, doubt.path, doubt.says) not in known]
    file.doubts = (*file.doubts, *new)
    return bool(new)
