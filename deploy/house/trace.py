"""What is called when something runs: every function of ours, in the order of the calls."""

import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final, NamedTuple

from deploy.house.source_file import PLACES, ROOT

OURS: Final = tuple(str(ROOT / place) for place in PLACES)


class TracedCall(NamedTuple):
    """A function, as `Window.receive`, in a file, as `activities/cases/reception.py`."""

    path: str
    function: str


class Trace:
    """Calls in this thread, and in all that start while it listens."""

    def __init__(self) -> None:
        self._events: list[tuple[int, str, TracedCall]] = []
        self._names: dict[Any, TracedCall | None] = {}

    @contextmanager
    def listening(self) -> Generator[None]:
        """Listen while the block lasts. Workers of the engine must begin inside: so their threads do."""
        threading.setprofile(self._hear)
        sys.setprofile(self._hear)
        try:
            yield
        finally:
            sys.setprofile(None)
            threading.setprofile(None)

    def _hear(self, frame: FrameType, event: str, _: Any) -> None:
        if event not in {"call", "return"}:
            return
        code = frame.f_code
        if code not in self._names:
            self._names[code] = _call(code.co_filename, code.co_qualname)
        if call := self._names[code]:
            self._events.append((threading.get_ident(), event, call))

    def spans(self) -> dict[TracedCall, tuple[int, int]]:
        """For every function that was called, when it was for the first and for the last time."""
        found: dict[TracedCall, tuple[int, int]] = {}
        for at, (_, event, call) in enumerate(self._events):
            if event == "call":
                found[call] = (found.get(call, (at, at))[0], at)
        return found

    def files_within(self, *functions: str) -> set[str]:
        """Files whose code ran inside functions that do not wait for others."""
        inside: dict[int, int] = {}
        found: set[str] = set()
        for thread, event, call in self._events:
            if call.function in functions:
                inside[thread] = inside.get(thread, 0) + (1 if event == "call" else -1)
            if inside.get(thread):
                found.add(call.path)
        return found


def _call(path: str, function: str) -> TracedCall | None:
    return TracedCall(str(Path(path).relative_to(ROOT)), function) if path.startswith(OURS) else None
