"""Nudges: a run of the engine tells another one to look again, by a signal, for a run can send nothing else.

Whoever reaches the server can send signals, too, and nobody proves them before they are written down. So a
nudge counts only if the engine has written it, for this run, and once.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue
from temporalio.exceptions import FailureError

from client import names
from client.messages.message import Message
from client.trust.refusal import is_own

NONE = RawValue(Payload())
"""What a handler gets, for which the gate has looked at it."""


class Nudge(Message):
    """Which run has sent it; one that sends several says what each is `about`."""

    nudged_by: str
    about: str = ""


async def nudge(run: str, *, about: str = "") -> None:
    """Have it look again.  Raises `FailureError`: it has ended."""
    told = Nudge(nudged_by=workflow.info().run_id, about=about)
    await workflow.get_external_workflow_handle(run).signal(names.LOOK_AGAIN, told)


async def nudge_if_open(run: str, *, about: str) -> None:
    """Have it look again, unless it has ended."""
    with suppress(FailureError):
        await nudge(run, about=about)


class Nudges:
    """Those that a run has heard."""

    def __init__(self) -> None:
        self._heard: list[str] = []

    def is_new(self, args: Sequence[Any]) -> bool:
        """Whether this is one of the engine's for this run, and is heard for the first time."""
        match args:
            case [RawValue(payload=payload)] if is_own(payload):
                with suppress(ValueError):
                    return self._note(Nudge.model_validate_json(payload.data))
                return False
            case _:
                return False

    def _note(self, told: Nudge) -> bool:
        mark = f"{told.nudged_by}/{told.about}"
        is_new = mark not in self._heard
        self._heard += [mark] if is_new else []
        return is_new
