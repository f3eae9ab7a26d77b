"""The line to the engine: calls with patience, and every failure as one of `errors.py`."""

import asyncio
import os
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Any, TypeVar
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import (
    Client,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.exceptions import TimeoutError as EngineTimeoutError
from temporalio.service import RPCError, RPCStatusCode

from .. import names
from ..errors import (
    REJECTIONS,
    Again,
    CaseNotFound,
    EngineUnreachable,
    InvalidForm,
    NoAnswer,
    NotAllowed,
    NoWorker,
    OneMatterError,
    OtherEdition,
    OtherProcess,
    Terminated,
    TooLate,
    WrongField,
)
from ..messages.message import Message

AnswerT = TypeVar("AnswerT", bound=Message)

PATIENCE = timedelta(seconds=10)

STEP = timedelta(seconds=0.5)
"""For a run to take the step that a question came too early for; asked at once, it is forgotten anew."""

EXPLANATION = timedelta(seconds=2)
"""For finding out why there was no answer."""

_FINAL = (
    RPCStatusCode.PERMISSION_DENIED,
    RPCStatusCode.UNAUTHENTICATED,
    RPCStatusCode.INVALID_ARGUMENT,
    RPCStatusCode.UNIMPLEMENTED,
)
_CLOSED = ("already completed", "closing workflow")
"""What the server says of a case that is closed, or closes while it is spoken to."""

_WRONG_FIELDS = TypeAdapter(tuple[WrongField, ...])
_REJECTIONS = {kind.__name__: kind for kind in REJECTIONS}


class _OutOfTime(NoAnswer):
    """To be explained before it is told."""


class EngineLine:
    """A client, and how long a caller waits for an answer that should come at once."""

    def __init__(self, client: Client, patience: timedelta) -> None:
        self.client = client
        self.patience = patience
        self._process = os.getpid()

    @asynccontextmanager
    async def patiently(self, about: str) -> AsyncGenerator[None]:
        """Bound the calls inside; `about` says in errors what was asked for."""
        if os.getpid() != self._process:
            raise OtherProcess(f"{about}: this connection is another process's; connect anew after a fork")
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                with translated(about):
                    yield
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError, _OutOfTime):
            if (task := asyncio.current_task()) and task.cancelling():
                raise asyncio.CancelledError from None
            raise await self._why_no_answer(about) from None

    async def ask(self, kind: str, answer: type[AnswerT], *question: Message | str) -> AnswerT:
        """Have a short workflow answer a question at once, under an id of its own."""
        async with self.patiently(kind):
            answered: AnswerT = await self.client.execute_workflow(
                kind,
                args=question,
                id=names.enquiry_id(kind, uuid4()),
                task_queue=names.QUEUE,
                execution_timeout=self.patience,
                result_type=answer,
            )
        return answered

    async def look(
        self,
        run: WorkflowHandle[Any, Any],
        question: str,
        *arguments: Message | str,
        answer: Any,
    ) -> Any:
        """Ask a run itself; `answer` is the type of what it says, or of nothing.

        One to which something happens at that moment wants to be asked once more.
        """
        while True:
            try:
                return await run.query(question, args=arguments, result_type=answer)
            except WorkflowQueryFailedError as error:
                if error.message != names.ASK_AGAIN:
                    raise
            await asyncio.sleep(STEP.total_seconds())

    async def _why_no_answer(self, about: str) -> Again:
        try:
            queue = await self.client.workflow_service.describe_task_queue(
                DescribeTaskQueueRequest(
                    namespace=self.client.namespace,
                    task_queue=TaskQueue(name=names.QUEUE),
                    task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
                ),
                timeout=EXPLANATION,
            )
        except RPCError:
            return EngineUnreachable(f"{about}: the server does not answer; call again")
        if queue.pollers:
            seconds = self.patience.total_seconds()
            return NoAnswer(f"{about}: no answer within {seconds:g} s; call again, nothing doubles")
        return NoWorker(
            f"{about}: the server runs, but no worker of the engine; start one (`make serve`) "
            "and call again until you are answered: nothing doubles"
        )


@contextmanager
def translated(about: str) -> Generator[None]:
    """Failures of Temporal as this SDK's own."""
    try:
        yield
    except RPCError as error:
        raise _of_the_network(error, about) from error
    except (WorkflowUpdateFailedError, WorkflowFailureError) as error:
        raise _of_the_engine(_root(error.cause), about) from error
    except ValidationError as error:
        raise OtherEdition(
            f"{about}: the engine has answered what this edition cannot read; install its onematter-client"
        ) from error
    except WorkflowQueryFailedError as error:
        raise NoAnswer(f"{about}: the worker could not answer ({error}); call again") from error


def _of_the_network(error: RPCError, about: str) -> OneMatterError:  # noqa: PLR0911 (a table)
    match error.status:
        case RPCStatusCode.NOT_FOUND if "namespace" in error.message.lower():
            return NotAllowed(
                f"{about}: the server has no such namespace; set TEMPORAL_NAMESPACE "
                f"(the engine's is {names.NAMESPACE!r} by default)"
            )
        case RPCStatusCode.NOT_FOUND if any(word in error.message.lower() for word in _CLOSED):
            return TooLate(f"{about}: the case is closed; its outcome tells how it ended")
        case RPCStatusCode.NOT_FOUND:
            return CaseNotFound(f"{about}: there is no such case; check the id")
        case RPCStatusCode.UNAVAILABLE:
            return EngineUnreachable(f"{about}: the server does not answer; call again")
        case RPCStatusCode.DEADLINE_EXCEEDED | RPCStatusCode.CANCELLED:
            return _OutOfTime(f"{about}: not in time; call again")
        case status if status in _FINAL:
            return NotAllowed(f"{about}: {status.name.lower()}: {error.message}; check address and access")
        case _:
            return NoAnswer(f"{about}: {error.status.name.lower()}; call again")


def _root(cause: BaseException) -> BaseException:
    """What failed, where a workflow failed because an activity did."""
    return cause.cause if isinstance(cause, ActivityError) and cause.cause else cause


def _of_the_engine(cause: BaseException, about: str) -> OneMatterError:
    match cause:
        case ApplicationError(type=names.INVALID_FORM, details=[fields, *_]):
            return InvalidForm(_WRONG_FIELDS.validate_python(fields))
        case ApplicationError(type=str(kind)) if kind in _REJECTIONS:
            return _REJECTIONS[kind](cause.message)
        case EngineTimeoutError():
            return _OutOfTime(f"{about}: not in time; call again")
        case _:
            return Terminated(f"{about}: ended by an operator or by a fault of the engine ({cause})")
