"""The gate of every run: what is not signed by somebody who may say it never enters the history.

What comes in as a `Said` is proved once, live, by the gatekeeper outside; a replay asks nobody, for what is
in the history has been proved. Behind the gate handlers get the plain message; `spoken` tells whose it is.
Histories from before hold words without a signature, which are replayed as they are.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol, TypeVar, cast, runtime_checkable

from temporalio import workflow
from temporalio.worker import (
    ExecuteWorkflowInput,
    HandleQueryInput,
    HandleSignalInput,
    HandleUpdateInput,
    WorkflowInboundInterceptor,
    WorkflowOutboundInterceptor,
)

from activities.trust.gatekeeper import ORDERED, PERSON, PROVE, Evidence, Gatekeeper, Unproved
from client import names
from client.errors import DifferentCommand, Mend, NotProven, TooMuch
from client.messages.message import Nothing
from client.trust.actor import Speaker
from client.trust.refusal import Refusal
from client.trust.rights import OPEN
from client.trust.said import ANSWERED, Acknowledged, Addressed, Claims, Said, purpose
from workflows import calls, changes, renewal
from workflows.questions import Questions
from workflows.trust import relations
from workflows.trust.cancellations import UNHEARD, unheard
from workflows.trust.nudges import Nudges
from workflows.trust.relations import Standpoint

SIGNED: Final = "signed"
"""The change of 2026-11-28: a run whose start is not signed is from before, or nobody's."""

NUDGED: Final = "nudged"
"""The change of 2026-12: before, a signal was heard whoever had sent it."""

WEIGHED: Final = "signals-weighed"
"""The change of 2026-11-29: before, what was not heard counted for nothing."""

OF_A_SIGNAL: Final = 300
"""Events: what a server bears of them has more bytes than twenty signals can have."""

OF_HEADERS: Final = 4_096
"""Bytes of them all with one word: what traces it has a hundred or two."""

NOTHING: Final = Nothing()
"""What handlers get that only want to know who asks."""

BY_THEIR_FIRST_STEP: Final = (names.CASE, names.CAMPAIGN, names.SEQUEL)
"""Workflows whose first activity takes the word that started them, and proves it itself."""

BY_WHAT_FOLLOWS: Final = (names.ONE_GRANT, names.LISTS)
"""Workflows whose start says nothing: what counts is what is said to them, and the ledger."""

UNCANCELLED: Final = (names.SEQUEL, names.ONE_GRANT, names.CAMPAIGN)
"""Workflows that a cancellation does not end; of a case, its own run sees to that."""

OF_THE_SDK: Final = "__"
"""With which questions begin that the UI asks; what they answer names nobody."""

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """Whose word is being handled: which natural `person` says it, and `over` the mark of which other word.

    `mark` is its own, `evidence` for an activity that proves it once more and keeps it; `signed_in` the mark
    of whoever is signed in where it is said; `size` the bytes of it all. An old word tells nothing of that.
    """

    person: str = ""
    speaker: Speaker | None = None
    over: str = ""
    mark: str = ""
    evidence: Evidence | None = None
    signed_in: str = ""
    size: int = 0


_SPOKEN: Final = ContextVar("spoken", default=Spoken())  # noqa: B039 (it is frozen)


def spoken() -> Spoken:
    """Of the word that is being handled."""
    return _SPOKEN.get()


def require(says: object, *, of: object, workflow: str, message: str) -> None:
    """That whoever speaks may say this to another run, for which this one answers.

    Raises `NotProven`, `NotAllowed`.
    """
    said = _SPOKEN.get()
    if said.speaker is None:
        raise NotProven(f"{message}: it is not signed; use the SDK, which signs")
    stands = Standpoint(said.speaker, said.signed_in)
    relations.require(stands, says, workflow=workflow, message=message, run=of)


def person(department: str, account: str) -> str:
    """Whose account it is, as the directory has it now: to be asked before a word is taken, never after."""
    known = cast("Callable[[str, str], str]", workflow.extern_functions()[PERSON])
    return known(department, account)


def opened(value: ValueT) -> tuple[ValueT, Said[ValueT] | None]:
    """What a run was started with, and the word if it is one: `@workflow.init` gets both past the gate."""
    if isinstance(value, Said):
        said = cast("Said[ValueT]", value)
        return said.says, said
    return value, None


def start_evidence(said: Said[Any] | None, *, to: str = "") -> Evidence | None:
    """The word that started this run, for the activity that proves it."""
    info = workflow.info()
    if said is None:
        return None
    here = purpose(info.namespace, to or info.workflow_id, info.workflow_type)
    first = info.first_execution_run_id
    return Evidence(word=said.word, digest=said.digest, to=here, at=info.start_time, first=first)


@runtime_checkable
class Witness(Protocol):
    """A run that keeps the words which it has heard."""

    def hear(self, said: Said[Any], *, message: str, item: str) -> None: ...


@runtime_checkable
class GoingOn(Protocol):
    """A run that goes on for another one, and knows for whose key its end is told."""

    @property
    def answers_to(self) -> str: ...


class Gate(WorkflowInboundInterceptor):
    """In every run of the engine, live and replayed."""

    def init(self, outbound: WorkflowOutboundInterceptor) -> None:
        """See base class."""
        super().init(Questions(outbound))
        self._nudges, self._resets = Nudges(), renewal.Resets()

    async def execute_workflow(self, input: ExecuteWorkflowInput) -> Any:  # noqa: A002 (the SDK's name)
        """Have the start proved where nobody else does, and hand in what was said."""
        kind = workflow.info().workflow_type
        input.args, said = _plain(input.args)
        reply = _answering(said)
        if isinstance(run := workflow.instance(), GoingOn):
            ANSWERED.set(reply := reply or run.answers_to)
        self._resets.tell(renewal.own())
        if kind not in (*OPEN, *BY_THEIR_FIRST_STEP, *BY_WHAT_FOLLOWS):
            await _prove_start(said)
        _SPOKEN.set(replace(_of(said, kind), evidence=start_evidence(said)))
        work = super().execute_workflow(input)
        is_deaf = kind in UNCANCELLED and changes.has(UNHEARD)
        answer = await (unheard(work) if is_deaf else work)
        return Addressed(answer, reply) if reply else answer

    def handle_update_validator(self, input: HandleUpdateInput) -> None:  # noqa: A002
        """Prove it now, and ask whether its speaker may say it, before anything is written down."""
        _require_bare(input)
        input.args, said = _plain(input.args)
        _answering(said)
        _admit(said, message=input.update, command=input.id)
        known = renewal.answered(input.id)
        if known is None:
            super().handle_update_validator(input)
        elif said and said.digest != known.digest and not _is_money_again(said, input.update):
            raise DifferentCommand(f"{input.update}：该编号此前已用于另一项操作，本次未办理；请另用编号")

    async def handle_update_handler(self, input: HandleUpdateInput) -> Any:  # noqa: A002
        """It has been proved when it came in; what it was is told with the answer."""
        input.args, said = _plain(input.args)
        reply = _answering(said)
        if known := renewal.answered(input.id):
            return Acknowledged(renewal.said_again(known), known.digest, reply)
        _SPOKEN.set(_of(said, input.update))
        word = None if said is None or isinstance(said.says, Nothing) else said
        if word and isinstance(run := workflow.instance(), Witness):
            run.hear(word, message=input.update, item=str(getattr(word.says, "item", "")))
        renewal.count(renewal.WORD)
        answer = await super().handle_update_handler(input)
        if word:
            renewal.note_answered(input.id, word.digest, answer)
        return Acknowledged(answer, said.digest, reply) if said else answer

    async def handle_query(self, input: HandleQueryInput) -> Any:  # noqa: A002
        """Likewise; a refusal is a value, for a query that fails loses the type of its error."""
        if input.query.startswith(OF_THE_SDK):
            return await super().handle_query(input)
        input.args, said = _plain(input.args)
        reply = _answering(said)
        try:
            _admit(said, message=input.query, command=None)
            answer: Any = await super().handle_query(input)
        except Mend as refused:
            answer = Refusal(failure=type(refused).__name__, says=str(refused))
        return Addressed(answer, reply) if reply else answer

    async def handle_signal(self, input: HandleSignalInput) -> None:  # noqa: A002
        """Nobody proves a signal before it is written down: what others than the engine send is not heard."""
        is_known = input.signal in (names.LOOK_AGAIN, names.RENEW)
        if is_known and (not changes.has(NUDGED) or self._nudges.is_new(input.args)):
            input.args = []
            await super().handle_signal(input)
        elif changes.has(WEIGHED):
            renewal.count(OF_A_SIGNAL)


def _is_money_again(said: Said[Any], message: str) -> bool:
    """Its key says which money it is, the rest may be another; unweighed, it is no longer than a payment."""
    return message == names.PAY and len(said.raw) <= OF_HEADERS


def _require_bare(input: HandleUpdateInput) -> None:  # noqa: A002 (the SDK's name)
    """Nobody has signed headers, or counts them, and they are written down.  Raises `TooMuch`."""
    if sum(header.ByteSize() for header in input.headers.values()) > OF_HEADERS:
        raise TooMuch(f"{input.update}：附带的标头超过 {OF_HEADERS} 字节，请不附带标头重新提交")


def _plain(args: Sequence[Any]) -> tuple[list[Any], Said[Any] | None]:
    """The arguments without the word.

    One that says nothing is none: its handler has a place (`_`) without which the SDK would drop the word.
    """
    if not args:
        return [], None
    says, said = opened(args[0])
    return [] if said and isinstance(says, Nothing) else [says, *args[1:]], said


def _answering(said: Said[Any] | None) -> str:
    """For which key the answer is, also where that is a failure."""
    claims = said and said.claims
    reply = claims.reply if claims else ""
    ANSWERED.set(reply)
    return reply


def _admit(said: Said[Any] | None, *, message: str, command: str | None) -> None:
    """Let a proved word of somebody who may say it through.  Raises `NotProven`, `NotAllowed`."""
    info = workflow.info()
    if said is None:
        raise NotProven(f"{message}: it is not signed; use the SDK, which signs")
    prove = cast("Callable[..., Claims]", workflow.extern_functions()[PROVE])
    to = purpose(info.namespace, info.workflow_id, message)
    claims = prove(said.word, digest=said.digest, to=to, command=command)
    relations.require(
        Standpoint(claims.speaker, claims.signed_in),
        said.says,
        workflow=info.workflow_type,
        message=message,
        run=workflow.instance(),
    )
    cast("Callable[[Claims], None]", workflow.extern_functions()[ORDERED])(claims)
    _SPOKEN.set(_of(said, message))


def _of(said: Said[Any] | None, message: str) -> Spoken:
    claims = said and said.claims
    if said is None or not isinstance(claims, Claims):
        return Spoken()
    to = purpose(workflow.info().namespace, workflow.info().workflow_id, message)
    heard = claims.within(workflow.now())
    evidence = Evidence(word=said.word, digest=said.digest, to=to, heard=heard)
    return Spoken(
        person=claims.speaker.person,
        speaker=claims.speaker,
        over=claims.over,
        mark=said.mark,
        evidence=evidence,
        signed_in=claims.signed_in,
        size=len(said.raw) + len(said.word),
    )


async def _prove_start(said: Said[Any] | None) -> None:
    """A run that nobody may have started ends with its first step."""
    kind, shown = workflow.info().workflow_type, start_evidence(said)
    if said is None or shown is None:
        if changes.has(SIGNED):
            raise NotProven(f"{kind}: it is not signed; use the SDK, which signs")
        return
    proof = await calls.enquiry(Gatekeeper.prove, shown, summary="核验身份")
    if isinstance(proof, Unproved):
        raise NotProven(f"{kind}: {proof.says}")
    stands = Standpoint(proof.speaker, proof.signed_in)
    relations.require(stands, said.says, workflow=kind, message=kind, run=workflow.instance())
