"""What the UI shows of a run besides its history: made when somebody looks, not at every change.

At every change, it took a millisecond of every case.
"""

from typing import Any, Final, Protocol, runtime_checkable

from temporalio import workflow
from temporalio.worker import HandleQueryInput, WorkflowInboundInterceptor

ASKED: Final = "__temporal_workflow_metadata"
"""The question that the UI puts to every run."""


@runtime_checkable
class ShownRun(Protocol):
    """A run that says how it stands."""

    def details(self) -> str:
        """In Markdown; nothing that tells of whom."""
        ...


class DetailsWhenAsked(WorkflowInboundInterceptor):
    """Puts what a run says of itself into the answer that the UI gets."""

    async def handle_query(self, input: HandleQueryInput) -> Any:  # noqa: A002 (the SDK's name)
        """See base class."""
        answer, run = await super().handle_query(input), workflow.instance()
        if input.query == ASKED and isinstance(run, ShownRun):
            answer.current_details = run.details()
        return answer
