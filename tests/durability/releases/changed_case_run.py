"""The engine of another version, changed in flow: its histories are not those of the engine of today."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import VersioningBehavior

from client import names
from client.messages.cases.progress import Outcome
from client.messages.cases.submission import Submission
from workflows.cases.case_run import CaseRun


@workflow.defn(name=names.CASE, versioning_behavior=VersioningBehavior.PINNED)
class ChangedCaseRun(CaseRun):
    """With a step before all others, and without a patch for cases that began without it."""

    @workflow.init
    def __init__(self, submission: Submission) -> None:
        super().__init__(submission)

    @workflow.run
    async def run(self, submission: Submission) -> Outcome:
        """See base class."""
        await workflow.sleep(timedelta(milliseconds=1))
        return await super().run(submission)
