"""The line to the engine: calls with patience, and every failure as one of `errors.py`."""

import asyncio
import hashlib
import hmac
import os
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from functools import cached_property
from typing import Final, TypeVar
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import (
    Client,
    WorkflowFailureError,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import RawValue
from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.exceptions import TimeoutError as EngineTimeoutError
from temporalio.service import RPCError, RPCStatusCode

from .. import names
from ..errors import (
    REJECTIONS,
    Again,
    CaseNotFound,
    DifferentCommand,
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
from ..messages.message import Message, Nothing
from ..trust.identity import Identities, Identity, load
from ..trust.refusal import Refusal
from ..trust.said import Said, SaidT, purpose, say
from .codec import OutsideCodec
from .converter import HEARD, REFUSAL

AnswerT = TypeVar("AnswerT", bound=Message)
ToldT = TypeVar("ToldT")

PATIENCE = timedelta(seconds=10)

STEP = timedelta(seconds=0.5)
"""For a run to take the step that a question came too early for; asked at once, it is forgotten anew."""
_SILENCE: Final = Nothing()

NOTHING: Final = type(None)
"""The type of the answer where a word is only taken."""

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

    def __init__(self, client: Client, patience: timedelta, identities: Identities | None = None) -> None:
        """Whoever speaks here does so as one of these identities; else as that of the environment."""
        self.client = client
        self.patience = patience
        self._process = os.getpid()
        self._identities = identities

    @cached_property
    def identities(self) -> Identities:
        """As whom one may speak here."""
        return self._identities or load()

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

    def said(
        self, by: Identity, says: SaidT, *, run: str, message: str, command: str, over: str = ""
    ) -> Said[SaidT]:
        """A message to a run, signed; with the digest of what it is `over`, where it confirms something."""
        to = purpose(self.client.namespace, run, message)
        return say(by, says, to=to, command=command, at=time.time(), over=over, reply=self.reads(by))

    @property
    def is_outside(self) -> bool:
        """Whether the engine's own keys are not known here."""
        return isinstance(self.client.data_converter.payload_codec, OutsideCodec)

    def reads(self, by: Identity) -> str:
        """For which key somebody here is answered; none where all is read by the engine's own keys."""
        codec = self.client.data_converter.payload_codec
        return codec.reads(by.sealing) if isinstance(codec, OutsideCodec) else ""

    def mark(self, by: Identity, text: str) -> str:
        """An id that tells nothing of a text, and is the same for the same text of the same speaker."""
        return hmac.new(by.seed, text.encode(), hashlib.sha256).hexdigest()[:32]

    async def tell(
        self,
        run: str,
        update: str,
        says: object,
        answer: type[ToldT],
        *,
        by: Identity,
        command: str,
        over: str = "",
    ) -> ToldT:
        """Say something to a run, carried out once per `command`.  Raises as `heard`."""
        word = self.said(by, says, run=run, message=update, command=command, over=over)
        return self.heard(await self.send(run, update, word, command=command), word, answer)

    async def send(self, run: str, update: str, word: Said[SaidT], *, command: str) -> RawValue:
        """Have a word heard; the answer as it comes may be to what this command has said before."""
        handle = self.client.get_workflow_handle(run)
        raw: RawValue = await handle.execute_update(update, word, id=command, result_type=RawValue)
        return raw

    def heard(self, raw: RawValue, word: Said[SaidT], answer: type[ToldT]) -> ToldT:
        """What a run answers to a word.  Raises `DifferentCommand`: it has heard another one before."""
        heard = raw.payload.metadata.get(HEARD)
        if heard and heard.decode() != word.digest:
            raise DifferentCommand(
                "this id was given to another command before, and nothing of this one is done; "
                "give every command an id of its own"
            )
        return self.read(raw, answer)

    def read(self, raw: RawValue, answer: type[ToldT]) -> ToldT:
        """An answer as it came."""
        told: ToldT = self.client.data_converter.payload_converter.from_payload(raw.payload, answer)
        return told

    async def look(
        self, run: str, query: str, answer: type[ToldT], *, by: Identity, about: object = _SILENCE
    ) -> ToldT:
        """Ask a run how it stands.  Raises `NotProven`, `NotAllowed`, where it is not the asker's to know.

        One to which something happens at that moment wants to be asked once more.
        """
        word = self.said(by, about, run=run, message=query, command=str(uuid4()))
        handle = self.client.get_workflow_handle(run)
        while True:
            try:
                raw: RawValue = await handle.query(query, word, result_type=RawValue)
                break
            except WorkflowQueryFailedError as error:
                if error.message != names.ASK_AGAIN:
                    raise
            await asyncio.sleep(STEP.total_seconds())
        if REFUSAL in raw.payload.metadata:
            refusal = self.read(raw, Refusal)
            raise _REJECTIONS[refusal.failure](refusal.says)
        return self.read(raw, answer)

    async def ask(
        self, kind: str, answer: type[AnswerT], question: Message | str = _SILENCE, *, by: Identity | None
    ) -> AnswerT:
        """Have a short workflow answer at once, under an id of its own; anybody is told what is open."""
        run = names.enquiry_id(kind, uuid4())
        asked = [self.said(by, question, run=run, message=kind, command=run)] if by else []
        async with self.patiently(kind):
            answered: AnswerT = await self.client.execute_workflow(
                kind,
                args=asked,
                id=run,
                task_queue=names.QUEUE,
                execution_timeout=self.patience,
                result_type=answer,
            )
        return answered

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
