"""The line to the engine: calls with patience, and every failure as one of `errors.py`."""

import asyncio
import copy
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import timedelta
from functools import cached_property
from typing import Any, Final, TypeVar
from uuid import uuid4

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import RawValue
from temporalio.service import RPCError

from .. import names
from ..errors import (
    Again,
    ConnectionClosed,
    DifferentCommand,
    EngineUnreachable,
    NoAnswer,
    NoWorker,
    OtherEdition,
    OtherProcess,
)
from ..messages.message import Message, Nothing
from ..trust.actor import Role
from ..trust.identity import DevelopmentIdentities, Identities, Identity, load
from ..trust.refusal import Refusal
from ..trust.said import Said, SaidT, purpose, say
from ..trust.sign_in import ENVIRONMENT, SignIns, sign_in
from . import preparation
from .codec import OutsideCodec, reads
from .connection import FORKED
from .converter import HEARD, REFUSAL
from .failures import REJECTED, OutOfTime, knows_not, translated, unheard_of
from .repeats import until_it_can

AnswerT = TypeVar("AnswerT", bound=Message)
ToldT = TypeVar("ToldT")

PATIENCE = timedelta(seconds=10)

_SILENCE: Final = Nothing()

NOTHING: Final = type(None)
"""The type of the answer where a word is only taken."""

NONCE: Final = 9
"""Bytes."""

EXPLANATION = timedelta(seconds=2)
"""For finding out why there was no answer."""


class EngineLine:
    """A client, and how long a caller waits for an answer that should come at once."""

    def __init__(
        self,
        client: Client,
        patience: timedelta,
        identities: Identities | None = None,
        sign_ins: SignIns | None = None,
    ) -> None:
        """Whoever speaks here does so as one of these identities; else as that of the environment."""
        self._client: Client | None = client
        self.patience = patience
        self._process = os.getpid()
        self._identities = identities
        self._sign_ins = sign_ins
        self._via = ""

    @property
    def client(self) -> Client:
        """Raises `ConnectionClosed`."""
        if self._client is None:
            raise ConnectionClosed("this connection is closed; connect anew")
        return self._client

    def via(self, prepared: str) -> "EngineLine":
        """The same line, for words that this device or assistant has prepared.  Raises `InvalidForm`."""
        other = copy.copy(self)
        other._via = preparation.named(prepared)  # noqa: SLF001 (its own class)
        return other

    def close(self) -> None:
        """Its last user gives the client back; Temporal's has no word for it."""
        self._client = None

    @cached_property
    def identities(self) -> Identities:
        """As whom one may speak here."""
        return self._identities or load()

    @asynccontextmanager
    async def patiently(self, about: str, *, run: str = "") -> AsyncGenerator[None]:
        """Bound the calls inside; `about` says in errors what was asked for, `run` what was begun for it."""
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                with self.however_long(about):
                    yield
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError, OutOfTime):
            if (task := asyncio.current_task()) and task.cancelling():
                raise asyncio.CancelledError from None
            raise await self._why_no_answer(about, run) from None

    @contextmanager
    def however_long(self, about: str) -> Generator[None]:
        """The same, for what may take months.  Raises `OtherProcess`: nobody would answer in this one."""
        if os.getpid() != self._process:
            raise OtherProcess(f"{about}: this connection is another process's; {FORKED}")
        with translated(about):
            yield

    def said(
        self,
        by: Identity,
        says: SaidT,
        *,
        run: str,
        message: str,
        command: str,
        over: str = "",
        of: str = "",
    ) -> Said[SaidT]:
        """A message to a run, signed; with the digest of what it is `over`, where it confirms something.

        `of` is the person whom it concerns, and who must be signed in here.
        """
        return say(
            by,
            says,
            to=purpose(self.client.namespace, run, message),
            command=command,
            at=time.time(),
            over=over,
            via=self._via or preparation.of_the_terminal(),
            reply=self.reads(by),
            sign_in=self._sign_in(by, of) if of else "",
            nonce=secrets.token_urlsafe(NONCE),
        )

    def _sign_in(self, by: Identity, person: str) -> str:
        """In a development whoever is named is there."""
        if self._sign_ins:
            return self._sign_ins(person)
        if isinstance(made := self.identities, DevelopmentIdentities):
            service = made.of(Role.IDENTITY_SERVICE)
            return sign_in(service, person, platform=by.speaker.actor, at=time.time())
        return os.environ.get(ENVIRONMENT, "")

    @property
    def is_outside(self) -> bool:
        """Whether the engine's own keys are not known here."""
        return isinstance(self.client.data_converter.payload_codec, OutsideCodec)

    def reads(self, by: Identity) -> str:
        """For which key somebody here is answered; none where all is read by the engine's own keys."""
        return reads(self.client.data_converter.payload_codec, by.sealing)

    def mark(self, by: Identity, text: str) -> str:
        """An id that tells nothing of a text, and is the same for the same text of the same speaker."""
        return hmac.new(by.keys.own_secret(), text.encode(), hashlib.sha256).hexdigest()[:32]

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
        of: str = "",
    ) -> ToldT:
        """Say something to a run, carried out once per `command`; see `said`.  Raises as `heard`."""
        word = self.said(by, says, run=run, message=update, command=command, over=over, of=of)
        return self.heard(await self.send(run, update, word, command=command), word, answer)

    async def send(self, run: str, update: str, word: Said[SaidT], *, command: str) -> RawValue:
        """Have a word heard; the answer as it comes may be to what this command has said before."""
        handle = self.client.get_workflow_handle(run)
        return await until_it_can(
            handle, lambda: handle.execute_update(update, word, id=command, result_type=RawValue)
        )

    async def begin(
        self, starting: WithStartWorkflowOperation[Any, Any], update: str, word: Said[SaidT], *, command: str
    ) -> RawValue:
        """The same by a run that begins with it, if it is not there."""
        try:
            raw: RawValue = await self.client.execute_update_with_start_workflow(
                update, word, id=command, start_workflow_operation=starting, result_type=RawValue
            )
            return raw
        finally:
            # Its future has the same error, which would be reported as never retrieved; or nothing for ever,
            # where that came before anything was sent.
            with suppress(BaseException):
                async with asyncio.timeout(0):
                    await starting.workflow_handle()

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
        self,
        run: str,
        query: str,
        answer: type[ToldT],
        *,
        by: Identity,
        about: object = _SILENCE,
        of: str = "",
    ) -> ToldT:
        """Ask a run how it stands.  Raises `NotProven`, `NotAllowed`, where it is not the asker's to know.

        One to which something happens at that moment wants to be asked once more.
        """
        word = self.said(by, about, run=run, message=query, command=str(uuid4()), of=of)
        handle = self.client.get_workflow_handle(run)
        raw = await until_it_can(handle, lambda: handle.query(query, word, result_type=RawValue))
        if REFUSAL in raw.payload.metadata:
            refusal = self.read(raw, Refusal)
            raise REJECTED.get(refusal.failure, OtherEdition)(refusal.says)
        return self.read(raw, answer)

    async def ask(
        self,
        kind: str,
        answer: type[AnswerT],
        question: Message | str = _SILENCE,
        *,
        by: Identity | None,
        of: str = "",
    ) -> AnswerT:
        """Have a short workflow answer at once, under an id of its own; anybody is told what is open."""
        run = names.enquiry_id(kind, uuid4())
        asked = [self.said(by, question, run=run, message=kind, command=run, of=of)] if by else []
        async with self.patiently(kind, run=run):
            answered: AnswerT = await self.client.execute_workflow(
                kind,
                args=asked,
                id=run,
                task_queue=names.QUEUE,
                execution_timeout=self.patience,
                result_type=answer,
            )
        return answered

    async def _why_no_answer(self, about: str, run: str) -> Again | OtherEdition:
        if run and await knows_not(self.client, run, within=EXPLANATION):
            return unheard_of(about)
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
