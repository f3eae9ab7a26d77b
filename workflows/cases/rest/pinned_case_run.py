"""A case that stays with the version of the code that has begun its run."""

from temporalio import workflow
from temporalio.common import VersioningBehavior

from client import names
from client.messages.cases.progress import Outcome
from client.messages.cases.submission import Submission
from workflows.cases.case_run import CaseRun


@workflow.defn(name=names.CASE, versioning_behavior=VersioningBehavior.PINNED)
class PinnedCaseRun(CaseRun):
    """What a worker of a version runs in place of `CaseRun`: a worker of none may not name a behaviour."""

    @workflow.init
    def __init__(self, submission: Submission) -> None:
        super().__init__(submission)

    @workflow.run
    async def run(self, submission: Submission) -> Outcome:
        """See base class."""
        return await super().run(submission)
