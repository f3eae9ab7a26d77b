"""What was paid too much opens a case of its own, once."""

from contextlib import suppress
from datetime import date

from temporalio import workflow
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.workflow import ParentClosePolicy

from activities.money.clawbacks import Clawbacks, Overpaid
from client import names
from workflows import calls
from workflows.cases.case_run import CaseRun


async def claim_back(reference: str, *, on: date) -> None:
    """File what is overpaid of a grant, and no case claims yet, as an ordinary case that goes its own way.

    `on` is the day by which it is reckoned.
    """
    overpaid = Overpaid(reference=reference, on=on)
    drafts = await calls.own(Clawbacks.draft, overpaid, summary="登记多发资金追回")
    for submission in drafts.submissions:
        with suppress(WorkflowAlreadyStartedError):  # filed by whoever found it at the same time
            await workflow.start_child_workflow(
                CaseRun.run,
                submission,
                id=names.case_id(submission.id),
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
                parent_close_policy=ParentClosePolicy.ABANDON,
                static_summary=f"{drafts.summary} · {submission.region}",
            )
