"""Questions that are answered without filing anything."""

from datetime import timedelta
from typing import Final

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.docket import Docket
    from activities.reception import Window
    from client import names
    from client.docket import Inbox
    from client.messages import Catalogue

AT_ONCE: Final = timedelta(seconds=5)


@workflow.defn(name=names.CATALOGUE)
class OneMatters:
    """Which one-matters can be applied for."""

    @workflow.run
    async def run(self) -> Catalogue:
        """A local activity: short, read only, on the engine's own queue."""
        return await workflow.execute_local_activity_method(
            Window.list_one_matters, start_to_close_timeout=AT_ONCE, summary="事项目录"
        )


@workflow.defn(name=names.INBOX)
class Inboxes:
    """What waits for a department."""

    @workflow.run
    async def run(self, department: str) -> Inbox:
        """Likewise."""
        return await workflow.execute_local_activity_method(
            Docket.inbox, department, start_to_close_timeout=AT_ONCE, summary="部门待办"
        )


@workflow.defn(name=names.STUCK)
class Stuck:
    """What waits too long, wherever it is."""

    @workflow.run
    async def run(self) -> Inbox:
        """Likewise."""
        return await workflow.execute_local_activity_method(
            Docket.stuck, start_to_close_timeout=AT_ONCE, summary="超期清单"
        )
