"""Questions that are answered without filing anything: each a workflow of one local activity."""

from datetime import timedelta
from typing import Final

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.enquiries import Enquiries
    from activities.reception import Window
    from client import names
    from client.guidance import Guidance, GuideRequest
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


@workflow.defn(name=names.GUIDE)
class Guide:
    """What some answers lead to, and what to ask next."""

    @workflow.run
    async def run(self, request: GuideRequest) -> Guidance:
        """See `OneMatters`."""
        return await workflow.execute_local_activity_method(
            Enquiries.guide, request, start_to_close_timeout=AT_ONCE, summary="智能引导"
        )
