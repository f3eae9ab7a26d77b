"""At the end of a run one history of each kind is replayed: what a kind is."""

from pathlib import Path

import pytest
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory

from tests.durability.histories.replays import kind_of
from tests.support.places import DATA


def recorded(path: Path) -> WorkflowHistory:
    return WorkflowHistory.from_json(path.stem, path.read_text(encoding="utf-8"))


def changed(history: WorkflowHistory, place: int, event: HistoryEvent) -> WorkflowHistory:
    return WorkflowHistory("other", [*history.events[:place], event, *history.events[place + 1 :]])


@pytest.mark.parametrize("name", ["granted-slowly", "failing-department"])
def test_each_step_tells_kinds_apart(name: str) -> None:
    """Not when it was, nor whose; but every event, and each activity, local or not, by its name."""
    history = recorded(DATA / "histories" / f"{name}.json")
    kind = kind_of(history)
    for place, event in enumerate(history.events):
        later = HistoryEvent.FromString(event.SerializeToString())
        later.event_time.seconds += 60
        assert kind_of(changed(history, place, later)) == kind
        assert kind_of(WorkflowHistory("other", history.events[:place])) != kind
        later.activity_task_scheduled_event_attributes.activity_type.name = "other"
        assert kind_of(changed(history, place, later)) != kind
    assert kind[0][1] == ("one-matter",)
    assert any(mark[:2] == ("core_local_activity", "receive") for _, mark in kind)
