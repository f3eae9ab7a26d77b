"""A case as its platform sees it."""

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHandle

from .. import names
from ..errors import CaseNotFound, InvalidForm, NotPossible, NotProven, Terminated, WrongKey
from ..evidence.archive import packed
from ..evidence.printer import printed
from ..messages.cases.choice import Chosen, OnRefusal
from ..messages.cases.correction import Supplement, Supplemented
from ..messages.cases.evidence import CaseBundle
from ..messages.cases.explanation import Reckonings
from ..messages.cases.progress import AskFor, Outcome, Progress
from ..messages.cases.rating import Rated, Rating
from ..messages.cases.receipt import Receipt
from ..messages.cases.sequel import APPLICANT, BeginSequel, MendSequel, SequelProgress
from ..messages.cases.submission import Paper, PersonWord, ServiceConsent, Withdrawal
from ..transport import proceedings
from ..transport.arguments import Checked
from ..transport.engine_line import NOTHING, EngineLine, ToldT
from ..transport.reading import look_at, told_at_last
from ..transport.repeats import until_somebody_answers
from ..trust.actor import Role
from ..trust.identity import Identity
from .papers import faults, unreadable

RENEWAL, CHANGE = "renewal", "change"


class Case(Checked):
    """A submitted application. `receipt` is what the engine answered when it came in."""

    def __init__(self, line: EngineLine, receipt: Receipt, *, by: str = "") -> None:
        """`by` is who is signed in here and reads it, where the platform has not filed it itself."""
        self.receipt = receipt
        self._by = by
        self._line = line
        self._handle: WorkflowHandle[Any, Outcome] = line.client.get_workflow_handle(
            names.case_id(receipt.case), result_type=Outcome
        )

    @property
    def id(self) -> UUID:
        """The id of its submission."""
        return self.receipt.case

    async def progress(self) -> Progress:
        """Where the case stands now, and every item of it.

        Raises `NoWorker`, `NoAnswer`, `EngineUnreachable`; `CaseNotFound` once what is told of it was erased.
        """
        return await self._look(names.PROGRESS, Progress)

    async def watch(self) -> AsyncGenerator[Progress]:
        """The progress now and after every change, until the case is closed.

        Waits for the server's word, so nothing is polled and nothing written to the history. Waits out a
        server, worker or ledger that is away, from its first look on. Raises `CaseNotFound`, `NotAllowed`.
        """
        seen: Progress | None = None
        events = self._handle.fetch_history_events(wait_new_event=True)
        while seen is None or seen.outcome is None:
            with suppress(CaseNotFound):  # it is over, long ago
                await told_at_last(self._line, f"case {self.id}", events.fetch_next_page)
            progress = await until_somebody_answers(f"case {self.id}", self.progress)
            if progress != seen:
                yield progress
            seen = progress
            if not events.next_page_token and progress.outcome is None:
                if not _goes_on(events.current_page or ()):
                    await self.outcome()  # the run has ended otherwise: this says how
                events = self._handle.fetch_history_events(wait_new_event=True)

    async def outcome(self) -> Outcome:
        """Wait for the end of the case, however far off, as `watch` does, and tell how it ended."""
        self._line.reads(self._speaker)
        # Its end is sealed for the key by which it was filed, if any: whoever has another one since, asks.
        # Of a case that was received, a run that is not signed, or fails, is another's: nothing came of it.
        with suppress(CaseNotFound, NotProven, WrongKey):
            try:
                return await told_at_last(self._line, f"case {self.id}", self._handle.result)
            except Terminated:
                if (await self.progress()).outcome is None:
                    raise
        return await self._look(names.OUTCOME, Outcome)

    async def withdraw(self, reason: str, *, by: str = "", command: UUID | None = None) -> None:
        """Take the application back as long as something is undecided; what is granted is kept or undone.

        As of all that is said of a case: it is the applicant's word, or, by identity number, somebody else's
        who is signed in here. Raises `NotAllowed` for an agent whose authorisation is over, and for anybody
        who may not apply.
        Returns when the engine has taken the word; `outcome` tells when all departments have. The same
        `command` again is carried out once. Raises `TooLate` when everything is decided, else as `progress`.
        """
        await self._tell(names.WITHDRAW, Withdrawal(reason=reason, by=by), NOTHING, command)

    async def supplement(self, supplement: Supplement, *, command: UUID | None = None) -> Supplemented:
        """Mend what the correction notices in `progress` ask for; what comes back is still to be mended.

        The same `command` again is carried out once. Raises `InvalidForm` (nothing has changed), `NotAsked`,
        `TooLate`, else as `progress` does.
        """
        if wrong := faults(supplement):
            raise InvalidForm(wrong)
        return await self._tell(names.SUPPLEMENT, supplement, Supplemented, command)

    async def choose(self, choice: OnRefusal, *, by: str = "", command: UUID | None = None) -> None:
        """Go on after a refusal, or withdraw the rest; the same `command` again is carried out once.

        Raises `NotAsked`, else as `progress` does.
        """
        await self._tell(names.CHOOSE, Chosen(choice=choice, by=by), NOTHING, command)

    async def ask_for(
        self, item: str, procedure: str, says: str = "", *, by: str = "", command: UUID | None = None
    ) -> None:
        """Ask for what the applicant has a right to, such as a hearing of which he was told.

        Raises `NotPending` where nothing is to be asked for, `DayPassed` once the right has lapsed.
        """
        asked = AskFor(item=item, procedure=procedure, says=says, by=by)
        await self._tell(names.ASK_FOR, asked, NOTHING, command)

    async def consent(self, *, electronic: bool, by: str = "", command: UUID | None = None) -> None:
        """The applicant agrees to be served electronically from now on, or does so no more.

        Once he agrees, what is on its way to him is served on that day; see `Submission.electronic_service`.
        Raises `TooLate` once the case is closed, else as `progress` does.
        """
        await self._tell(names.CONSENT, ServiceConsent(electronic=electronic, by=by), NOTHING, command)

    async def renew(
        self,
        item: str,
        *,
        says: str = "",
        papers: Sequence[Paper] = (),
        electronic_service: bool | None = None,
        id: UUID | None = None,  # noqa: A002
    ) -> SequelProgress:
        """Apply for another term of a licence that a closed case has given (延续); the same `id` once.

        `papers` are those that its law wants, each with a code of its own; they are no larger than those of a
        submission. `electronic_service` as there; not said, he is served as he was last in the case.
        Asked for in time, it counts as granted if nobody has decided when the licence ends.
        Raises `NotPending` while the case is open or where there is no licence, `DayPassed` too early and too
        late, `InvalidForm` for papers that cannot be read.
        """
        says = says or "申请延续"
        return await self._apply(RENEWAL, item, says, papers=papers, electronic=electronic_service, number=id)

    async def change(
        self,
        item: str,
        says: str,
        *,
        papers: Sequence[Paper] = (),
        electronic_service: bool | None = None,
        id: UUID | None = None,  # noqa: A002
    ) -> SequelProgress:
        """Apply for another content of a licence (变更): `says` what is to be changed; the same `id` once.

        Raises `Unreasoned` where nothing is said, else as `renew` does.
        """
        return await self._apply(CHANGE, item, says, papers=papers, electronic=electronic_service, number=id)

    async def _apply(
        self,
        sequel: str,
        item: str,
        says: str,
        *,
        papers: Sequence[Paper],
        electronic: bool | None,
        number: UUID | None,
    ) -> SequelProgress:
        order = BeginSequel(
            id=number or uuid4(),
            case=self.id,
            item=item,
            department=APPLICANT,
            officer="",
            sequel=sequel,
            on=datetime.now(UTC).date(),  # which the engine reckons itself
            reasons=(says,),
            papers=_readable(papers),
            electronic_service=electronic,
        )
        return await proceedings.begin(self._line, order, by=self._speaker)

    async def mend(
        self,
        id: UUID,  # noqa: A002
        says: str,
        *,
        papers: Sequence[Paper] = (),
    ) -> SequelProgress:
        """Answer what is to be mended of a renewal or a change (`renewal(id).wants`); it is accepted then.

        A paper of the same code takes the place of the one before. Raises `NotAsked` where nothing was asked
        for, `Unreasoned` where nothing is said, `InvalidForm` for papers that cannot be read.
        """
        mended = MendSequel(says=says, papers=_readable(papers))
        run = names.sequel_id(id)
        async with self._line.patiently(f"sequel {id}"):
            return await self._line.tell(
                run, names.MEND, mended, SequelProgress, by=self._speaker, command=str(uuid4())
            )

    async def renewal(self, id: UUID) -> SequelProgress:  # noqa: A002
        """How far a renewal is, or a change.  Raises as `progress` does."""
        return await proceedings.look_at(self._line, id, by=self._speaker, whose=APPLICANT)

    async def rate(self, item: str, stars: int, says: str = "") -> Rated:
        """How the applicant is satisfied with an item that is decided: five stars to one, and once.

        Whoever gives one or two is called back by the department. Nobody has to rate, nor may be led to.
        Raises `NotAsked` before it is decided, `TooLate` where another rating is on record, `UnknownItem`.
        """
        speaker = self._speaker
        said = Rating(platform=speaker.speaker.actor, case=self.id, item=item, stars=stars, says=says)
        return await self._line.ask(names.RATING, Rated, said, by=speaker)

    async def bundle(self) -> bytes:
        """The case as evidence: a zip that anybody can check offline, by the `verify.py` in it.

        Raises as `progress` does.
        """
        return packed(await self._bundle())

    async def explain(self) -> Reckonings:
        """How every deadline comes about, day by day.  Raises as `progress` does."""
        return await self._look(names.EXPLAIN, Reckonings)

    async def receipt_pdf(self) -> bytes:
        """The receipt as PDF/A, with a QR code that proves it offline (`onematter-client[pdf]`).

        `evidence.printer.check_code` reads that. Raises `WrongSettings` without the extra or a Chinese font,
        else as `progress`.
        """
        return await printed(await self.bundle(), leaf="receipt")

    async def licence_pdf(self, item: str) -> bytes:
        """What shows that an item was granted and gave a licence, as PDF/A with a QR code that proves it.

        Raises `NotPossible` where there is none, else as `receipt_pdf`.
        """
        return await printed(await self.bundle(), leaf=f"decision {item}")

    async def licence_credential(self, item: str) -> str:
        """The licence that an item gave as SD-JWT VC, for its holder, who shows of it what he likes.

        See `evidence.credential`: `presented` leaves claims out, `check` proves offline what is left. Raises
        `NotPossible` where there is none, else as `progress`.
        """
        for leaf in (await self._bundle()).leaves:
            if leaf.text and (read := json.loads(leaf.text))["name"] == f"credential {item}":
                return str(read["content"])
        raise NotPossible("没有可以出示的证照：该事项没有准予，或者没有证照；请先查看办件进度")

    async def _bundle(self) -> CaseBundle:
        by, of = self._speaker, self._by
        return await look_at(self._line, self.id, names.BUNDLE, CaseBundle, by=by, item="", of=of)

    async def _tell(self, update: str, says: PersonWord, answer: type[ToldT], command: UUID | None) -> ToldT:
        run, command = self._handle.id, command or uuid4()
        async with self._line.patiently(f"case {self.id}"):
            return await self._line.tell(
                run, update, says, answer, by=self._speaker, command=str(command), of=says.by or self._by
            )

    async def _look(self, query: str, answer: type[ToldT]) -> ToldT:
        return await look_at(self._line, self.id, query, answer, by=self._speaker, of=self._by)

    @property
    def _speaker(self) -> Identity:
        return self._line.identities.of(Role.PLATFORM)


def _goes_on(last: Sequence[HistoryEvent]) -> bool:
    """Whether the case goes on in another run."""
    return any(one.HasField("workflow_execution_continued_as_new_event_attributes") for one in last)


def _readable(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """They, as they are sent.  Raises `InvalidForm`."""
    if wrong := tuple(unreadable(papers)):
        raise InvalidForm(wrong)
    return tuple(papers)
