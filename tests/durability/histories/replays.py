"""Histories of all tests, replayed as their processes end: one of each kind, since many go the same way."""

import json
from collections.abc import AsyncGenerator, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from temporalio.api.history.v1 import (
    HistoryEvent,
    MarkerRecordedEventAttributes,
    WorkflowExecutionUpdateAcceptedEventAttributes,
)
from temporalio.client import Client, WorkflowHistory

from client.transport.ring_of_keys import KeyRing
from deploy.replay import Replay

Kind = tuple[tuple[int, tuple[str, ...]], ...]

STRANGERS: Final = "a-stranger-s"
"""A workflow that is none of ours."""

CALLED: Final = ("workflow_type", "activity_type")
"""Of an event: who is called."""


class ReplayOfKinds(Replay):
    """Replays a run unless one was that had the same events, of the same activities, words and patches.

    The kinds that were lie in a folder, in which all processes of the tests look: whoever is there first
    replays for all.
    """

    def __init__(self, client: Client, keys: KeyRing, *, kinds: Path) -> None:
        super().__init__(client, keys)
        self._kinds = kinds

    async def histories(self) -> AsyncGenerator[WorkflowHistory]:
        """The first of each kind."""
        self._kinds.mkdir(exist_ok=True)
        async for history in super().histories():
            if _type(history) != STRANGERS and self._is_first(kind_of(history)):
                yield history

    def _is_first(self, kind: Kind) -> bool:
        try:
            (self._kinds / sha256(repr(kind).encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


def _type(history: WorkflowHistory) -> str:
    return history.events[0].workflow_execution_started_event_attributes.workflow_type.name


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
