"""A case as its platform sees it."""

from collections.abc import AsyncGenerator
from typing import Any
from uuid import UUID, uuid4

from temporalio.client import WorkflowHandle

from .. import names
from ..errors import InvalidForm
from ..evidence.archive import packed
from ..messages.cases.correction import Supplement, Supplemented
from ..messages.cases.evidence import CaseBundle
from ..messages.cases.progress import AskFor, Chosen, OnRefusal, Outcome, Progress, Receipt, Reckonings
from ..messages.cases.submission import Withdrawal
from ..messages.message import Message
from ..transport.engine_line import NOTHING, EngineLine, ToldT, translated
from ..trust.actor import Role
from ..trust.identity import Identity
from .papers import faults


class Case:
    """A submitted application. `receipt` is what the engine answered when it came in."""

    def __init__(self, line: EngineLine, receipt: Receipt) -> None:
        self.receipt = receipt
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

        Raises `NoWorker`, `NoAnswer`, `EngineUnreachable`; `CaseNotFound` once the server has forgotten it.
        """
        return await self._look(names.PROGRESS, Progress)

    async def watch(self) -> AsyncGenerator[Progress]:
        """The progress now and after every change, until the case is closed.

        Waits for the server's word, so nothing is polled and nothing written to the history.
        Raises as `progress` does.
        """
        seen: Progress | None = None
        events = self._handle.fetch_history_events(wait_new_event=True)
        while seen is None or seen.outcome is None:
            with translated(f"case {self.id}"):
                await events.fetch_next_page()
            progress = await self.progress()
            if progress != seen:
                yield progress
            seen = progress
            if not events.next_page_token and progress.outcome is None:
                await self.outcome()  # the run has ended otherwise: this says how

    async def outcome(self) -> Outcome:
        """Wait for the end of the case, however far off, and tell how it ended."""
        self._line.reads(self._speaker)
        with translated(f"case {self.id}"):
            return await self._handle.result()

    async def withdraw(self, reason: str, *, command: UUID | None = None) -> None:
        """Take the application back as long as something is undecided; what is granted is kept or undone.

        Returns when the engine has taken the word; `outcome` tells when all departments have. The same
        `command` again is carried out once. Raises `TooLate` when everything is decided, else as `progress`.
        """
        await self._tell(names.WITHDRAW, Withdrawal(reason=reason), NOTHING, command)

    async def supplement(self, supplement: Supplement, *, command: UUID | None = None) -> Supplemented:
        """Mend what the correction notices in `progress` ask for; what comes back is still to be mended.

        The same `command` again is carried out once. Raises `InvalidForm` (nothing has changed), `NotAsked`,
        `TooLate`, else as `progress` does.
        """
        if wrong := faults(supplement):
            raise InvalidForm(wrong)
        return await self._tell(names.SUPPLEMENT, supplement, Supplemented, command)

    async def choose(self, choice: OnRefusal, *, command: UUID | None = None) -> None:
        """Go on after a refusal, or withdraw the rest; the same `command` again is carried out once.

        Raises `NotAsked`, else as `progress` does.
        """
        await self._tell(names.CHOOSE, Chosen(choice=choice), NOTHING, command)

    async def ask_for(
        self, item: str, procedure: str, says: str = "", *, command: UUID | None = None
    ) -> None:
        """Ask for what the applicant has a right to, such as a hearing of which he was told.

        Raises `NotPending` where nothing is to be asked for, `DayPassed` once the right has lapsed.
        """
        asked = AskFor(item=item, procedure=procedure, says=says)
        await self._tell(names.ASK_FOR, asked, NOTHING, command)

    async def bundle(self) -> bytes:
        """The case as evidence: a zip that anybody can check offline, by the `verify.py` in it.

        Raises as `progress` does.
        """
        async with self._line.patiently(f"case {self.id}"):
            run = self._handle.id
            told = await self._line.look(run, names.BUNDLE, CaseBundle, by=self._speaker, about="")
        return packed(told)

    async def explain(self) -> Reckonings:
        """How every deadline comes about, day by day.  Raises as `progress` does."""
        return await self._look(names.EXPLAIN, Reckonings)

    async def _tell(self, update: str, says: Message, answer: type[ToldT], command: UUID | None) -> ToldT:
        async with self._line.patiently(f"case {self.id}"):
            return await self._line.tell(
                self._handle.id, update, says, answer, by=self._speaker, command=str(command or uuid4())
            )

    async def _look(self, query: str, answer: type[ToldT]) -> ToldT:
        async with self._line.patiently(f"case {self.id}"):
            return await self._line.look(self._handle.id, query, answer, by=self._speaker)

    @property
    def _speaker(self) -> Identity:
        return self._line.identities.of(Role.PLATFORM)
