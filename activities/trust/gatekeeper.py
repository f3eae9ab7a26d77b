"""The gatekeeper: proves words against the directory, live for updates and queries, on record for starts."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal, Protocol, Self

from pydantic import Field
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

from activities import log_lines
from activities.errors import Erased
from activities.ledger import Ledger
from activities.trust.notary import ATTEST, Notary
from activities.trust.spent_words import SpentWords
from activities.trust.warrants import Warrants
from client.errors import NotProven, TooLate
from client.messages.message import Message
from client.trust.actor import ActorKey, Directory, Role, Speaker
from client.trust.identity import Identity
from client.trust.proof import prove
from client.trust.refusal import QUESTION
from client.trust.said import LIFE, Answered, Claims
from client.trust.signatory import require_run

PROVE: Final = "prove"
"""By which workflow code finds the gatekeeper outside its sandbox."""

ORDERED: Final = "ordered"
"""By which it finds who knows what the engine was ordered."""

PERSON: Final = "person"
"""By which it finds whose account it is."""

READER: Final = "reader"
"""By which it finds the key for which a department is written to."""


class Evidence(Message):
    """A word that is on record: what is signed, the digest of what came with it, and for what.

    `command` is the one that it must have been said with, if that is known; `at` when it was said, if that is
    over since; `heard` when the gate let it in: a step that comes later, the ledger having been away, or a
    key having been revoked since, takes nothing of what was said in time. `first` is the run that the server
    has begun with it, which this one is, unless it was reset.
    """

    word: str
    digest: str
    to: str
    command: str | None = None
    at: datetime | None = None
    heard: datetime | None = None
    first: str = ""

    def proved(self, *, at: datetime, directory: Directory) -> Claims:
        """What it claims, as of an instant.  Raises `NotProven`."""
        return prove(
            self.word, digest=self.digest, to=self.to, command=self.command, at=at, directory=directory
        )


class Proved(Message):
    """By whom it is, and over which digest, where it confirms something.

    `signed_in` is the mark of whoever is signed in there; nobody has looked, where that is none.
    """

    kind: Literal["proved"] = "proved"
    speaker: Speaker
    over: str = ""
    signed_in: str | None = None


class Unproved(Message):
    """Why it counts for nothing."""

    kind: Literal["unproved"] = "unproved"
    says: str


Proof = Annotated[Proved | Unproved, Field(discriminator="kind")]


class DeskDirectory(Directory, Protocol):
    """A directory that knows by which keys departments answer."""

    def of_department(self, department: str) -> tuple[ActorKey, ...]:
        """All of one."""
        ...

    def reader(self, department: str) -> str:
        """The key for which it is written to, if there is one."""
        ...

    def person(self, department: str, account: str) -> str:
        """Whose account it is among its officers; nobody's, if it is none."""
        ...


class Gatekeeper(Interceptor):
    """Stands beside the engine's own worker."""

    def __init__(
        self,
        directory: DeskDirectory,
        notary: Notary | None = None,
        warrants: Warrants | None = None,
        spent: SpentWords | None = None,
    ) -> None:
        """Without `warrants` nothing counts that is said in the engine's own name."""
        self._directory = directory
        self._notary = notary
        self._warrants = warrants
        self._spent = spent

    @classmethod
    def over(
        cls, ledger: Ledger, directory: DeskDirectory, own: Identity | None, seal: Callable[[str], str]
    ) -> Self:
        """With all that the ledger knows; nothing is attested without the engine's `own` identity."""
        notary = Notary(ledger, directory, own, seal)
        return cls(directory, notary, Warrants(ledger), SpentWords(ledger))

    @activity.defn
    def prove(self, evidence: Evidence) -> Proof:
        """Who has started a run: judged once, by its start, and kept in its history.

        A word that changes something is heard by one run, whoever begins another one with it.
        """
        proof, about = self.examine(evidence), activity.info()
        begun = evidence.at or datetime.now(UTC)
        if self._spent and isinstance(proof, Proved):
            kind, run = about.workflow_type or "", about.workflow_run_id or ""
            if why := self._spent.refuse(
                evidence.word, kind=kind, run=run, begun=begun, first=evidence.first
            ):
                return Unproved(says=why)
        return proof

    def examine(self, evidence: Evidence | None, *, life: int | None = LIFE) -> Proof:
        """The same, for steps that take the word themselves; `life` is the longest in seconds, if any is."""
        if evidence is None:
            return Unproved(says="it is not signed; use the SDK, which signs")
        try:
            at = evidence.at or evidence.heard or datetime.now(UTC)
            claims = evidence.proved(at=at, directory=self._directory)
            _require_short(claims, life)
        except NotProven as unproved:
            return Unproved(says=str(unproved))
        return Proved(speaker=claims.speaker, over=claims.over, signed_in=claims.signed_in)

    def desk_keys(self, departments: Iterable[str]) -> tuple[ActorKey, ...]:
        """By which these departments answer, each of them once."""
        return tuple(
            key for code in dict.fromkeys(departments) for key in self._directory.of_department(code)
        )

    def intercept_activity(
        self,
        next: ActivityInboundInterceptor,  # noqa: A002 (the SDK's name)
    ) -> ActivityInboundInterceptor:
        """Nobody calls a step past the runs, and so past the gate."""
        return _OfRuns(next)

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002 (the SDK's name)
    ) -> type[WorkflowInboundInterceptor] | None:
        """Be at hand for the gate, which is in every run."""
        input.unsafe_extern_functions[PROVE] = self._prove_now
        input.unsafe_extern_functions[ORDERED] = self._require_ordered
        input.unsafe_extern_functions[READER] = self._directory.reader
        input.unsafe_extern_functions[PERSON] = self._directory.person
        if self._notary:
            input.unsafe_extern_functions[ATTEST] = self._notary.attest
        return None

    def _prove_now(self, word: str, *, digest: str, to: str, command: str | None) -> Claims:
        """By the clock of the wall: what a run's own says may be long ago, and a replay asks nobody."""
        now = datetime.now(UTC)
        claims = prove(word, digest=digest, to=to, command=command, at=now, directory=self._directory)
        _require_short(claims, LIFE)
        return claims

    def _require_ordered(self, claims: Claims) -> None:
        """That a proved word, if it is in the engine's own name, is what a person has ordered."""
        if claims.speaker.role is not Role.ENGINE:
            return
        if self._warrants is None:
            raise NotProven("nobody here knows what the engine was ordered; ask a worker with the ledger")
        self._warrants.require(claims)


def _require_short(claims: Claims, life: int | None) -> None:
    """Else whoever gets hold of a word says it when it suits him.  Raises `NotProven`."""
    if life is not None and claims.exp - claims.iat > life:
        raise NotProven(f"the word counts for longer than {life} seconds; sign each when it is said")


class _OfRuns(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002 (the SDK's name)
        require_run()
        log_lines.note_item(next(iter(input.args), None))
        try:
            answer = await super().execute_activity(input)
        except Erased as erased:  # which no retry brings back
            raise ApplicationError(
                str(erased),
                type=TooLate.__name__,
                non_retryable=True,
                category=ApplicationErrorCategory.BENIGN,
            ) from None
        question = input.headers.get(QUESTION)
        return Answered(answer, question.data) if question else answer
