"""Log lines: of which case, item, department and workflow, never of whom; a failure is one line, not a page.

What an error says may be personal, unless the error is one of ours. So a line has its kind and its place;
what any other says stands on the lines of level DEBUG, which a place turns on to look for a fault, and off
again.
"""

import logging
import time
from collections.abc import Mapping
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any, Final

from structlog.contextvars import bind_contextvars
from structlog.typing import EventDict
from temporalio import activity

from activities.errors import WorldError
from client import names
from client.errors import OneMatterError

OURS: Final = (WorldError, OneMatterError)

AGAIN: Final = 60.0
"""Seconds until the same is said of the same run once more."""

MOST: Final = 10_000
"""Of so many it is remembered when they were said last."""


class Sparing(logging.Filter):
    """Lets the same failure of the same run through once in a while, and says how often it did not."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, ...], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """See base class."""
        if not (record.exc_info and record.exc_info[0]):
            return True
        run = _run(record)
        same = (record.name, record.exc_info[0].__name__, *(str(run.get(name)) for name in RUN))
        now = time.monotonic()
        said_at, held_back = self._said.get(same, (now - AGAIN, 0))
        if now - said_at < AGAIN:
            self._said[same] = (said_at, held_back + 1)
            return False
        if len(self._said) >= MOST:
            self._said.clear()
        self._said[same] = (now, 0)
        record.held_back = held_back
        return True


RUN: Final = ("workflow_id", "activity_type")


def note_item(asked: object) -> None:
    """From now on lines of this activity tell which item it is about, if what it was asked does."""
    item = getattr(asked, "item", None)
    if isinstance(item, str) and item:
        bind_contextvars(item=item)


def about(_: Any, __: str, line: EventDict) -> EventDict:
    """Say of which run it is, and what its id and its queue tell."""
    record = line.get("_record")
    run = _run(record) if record else _own_run()
    workflow, queue = str(run.get("workflow_id", "")), str(run.get("task_queue", ""))
    told = {
        "workflow": workflow,
        "case": case_of(workflow),
        "department": department_of(queue),
        "activity": run.get("activity_type", ""),
        "attempt": run.get("attempt", 0),
        "held_back": getattr(record, "held_back", 0),
    }
    return {**line, **{name: value for name, value in told.items() if value}}


def case_of(workflow: str) -> str:
    """Whose workflow that is, if it is a case's."""
    case = workflow.removeprefix("case/")
    return case if case != workflow else ""


def department_of(queue: str) -> str:
    """Whose queue it is, if it is a department's."""
    return names.department_at(queue) if queue.startswith(names.desk_queue("")) else ""


def on_one_line(_: Any, __: str, line: EventDict) -> EventDict:
    """Of a failure, its kind, its place, and what it says if we have written that."""
    failed: tuple[type, BaseException, TracebackType] | None = line.pop("exc_info", None)
    if failed is None:
        return line
    _, error, trace = failed
    told = {"fault": type(error).__name__, "at": _place(trace)}
    if isinstance(error, OURS) or logging.getLogger().isEnabledFor(logging.DEBUG):
        told["says"] = str(error)
    return {**line, **told}


def _run(record: logging.LogRecord) -> Mapping[str, Any]:
    """What Temporal notes of whose line it is."""
    return getattr(record, "temporal_activity", None) or getattr(record, "temporal_workflow", None) or {}


def _own_run() -> Mapping[str, Any]:
    if not activity.in_activity():
        return {}
    info = activity.info()
    return {
        "workflow_id": info.workflow_id,
        "activity_type": info.activity_type,
        "task_queue": info.task_queue,
    }


def _place(trace: TracebackType | None) -> str:
    """The innermost step."""
    steps = [f"{Path(step.filename).name}:{step.lineno} {step.name}" for step in extract_tb(trace)]
    return steps[-1] if steps else ""
