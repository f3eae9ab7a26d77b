"""A run whose failing calls somebody may have tried again at once."""

from temporalio import workflow

from client import names
from client.errors import NotPending
from client.messages.message import Nothing
from workflows.troubles import Troubles
from workflows.trust.gate import NOTHING


class Retried:
    """Of one that shows its troubles."""

    troubles: Troubles

    @workflow.update(name=names.RETRY)
    def retry(self, _: Nothing = NOTHING) -> None:
        """What has failed, and waits to be tried again, is tried at once."""
        self.troubles.retry()

    @retry.validator
    def may_retry(self, _: Nothing = NOTHING) -> None:
        if not self.troubles.may_be_retried:
            raise NotPending("没有失败后等待重试的步骤；请查看正在等待谁")
