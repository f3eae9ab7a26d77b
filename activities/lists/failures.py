"""What fails again and again is told to the ledger: the server finds no run by its calls."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from temporalio import activity
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from activities.ledger import Ledger
from activities.ledger.lists import failing_runs
from activities.ledger.lists.failing_runs import FailingRunRow
from client import names
from client.messages.officers.stalled_run import AGAIN

LISTED: Final = (names.CASE, names.CAMPAIGN, names.ONE_GRANT, names.SEQUEL)
"""Runs that last; all others end by themselves, and whoever waits for one is told why."""

KEPT: Final = timedelta(hours=1)
"""A call that fails is tried again within a minute: what was not for so long has gone through, or is over."""


class Failures(Interceptor):
    """Stands beside the engine's own worker."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def intercept_activity(
        self,
        next: ActivityInboundInterceptor,  # noqa: A002 (the SDK's name)
    ) -> ActivityInboundInterceptor:
        """See every try of a call."""
        return _Tries(next, self._ledger)


class _Tries(ActivityInboundInterceptor):
    def __init__(
        self,
        next: ActivityInboundInterceptor,  # noqa: A002 (the SDK's name)
        ledger: Ledger,
    ) -> None:
        super().__init__(next)
        self._ledger = ledger

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002 (the SDK's name)
        """Before the try: one that hangs tells nothing afterwards."""
        of = activity.info()
        if of.attempt >= AGAIN and of.workflow_id and of.workflow_type in LISTED:
            with suppress(Exception):  # such as that the ledger is away, which is then why the call fails
                await asyncio.to_thread(self._enter, of.workflow_id)
        return await super().execute_activity(input)

    def _enter(self, workflow: str) -> None:
        now = datetime.now(UTC)
        with self._ledger.transaction() as books:
            failing_runs.enter(books, FailingRunRow(workflow=workflow, at=now), before=now - KEPT)
