"""Histories of a test process, replayed at its end: one of each kind, since many tests go the same way."""

import json
from collections.abc import AsyncGenerator, Iterator
from typing import Any, Final

from temporalio.api.history.v1 import (
    HistoryEvent,
    MarkerRecordedEventAttributes,
    WorkflowExecutionUpdateAcceptedEventAttributes,
)
from temporalio.client import WorkflowHistory

from deploy.replay import Replay

Kind = tuple[tuple[int, tuple[str, ...]], ...]

CALLED: Final = ("workflow_type", "activity_type")
"""Of an event: who is called."""


class ReplayOfKinds(Replay):
    """Replays a run unless one was that had the same events, of the same activities, words and patches."""

    async def histories(self) -> AsyncGenerator[WorkflowHistory]:
        """The first of each kind."""
        known: set[Kind] = set()
        async for history in super().histories():
            kind = kind_of(history)
            if kind not in known:
                known.add(kind)
                yield history


def kind_of(history: WorkflowHistory) -> Kind:
    """Its events one after the other, with their names; ids, days and what is said inside are left out."""
    return tuple((event.event_type, tuple(filter(None, _names(event)))) for event in history.events)


def _names(event: HistoryEvent) -> Iterator[str]:
    chosen = event.WhichOneof("attributes")
    told: Any = getattr(event, chosen) if chosen else None
    yield str(getattr(told, "signal_name", ""))
    yield from (str(getattr(getattr(told, name, None), "name", "")) for name in CALLED)
    if isinstance(told, WorkflowExecutionUpdateAcceptedEventAttributes):
        yield told.accepted_request.input.name
    if isinstance(told, MarkerRecordedEventAttributes):
        yield told.marker_name
        yield from map(_marked, (one for key in ("data", "patch-data") for one in told.details[key].payloads))
    if failure := getattr(told, "failure", None):
        yield str(failure.WhichOneof("failure_info"))


def _marked(payload: Any) -> str:
    """Which local activity has answered, or which patch is there."""
    noted = json.loads(payload.data)
    return str(noted.get("activity_type") or noted.get("id"))
