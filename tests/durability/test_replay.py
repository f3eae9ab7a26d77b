"""Histories recorded once replay with the code of today, whatever became of the definitions."""

from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

import worker
from activities.cases.arrivals import Received
from client import names
from client.transport.connection import converter
from matters.catalogue import ONE_MATTERS
from tests.support.parts import KEYS
from tests.support.places import DATA

HISTORIES = sorted((DATA / "histories").glob("*.json"))
BEFORE_THE_CHANGE = "before-the-definition-changed"


def _history(path: Path) -> WorkflowHistory:
    return WorkflowHistory.from_json(path.stem, path.read_text())


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)
async def test_recorded_history_replays(path: Path) -> None:
    """A case that was under way when this code was deployed goes on with it."""
    replayer = Replayer(workflows=worker.WORKFLOWS, plugins=[worker.engine_plugin(KEYS)])
    await replayer.replay_workflow(_history(path))


async def test_a_definition_has_changed_since() -> None:
    """One of the histories follows a plan with an item that no definition knows any more."""
    path = next(path for path in HISTORIES if path.stem == BEFORE_THE_CHANGE)
    received = await _received(_history(path))
    planned = {item.code for item in received.plan.items}
    known = {matter.code for one in ONE_MATTERS for matter in one.matters}
    assert planned - known == {"fertility-registration"}


async def test_another_order_of_commands_is_noticed() -> None:
    """A history in which another activity was called does not replay: the check can fail."""
    history = _history(next(path for path in HISTORIES if path.stem == "granted"))
    scheduled = [
        event.activity_task_scheduled_event_attributes
        for event in history.events
        if event.HasField("activity_task_scheduled_event_attributes")
    ]
    scheduled[0].activity_type.name = names.RETRACT
    replayer = Replayer(workflows=worker.WORKFLOWS, plugins=[worker.engine_plugin(KEYS)])
    with pytest.raises(Exception, match="TMPRL1100"):
        await replayer.replay_workflow(history)


def test_none_names_a_machine() -> None:
    """Recorded histories tell nothing of where they were recorded."""
    assert HISTORIES
    for path in HISTORIES:
        assert "@" not in path.read_text()


async def _received(history: WorkflowHistory) -> Received:
    for event in history.events:
        if event.HasField("marker_recorded_event_attributes"):
            payloads = event.marker_recorded_event_attributes.details["result"].payloads
            decoded: list[Received] = await converter(KEYS).decode(payloads, [Received])
            return decoded[0]
    raise AssertionError("the case was received")
