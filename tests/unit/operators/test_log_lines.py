"""Log lines: a failure is one line, of which case it is and nothing of whom, and is said sparingly."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any, Final
from uuid import uuid4

import pytest
import structlog
from temporalio import activity
from temporalio.testing import ActivityEnvironment

from activities import telemetry
from activities.errors import WorldError
from activities.log_lines import Sparing

SOMEBODY: Final = "990101199203120021"
CASE: Final = str(uuid4())
OF_A_DESK: Final = {
    "workflow_id": f"case/{CASE}",
    "task_queue": "desk.health",
    "activity_type": "lodge",
    "attempt": 3,
}


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What a worker would write on standard error."""
    written, root = io.StringIO(), logging.getLogger()
    before, level = root.handlers[:], root.level
    monkeypatch.setattr("sys.stderr", written)
    telemetry.set_up_logging("INFO")
    yield written
    structlog.reset_defaults()
    activity.logger.activity_info_on_message = True
    root.handlers[:] = before
    root.setLevel(level)


def fail(error: Exception, *, run: dict[str, Any] = OF_A_DESK) -> None:
    try:
        _raise(error)
    except Exception:
        logging.getLogger("temporalio.activity").warning(
            "Completing activity as failed", exc_info=True, extra={"temporal_activity": run}
        )


def _raise(error: Exception) -> None:
    raise error


def read(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_failure(lines: io.StringIO) -> None:
    """One short line with case, department, workflow, kind and place; nothing of what it was about."""
    fail(KeyError(SOMEBODY))
    (line,) = read(lines)
    assert (line["case"], line["department"], line["workflow"]) == (CASE, "health", f"case/{CASE}")
    assert (line["fault"], line["activity"], line["attempt"]) == ("KeyError", "lodge", 3)
    assert line["at"].startswith("test_log_lines.py")
    assert SOMEBODY not in lines.getvalue()
    assert len(lines.getvalue()) < 500


def test_what_our_own_errors_say(lines: io.StringIO) -> None:
    """They name nobody, and say what to do."""
    fail(WorldError("the ledger does not answer"))
    assert read(lines)[0]["says"] == "the ledger does not answer"


def test_the_same_again(lines: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said once in a minute, with how often it was held back; another case's is said at once."""
    now = [1_000.0]
    monkeypatch.setattr("activities.log_lines.time.monotonic", lambda: now[0])
    for _ in range(5):
        fail(WorldError("away"))
    fail(WorldError("away"), run={**OF_A_DESK, "workflow_id": "case/2"})
    now[0] += 61
    fail(WorldError("away"))
    assert [line.get("held_back", 0) for line in read(lines)] == [0, 0, 4]


def test_what_is_no_failure() -> None:
    """Other lines all come through."""
    sparing = Sparing()
    record = logging.LogRecord("any", logging.INFO, "here", 1, "working", None, None)
    assert all(sparing.filter(record) for _ in range(3))


async def test_a_line_of_ours(lines: io.StringIO) -> None:
    """What an activity says itself tells of which run it is, too."""

    @activity.defn
    def speak() -> None:
        structlog.stdlib.get_logger("test").info("register unreachable")

    ActivityEnvironment().run(speak)
    (line,) = read(lines)
    assert line["workflow"] == "test"
    assert line["event"] == "register unreachable"
