"""A department's system signs what it answers, whichever it is: the engine believes nothing else."""

import time
from typing import Any, Final, Protocol

from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from ..errors import NotAllowed
from .identity import Identity
from .said import Said, purpose, say

LIFE: Final = 86_400
"""Seconds in which an answer must be heard: the engine may be away when it comes."""


def answer_to(queue: str, workflow: str, question: str) -> str:
    """For what a department answers; the namespace is none of it, for a replay does not know that."""
    return purpose(queue, workflow, question)


def require_run() -> None:
    """Only runs have anything done: the server takes activities from its callers, too.  Fails for good."""
    about = activity.info()
    if not about.in_workflow:
        raise ApplicationError(
            f"{about.activity_type}: no run of the engine asks for this; use the SDK",
            type=NotAllowed.__name__,
            non_retryable=True,
        )


class Keyed(Protocol):
    """What a department is asked, known by its key."""

    @property
    def key(self) -> str: ...


class Signatory(Interceptor):
    """Stands beside a department's worker. With a `reply`, it writes by that key."""

    def __init__(self, identity: Identity, *, reply: str = "") -> None:
        self._identity = identity
        self._reply = reply

    def intercept_activity(
        self,
        next: ActivityInboundInterceptor,  # noqa: A002 (the SDK's name)
    ) -> ActivityInboundInterceptor:
        """See base class."""
        return _Signed(next, self._identity, self._reply)


class _Signed(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, identity: Identity, reply: str) -> None:  # noqa: A002
        super().__init__(next)
        self._identity = identity
        self._reply = reply

    async def execute_activity(self, input: ExecuteActivityInput) -> Said[Any]:  # noqa: A002 (the SDK's name)
        """The answer, for what was asked by this run under this key."""
        require_run()
        asked: Keyed = input.args[0]
        answer = await super().execute_activity(input)
        about = activity.info()
        to = answer_to(about.task_queue, about.workflow_id or "", about.activity_type)
        return say(
            self._identity,
            answer,
            to=to,
            command=asked.key,
            at=time.time(),
            life=LIFE,
            reply=self._reply,
        )
