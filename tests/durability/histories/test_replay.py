"""Histories recorded once replay with the code of today, whatever became of the definitions."""

from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

import worker
from activities.cases.arrivals import Received
from activities.stand_ins.behaviour import Reviewing
from client import OutcomeKind, State, names
from client.transport.codec import RingCodec
from client.transport.converter import converter
from matters.catalogue import ONE_MATTERS
from tests.support.cases.submissions import MARRIED, submission
from tests.support.parts import KEYS, Parts, until
from tests.support.places import DATA
from workflows import calls
from workflows.roster import WORKFLOWS

FOLDER = DATA / "histories"
HISTORIES = sorted(FOLDER.rglob("*.json"))
"""Those of the first release, and in a folder each those recorded after a change of what runs do."""


def _history(path: Path) -> WorkflowHistory:
    """Under the id that the run had: what departments answer is signed for it."""
    history = WorkflowHistory.from_json(path.stem, path.read_text())
    started = history.events[0].workflow_execution_started_event_attributes
    return WorkflowHistory(started.workflow_id, history.events)


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: str(path.relative_to(FOLDER)))
async def test_recorded_history_replays(path: Path) -> None:
    """A case that was under way when this code was deployed goes on with it."""
    replayer = Replayer(workflows=WORKFLOWS, plugins=[worker.engine_plugin(KEYS)])
    await replayer.replay_workflow(_history(path))


async def test_a_definition_has_changed_since() -> None:
    """One of the histories follows a plan with an item that no definition knows any more."""
    received = await _received(_history(FOLDER / "before-the-definition-changed.json"))
    planned = {item.code for item in received.plan.items}
    known = {matter.code for one in ONE_MATTERS for matter in one.matters}
    assert planned - known == {"fertility-registration"}


async def test_another_order_of_commands_is_noticed() -> None:
    """A history in which another activity was called does not replay: the check can fail."""
    history = _history(FOLDER / "granted.json")
    scheduled = [
        event.activity_task_scheduled_event_attributes
        for event in history.events
        if event.HasField("activity_task_scheduled_event_attributes")
    ]
    scheduled[0].activity_type.name = names.RETRACT
    replayer = Replayer(workflows=WORKFLOWS, plugins=[worker.engine_plugin(KEYS)])
    with pytest.raises(Exception, match="TMPRL1100"):
        await replayer.replay_workflow(history)


async def test_a_case_of_the_last_release_goes_on(at_rest: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on as its history says, and what it has not called yet it calls as every case does now."""
    filed = submission(MARRIED)
    at_rest.behave(filed.id, "household-registration", Reviewing())
    with monkeypatch.context() as before:
        before.setattr(calls, "begin", lambda: None)
        before.setattr(calls, "leave_event", lambda: None)
        before.setattr(calls, "own", calls.alone)
        async with at_rest.working():
            case = await at_rest.platform.submit(filed)
            await until(case, "household-registration", State.IN_REVIEW)
    async with at_rest.working():
        await at_rest.desk("public-security").grant(case.id, "household-registration")
        assert (await case.outcome()).kind is OutcomeKind.GRANTED
    history = await at_rest.history(case.id)
    at_hand = [event.marker_recorded_event_attributes.marker_name for event in history.events]
    ordinary = [event.activity_task_scheduled_event_attributes.activity_type.name for event in history.events]
    assert at_hand.count("core_local_activity") >= 2
    assert list(filter(None, ordinary))[-1] == "close"
    replayer = Replayer(workflows=WORKFLOWS, plugins=[worker.engine_plugin(KEYS)])
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
            decoded: list[Received] = await converter(RingCodec(KEYS), is_engine=True).decode(
                payloads, [Received]
            )
            return decoded[0]
    raise AssertionError("the case was received")
