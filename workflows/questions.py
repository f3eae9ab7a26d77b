"""What a run asks the engine's own steps is numbered, and each answer says to which question it is.

Whoever reaches the server may take a step from the queue, and answer it with what the engine has written for
another one of the same run; only so is that found.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, Final

from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.worker import StartActivityInput, WorkflowOutboundInterceptor

from client.trust.refusal import QUESTION
from workflows import changes, renewal

NUMBERED: Final = "numbered"
"""The change of 2026-11-29: in runs from before, answers are to no question in particular."""

_ASKED: Final = ContextVar("asked", default=b"")


class Questions(WorkflowOutboundInterceptor):
    """Numbers them, in each of the runs that follow each other under one id, and counts them."""

    _asked = 0

    def start_activity(self, input: StartActivityInput) -> workflow.ActivityHandle[Any]:  # noqa: A002
        """See base class."""
        renewal.count(renewal.CALL)
        self._asked += 1
        _ASKED.set(f'"{workflow.info().continued_run_id or ""}/{self._asked}"'.encode())
        question = Payload(metadata={"encoding": b"json/plain"}, data=_ASKED.get())
        headers: Mapping[str, Payload] = {**input.headers, QUESTION: question}
        input.headers = headers
        return super().start_activity(input)


def asked() -> bytes:
    """Which question it was that has just been asked here."""
    return _ASKED.get()


def is_answered(payload: Payload, question: bytes) -> bool:
    """Whether it is what the engine has written to this one."""
    return not changes.has(NUMBERED) or payload.metadata.get(QUESTION) == question
