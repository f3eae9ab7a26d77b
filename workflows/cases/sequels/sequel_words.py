"""What is said to a sequel, and asked of it: one handler for each word, as Temporal wants them."""

from typing import Final

from temporalio import workflow

from activities.cases.arrivals import Returned
from activities.cases.notices import Batch, Notices
from activities.cases.sequels.enclosures import SequelPapers
from activities.cases.sequels.sequels import SequelOffice
from activities.ledger.cases.services import Service
from activities.officers.docket import CaseTasks, Docket
from client import names
from client.messages.cases.sequel import (
    ConcludeSequel,
    MendSequel,
    SequelProgress,
    SequelState,
    SequelWord,
)
from client.messages.officers.commands import Amendment, Amends, ServeDecision
from client.trust.actor import Role
from workflows import calls
from workflows.cases.admissibility import failure, require_signed
from workflows.cases.sequels import calendar_amendments, conclusions, duties, letters, service
from workflows.cases.sequels.carried_sequel import KEPT, CarriedSequel
from workflows.cases.sequels.sequel_file import SequelProposal
from workflows.retried import Retried
from workflows.troubles import Troubles
from workflows.trust import gate, supervisors

ABANDON: Final = workflow.HandlerUnfinishedPolicy.ABANDON
"""A run that was taken back goes on in another one while its words wait for that: that one knows what was
answered, and whoever was not asks it again.
"""


class SequelWords(Retried):
    """A sequel, as far as officers and whoever has the licence speak to it."""

    def __init__(self, known: CarriedSequel) -> None:
        self._known, self._file, self.renewal = known, known.file, known.renewal
        self.troubles = Troubles()

    @workflow.update(name=names.RECEIPT, unfinished_policy=ABANDON)
    async def receipt(self, department: str) -> SequelProgress:  # noqa: ARG002 (whose it is)
        """Whether it has begun; waits until that is known."""
        await workflow.wait_condition(lambda: self._file.has_begun)
        if isinstance(self._file.opened, Returned):
            raise failure(self._file.opened)
        return self._shown()

    @receipt.validator
    def may_be_told(self, department: str) -> None:
        """Its department's officers, and the platform at which it was applied for."""

    @workflow.query(name=names.SHEET)
    def sheet(self, item: str) -> SequelProgress:  # noqa: ARG002 (by whose department it is read)
        """As officers see it, and as whoever has applied for it does."""
        return self._shown()

    @workflow.update(name=names.CONCLUDE, unfinished_policy=ABANDON)
    async def conclude(self, command: ConcludeSequel) -> SequelProgress:
        """An officer says what is to become of it; where two must, the first one proposes."""
        file = self._file
        await self._until_recalled()
        if command.word in conclusions.BEFORE:
            return await self._receive(command)
        if not conclusions.is_enough(command, file):
            spoken = gate.spoken()
            file.proposal = SequelProposal(command, spoken.person, spoken.mark)
            await self._keep_word()
            return file.progress()
        first = file.proposal.says if file.proposal and file.proposal.says.word is command.word else command
        file.officers = tuple(dict.fromkeys((first.officer, command.officer)))
        if file.state is SequelState.RECEIVED and command.word in conclusions.JUDGED:
            file.accept(file.today)
        file.decision, file.objection = first, None
        await workflow.wait_condition(lambda: file.decision is None or file.state is SequelState.KEPT)
        await self._keep_word()
        if file.objection:
            raise failure(file.objection)
        return file.progress()

    @conclude.validator
    def may_conclude(self, command: ConcludeSequel) -> None:
        conclusions.require(command, self._file)

    @workflow.update(name=names.MEND, unfinished_policy=ABANDON)
    async def mend(self, word: MendSequel) -> SequelProgress:
        """The holder mends his application: on that day it is accepted."""
        file = self._file
        await self._until_recalled()
        if word.papers:
            await self._keep(word)
        file.answer = word.says
        file.accept(file.today)
        await self._tell(letters.of_receipt(file))
        await self._keep_word()
        return file.progress_of_applicant()

    @mend.validator
    def may_mend(self, word: MendSequel) -> None:
        conclusions.require_mending(word, self._file)

    @workflow.update(name=names.SERVE, unfinished_policy=ABANDON)
    async def serve(self, command: ServeDecision) -> SequelProgress:
        """What was decided was served: remedies are reckoned from then on."""
        file = self._file
        await self._until_recalled()
        way = next(way for way in file.law.ways if way.code == command.mode)
        served_on, key = way.served_on(command.on), conclusions.meant(command, file)
        served = Service(key=key, mode=way.code, served_on=served_on, witness=command.witness)
        await calls.own(Notices.serve, served, summary="送达登记")
        before = file.day_of(key)
        if before is None or served_on < before:  # nobody is served twice
            file.services[key] = served
        if key == file.asked_key and file.state is SequelState.MENDING:
            file.answer_by = conclusions.answer_by(file)
        await self._keep_word()
        return file.progress()

    @serve.validator
    def may_serve(self, command: ServeDecision) -> None:
        conclusions.require_service(command, self._file)

    @workflow.update(name=names.AMEND_CALENDAR, unfinished_policy=ABANDON)
    async def amend_calendar(self, amendment: Amendment) -> Amends:
        """Working days are changed, and no time that runs gets shorter, when two supervisors order it."""
        file = self._file
        await self._until_recalled()
        if not await supervisors.have_ordered(amendment):
            return Amends(waits=True)
        if file.is_open and amendment.number not in file.amended:
            says = calendar_amendments.carry_out(amendment, file)
            if says:
                await calls.own(Notices.tell, Batch(notices=(service.inform(says, file),)), summary="告知")
            await self._keep_word()
        return Amends()

    @amend_calendar.validator
    def may_amend(self, amendment: Amendment) -> None:
        require_signed(amendment)
        conclusions.require_open(self._file)

    def _shown(self) -> SequelProgress:
        speaker = gate.spoken().speaker
        applied = speaker is not None and speaker.role is Role.PLATFORM
        return self._file.progress_of_applicant() if applied else self._file.progress()

    async def _receive(self, command: ConcludeSequel) -> SequelProgress:
        """Accept the application, or tell all that is to be mended."""
        file = self._file
        if command.word is SequelWord.ASK:
            file.ask(command.reasons)
            file.answer_by = conclusions.answer_by(file)
        else:
            file.accept(file.today)
        await self._tell(letters.of_receipt(file))
        if command.word is SequelWord.ASK:
            file.asked_key = file.key
            file.answer_by = conclusions.answer_by(file)  # it may have arrived later than it was written
        await self._keep_word()
        return file.progress()

    async def _until_recalled(self) -> None:
        """Nothing is done by what a run that was taken back still knows."""
        if self.renewal.was_reset:
            await workflow.wait_condition(lambda: not self.renewal.was_reset)

    async def _keep_word(self) -> None:
        """Whoever is answered can rely on it: it is on file before."""
        if workflow.patched(KEPT):
            await self._show()

    async def _show(self) -> None:
        """In the inbox of its department; and all that is known of it, on file."""
        tasks, kept = duties.tasks(self._file), self._known.kept(self.renewal)
        shown = CaseTasks(case=self._file.id, tasks=tasks, sequel=kept)
        await calls.own(Docket.keep, shown, summary="待办登记")

    async def _keep(self, word: MendSequel) -> None:
        """What is handed in with it.  Raises the failure of what cannot be read: nothing is mended then."""
        file = self._file
        sent = SequelPapers(order=file.order, mended=word)
        kept = await calls.own(SequelOffice.keep_mended, sent, summary="登记补正材料")
        if isinstance(kept, Returned):
            raise failure(kept)
        file.mended = (*file.mended, *kept.papers)

    async def _tell(self, says: str, *, others: bool = False) -> None:
        """Whoever it concerns besides is told what is decided; of receipt, he is not."""
        file = self._file
        told = Batch(notices=service.tell_all(says, file) if others else (service.tell(says, file),))
        self._file.note_delivered(await calls.own(Notices.tell, told, summary="告知"))
