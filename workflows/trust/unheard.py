"""Signals that nobody hears are written down all the same, and so they are counted."""

from collections.abc import Sequence

from temporalio import workflow
from temporalio.common import RawValue


class Unheard:
    """Of a run that waits for long: without this the SDK would keep them, and the gate never see them."""

    @workflow.signal(dynamic=True)
    def unheard(self, name: str, args: Sequence[RawValue]) -> None:
        """The gate lets none in, but weighs it: the run goes on in a new one before the server ends it."""
