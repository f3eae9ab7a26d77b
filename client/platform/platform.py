"""The platform's side: submit a case, follow it, take it back."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from temporalio.client import WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from .. import names
from ..errors import CaseNotFound, DifferentSubmission, InvalidForm, TooLate, UnknownOneMatter
from ..messages.cases.receipt import Receipt
from ..messages.cases.submission import Submission, likeness
from ..messages.enquiries.catalogue import Catalogue, OneMatterEntry
from ..messages.grants.offers import (
    ANY,
    Act,
    Confirmation,
    Declining,
    Objection,
    Offer,
    Reply,
    Standing,
    Wish,
    digest,
)
from ..messages.grants.publicity import PublicList
from ..messages.message import Nothing
from ..transport.connection import connect, plugin
from ..transport.engine_line import PATIENCE, EngineLine
from ..transport.reading import look_at
from ..transport.ring_of_keys import KeyRing
from ..trust.identity import Identities, Identity
from ..trust.key_pair import EngineKey
from ..trust.sign_in import SignIns
from .case import Case
from .grants import Grants
from .papers import faults
from .receipts import awaited
from .uploads import Uploads


class Platform(Uploads):
    """A connection to the engine. It may be shared by any number of coroutines."""

    def __init__(self, line: EngineLine, keys: KeyRing | EngineKey) -> None:
        super().__init__(line)
        self._keys = keys
        self._entries: tuple[OneMatterEntry, ...] = ()
        self._divisions: dict[str, str] = {}

    @property
    def _grants(self) -> Grants:
        return Grants(self._line, self._keys)

    @classmethod
    async def connect(
        cls,
        address: str | None = None,
        *,
        namespace: str | None = None,
        keys: KeyRing | EngineKey | None = None,
        identities: Identities | None = None,
        earlier: Sequence[Identity] = (),
        sign_ins: SignIns | None = None,
        patience: timedelta = PATIENCE,
    ) -> "Platform":
        """Connect to the engine at `address` (`host:port`).

        What is not given comes from the environment: `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE` and
        the other variables of Temporal (TLS, API key), `ONEMATTER_KEYS` for the payload keys (who has none
        gives `EngineKey.load()`, and reads what is sealed for its identity),
        `ONEMATTER_IDENTITY` for the file by which everything is signed that is said here; the outcome of what
        was filed with an `earlier` one is still read. `sign_ins` finds
        what the identity service has signed about whoever is signed in (else `ONEMATTER_SIGN_IN` has it).
        `patience` bounds every call that needs an answer of the engine at once.
        Raises `EngineUnreachable`, `WrongKey`.
        """
        ring = keys or KeyRing.load()
        client = await connect(plugin(ring), address=address, namespace=namespace)
        line = EngineLine(client, patience, identities, sign_ins)
        for one in earlier:
            line.reads(one)
        return cls(line, ring)

    async def one_matters(self) -> tuple[OneMatterEntry, ...]:
        """The one-matters that can be applied for, each with the JSON Schema of its form.

        Raises `NoWorker`, `NoAnswer`, `EngineUnreachable`, `WrongKey`.
        """
        by = self._speaker if self._line.is_outside else None  # anybody may ask; it is answered for a key
        found = await self._line.ask(names.CATALOGUE, Catalogue, by=by)
        self._entries, self._divisions = found.one_matters, found.divisions
        return self._entries

    async def submit(self, submission: Submission) -> "Case":
        """File an application; the answer, with a receipt or with findings, comes at once.

        The same submission again, from wherever and however often, is the same case.
        Raises `InvalidForm`, `UnknownOneMatter`, `DifferentSubmission` (nothing is left behind), or
        an error of the `Again` branch: then call again with the same submission. Of these, `AnswerPending`
        tells when it was received.
        """
        if wrong := faults(submission):
            raise InvalidForm(wrong)
        entry = await self._entry(submission)
        receipt = await self._receipt(submission, entry, likeness(submission))
        if not receipt.is_of(submission):
            raise DifferentSubmission(
                f"submission {submission.id} is already a case, received {receipt.received_at:%F %R} "
                "UTC with other content; give a new application a new id"
            )
        return Case(self._line, receipt)

    async def offers(self, beneficiary: str) -> tuple[Offer, ...]:
        """What somebody is offered unasked, and has been granted, also for a child or a hire.

        By the key of the register.
        """
        return await self._grants.offers(beneficiary)

    async def confirm(self, offer: Offer, *, commits: bool = False) -> Standing:
        """Who is paid wants it, and lets the data be used (一键确认).  Raises `NotPossible`.

        It is said by whom the offer was told to, as `reply` and `decline`: somebody whom the platform has
        authenticated.

        With `commits` it has read and promised what `offer.commits` says; where that says something, it must.
        """
        promised = digest(offer.commits) if commits else ""
        return await self._act(offer, Confirmation(commitment=promised))

    async def decline(self, offer: Offer) -> Standing:
        """The beneficiary does not want this one.  Raises `NotPossible`."""
        return await self._act(offer, Declining())

    async def reply(self, offer: Offer, value: str, *, by: str = "") -> Standing:
        """Give the one datum that `offer.asks`, or another account.  Raises `NotPossible`.

        `by` is who says it, where that is another than the one who was told: a parent, for a child that has
        no guardian yet.
        """
        return await self._act(offer, Reply(value=value), by=by)

    async def _act(self, offer: Offer, act: Act, *, by: str = "") -> Standing:
        party = by or offer.told_to or None
        return await self._grants.act(offer.reference, act, handle=offer.handle, party=party)

    async def publicity(self, policy: str, period: str) -> PublicList:
        """The public list (公示名单): grants to which objections are heard today.  Raises `NotPossible`."""
        return await self._grants.publicity(policy, period)

    async def object(self, number: str, grounds: str, *, by: str = "", key: str | None = None) -> Standing:
        """Object to a grant, one's own by its reference or anybody's by its number on a public list.

        By a reference objects whoever is signed in here: its beneficiary, or `by` who is paid for him.
        Raises `NotPossible`, `NotAllowed`.
        """
        key = key or str(uuid4())
        return await self._grants.object(number, Objection(id=key, grounds=grounds), key=key, by=by)

    async def opt_out(self, beneficiary: str, *, policy: str = ANY, period: str = ANY) -> int:
        """Want nothing unasked: of one policy or any, once or for ever; tells how many open grants ended."""
        return await self._grants.wish(Wish(beneficiary=beneficiary, policy=policy, period=period))

    async def opt_in(self, beneficiary: str, *, policy: str = ANY, period: str = ANY) -> int:
        """Take that back; tells how many grants are offered again."""
        wish = Wish(beneficiary=beneficiary, policy=policy, period=period, wanted=True)
        return await self._grants.wish(wish)

    async def case(self, submission: UUID, *, by: str = "") -> "Case":
        """The case of an earlier submission.  Raises `CaseNotFound`, `AnswerPending`.

        What the engine has filed itself, such as a claim, is told to whom it is about (`by`, by the key of
        the registers), where he is signed in. Raises `NotAllowed`.
        """
        run, speaker = names.case_id(submission), self._speaker

        async def known() -> Receipt | None:
            kind: type[Receipt | None] = Receipt | None  # type: ignore[assignment]
            return await look_at(self._line, submission, names.RECEIPT, kind, by=speaker, of=by)

        receipt: Receipt | None
        try:
            async with awaited(self._line, submission):
                if not (receipt := await known()):  # not received yet, so wait for it
                    command = str(uuid4())
                    receipt = await self._line.tell(
                        run, names.RECEIPT, Nothing(), Receipt, by=speaker, command=command, of=by
                    )
        except TooLate:  # it has ended meanwhile; without one, if the submission could not be read
            async with awaited(self._line, submission):
                receipt = await known()
            if not receipt:
                raise CaseNotFound(f"办件 {submission}：该标识下没有受理过申请，请核对标识") from None
        return Case(self._line, receipt, by=by)

    async def _entry(self, submission: Submission) -> OneMatterEntry:
        """Ask the engine again before saying no: it may have learnt a one-matter meanwhile."""
        found = _find(self._entries, submission) or _find(await self.one_matters(), submission)
        if not found:
            known = ", ".join(f"{entry.code} ({entry.edition})" for entry in self._entries)
            raise UnknownOneMatter(
                f"no one-matter {submission.one_matter!r}"
                + (f" in edition {submission.edition!r}" if submission.edition else "")
                + f"; the engine knows: {known}"
            )
        return found

    async def _receipt(self, submission: Submission, entry: OneMatterEntry, mark: str) -> Receipt:
        run, speaker = names.case_id(submission.id), self._speaker
        region = self._divisions.get(submission.region, submission.region)
        # Equal submissions share one update, also when they come at once; but where files were missing, the
        # same may be in order now, and is not answered as it was.
        command = self._keys.seal(mark) if isinstance(self._keys, KeyRing) else self._line.mark(speaker, mark)
        if any(paper.document for paper in submission.papers):
            command = str(uuid4())
        starting: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
            names.CASE,
            self._line.said(speaker, submission, run=run, message=names.CASE, command=run),
            id=run,
            task_queue=names.QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            # An unreadable submission fails its run, so its mended form may use the id again.
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
            static_summary=f"{entry.name} · {region}",
        )
        waits = self._line.said(speaker, Nothing(), run=run, message=names.RECEIPT, command=command)
        try:
            async with awaited(self._line, submission.id):
                raw = await self._line.begin(starting, names.RECEIPT, waits, command=command)
                return self._line.read(raw, Receipt)
        except WorkflowAlreadyStartedError:
            return (await self.case(submission.id)).receipt
        except TooLate:  # the run has ended and not heard it: this says why, if nothing of it could be read
            async with awaited(self._line, submission.id):
                await self._line.client.get_workflow_handle(run).result()
            return (await self.case(submission.id)).receipt


def _find(entries: tuple[OneMatterEntry, ...], submission: Submission) -> OneMatterEntry | None:
    editions = (entry for entry in entries if entry.code == submission.one_matter)
    named = [entry for entry in editions if submission.edition in {None, entry.edition}]
    return named[-1] if named else None
