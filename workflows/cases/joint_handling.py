"""An accepted case at work: its items side by side, and what goes on between them and people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from temporalio import workflow

from activities.cases.arrivals import Received
from activities.cases.notices import Addressee, Batch, NoticeKind, Notices
from activities.officers.docket import CaseTasks, Docket
from client.messages.cases.progress import State
from matters.plan.plan import PlannedItem
from workflows import calls
from workflows.cases.bill import Bill
from workflows.cases.choice import Choices, LaterChoices
from workflows.cases.correction import Correction
from workflows.cases.deadlines import Deadlines
from workflows.cases.item_handling import ItemHandling
from workflows.cases.keepers import Keepers
from workflows.cases.outside.events import OutsideEvents
from workflows.cases.outside.rulings import Rulings
from workflows.cases.quota import allotment
from workflows.cases.records import accounts, prospects, service
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.records.progress import tasks
from workflows.cases.supplement import Supplements

IN_ONE_GO: Final = (State.WAITING, State.LODGED)
"""States of items that no person has in hand."""

MOMENT: Final = timedelta(seconds=10)
"""So long a decision may wait to be told with others; the case looks whenever anything happens."""


class JointHandling:
    """Everything of a case that runs side by side. All that it knows is in the file."""

    def __init__(self, file: CaseFile) -> None:
        self.file = file
        self._keepers = Keepers()
        self.correction = Correction(file, self._keepers)
        self.supplements = Supplements(file, self.correction, adopt=self.adopt)
        self.choices = Choices(file)
        self._questions = LaterChoices(file, self.supplements)
        self.bill = Bill(file)
        self._deadlines = Deadlines(file, self._keepers)
        self._running = False
        self._at_work = 0

    def go_on(self) -> None:
        """With whatever an earlier run has left under way."""
        self.correction.go_on()
        for item in self.file.items.values():
            if item.reasking:
                self._keepers.start(ItemHandling(item, self.file).reask())

    async def until_accepted(self) -> None:
        """Wait for what pre-review wants mended; until it is, no department is troubled."""
        self._keepers.start(self.correction.keep(), self._keep_telling(), self._keep_docket())
        await self._keepers.until(lambda: self._accepted_or_ended() and not self.file.mending.locked())
        await self._stop()

    def _accepted_or_ended(self) -> bool:
        file = self.file
        ended = file.correction.lapsed or file.withdrawal or file.terminated or file.not_accepted
        return bool(file.items or ended)

    async def run(self) -> None:
        """Set every department to work, and wait for all."""
        self._running = True
        self._keepers.start(
            self.correction.keep(),
            self.choices.keep(),
            self._questions.keep(),
            self.bill.keep(),
            self.bill.keep_refunding(),
            self._deadlines.keep(),
            OutsideEvents(self.file).keep(),
            Rulings(self.file, resume=self._resume).keep(),
            self._keep_docket(),
            self._keep_telling(),
            allotment.keep(self.file),
            *(self._take_to_its_end(item) for item in self.file.items.values() if not self._is_over(item)),
        )
        await self._keepers.until(self._all_done)
        await self._stop()

    def _is_over(self, item: ItemRecord) -> bool:
        return prospects.over(item, self.file)

    async def deliver(self) -> None:
        """Wait until every decision is served: its department sees to it, within its time."""
        rulings = Rulings(self.file, resume=None).keep()
        self._keepers.start(self._deadlines.keep(), rulings, self._keep_docket(), self._keep_telling())
        await self._keepers.until(lambda: not any(service.unserved(self.file)))
        await self._stop()

    async def undo(self) -> None:
        """After a withdrawal: take back what was granted, last things first, and give back the money."""
        for item in reversed(self.file.items.values()):
            await ItemHandling(item, self.file).undo()
        await allotment.settle(self.file)
        await self.bill.refund()

    def adopt(self, received: Received) -> None:
        """Follow a plan: the first one, or what a mended form has made of it.

        Items may join; those not started may change or go. A started one is never dropped silently:
        its department is told, and so is the applicant.
        """
        self.follow(received, self.adopt_item, because="补正")

    def follow(self, received: Received, adopt: Callable[[PlannedItem], None], *, because: str) -> None:
        """A plan, of which each item is taken over in its own way."""
        file, plan = self.file, received.plan
        file.plan = plan.model_copy(update={"calendar": file.plan.calendar})
        file.adopted_at = workflow.now()
        file.numbers |= {item.code: item.number for item in received.receipt.items}
        for planned in plan.items:
            adopt(planned)
        for told in received.receipt.items:
            if told.place:
                allotment.note(file.items[told.code], told.place, file)
        wanted = [planned.code for planned in plan.items]
        for code, item in file.items.items():
            if code not in wanted and not item.settled:
                item.moves_to = None
                item.drop(State.NOT_REQUIRED, because=f"{because}后不再需要")
                if item.started:
                    self._tell_dropped(item, because=because)

    def adopt_item(self, planned: PlannedItem) -> None:
        """One that joins, or changes with what the applicant says."""
        item = self.file.items.get(planned.code)
        if item and item.moves_to:
            item.moves_to = planned
        elif item is None or State.NOT_REQUIRED in {item.state, item.end}:
            self._join(planned, item)
        else:
            self.change(item, as_told(planned, item.planned), because="申请内容已补正")

    def change(self, item: ItemRecord, planned: PlannedItem, *, because: str) -> None:
        """Its department is asked again, if it has it in hand and is to be told something else."""
        changed = (item.planned.fields, item.planned.papers) != (planned.fields, planned.papers)
        at_work = item.started and not prospects.over(item, self.file) and item.state is not State.CORRECTION
        item.planned, item.doubts = planned, ()  # all facts have just been asked for the new plan
        if changed and at_work:
            item.again = because

    def _join(self, planned: PlannedItem, before: ItemRecord | None) -> ItemRecord:
        """Its department knows the keys of rounds before."""
        item = ItemRecord(planned=planned, round=before.round if before else 0)
        self.file.items[planned.code] = item
        if self._running:
            self._keepers.start(self._take_to_its_end(item))
        return item

    def _resume(self, item: ItemRecord) -> None:
        """One that could not begin, for what it needs had been refused; now that is granted."""
        says = f"{item.planned.name}：所依据的前置事项现已准予，恢复办理"
        self.file.tell(Addressee.APPLICANT, NoticeKind.SEQUEL, says, item=item.planned.code)
        self._join(item.planned, item)

    def _hand_on(self, item: ItemRecord) -> None:
        """To whom it moves by order, once the department before has let go; what that has decided stays."""
        planned, item.moves_to = item.moves_to, None
        if planned and item.state is State.NOT_REQUIRED:
            its = self._join(planned, item)
            its.clock, its.asked_for, its.waived = item.clock, item.asked_for, item.waived

    def _tell_dropped(self, item: ItemRecord, *, because: str) -> None:
        says = f"{item.planned.name}在{because}后不再需要，已告知{item.planned.department_name}"
        for addressee in (Addressee.APPLICANT, Addressee.DEPARTMENT):
            self.file.tell(addressee, NoticeKind.DROPPED, says, item=item.planned.code)

    async def _take_to_its_end(self, item: ItemRecord) -> None:
        self._at_work += 1
        await ItemHandling(item, self.file).handle()
        self._hand_on(item)
        self._at_work -= 1

    async def _stop(self) -> None:
        """Once everything is told but decisions, and no inbox shows what is settled."""
        file = self.file
        await self._keepers.until(
            lambda: not (self._must_tell() or any(allotment.unsettled(file))) and tasks(file) == file.tasks
        )
        self._keepers.stop()

    def _all_done(self) -> bool:
        decided = not self._at_work and prospects.all_over(self.file)
        coming = self.file.bill.receiving or self.file.mending.locked()
        return decided and accounts.settled(self.file) and not coming

    async def _keep_telling(self) -> None:
        while True:
            await workflow.wait_condition(self._must_tell)
            batch = Batch(notices=tuple(self.file.outbox))
            delivered = await calls.own(Notices.tell, batch, summary="告知")
            self.file.note_delivered(delivered)
            del self.file.outbox[: len(batch.notices)]

    def _must_tell(self) -> bool:
        """Decisions may wait a moment for others where no person is waited for; the end tells the rest."""
        outbox, items = self.file.outbox, self.file.items.values()
        if not outbox or any(notice.kind is not NoticeKind.DECISION for notice in outbox):
            return bool(outbox)
        in_one_go = all(item.settled or item.state in IN_ONE_GO for item in items)
        return not in_one_go or workflow.now() - outbox[0].told_at >= MOMENT

    async def _keep_docket(self) -> None:
        """Show officers what waits for them; nothing is written where nothing does."""
        file = self.file
        while True:
            await workflow.wait_condition(lambda: tasks(file) != file.tasks)
            now = tasks(file)
            await calls.own(Docket.keep, CaseTasks(case=file.id, tasks=now), summary="部门待办")
            file.tasks = now


def as_told(planned: PlannedItem, before: PlannedItem) -> PlannedItem:
    """Of papers that follow, the days stay as they were told: another notice does not put them off."""
    days = {paper.code: paper.follows_by for paper in before.papers if paper.follows_by}
    papers = (
        paper.model_copy(update={"follows_by": days.get(paper.code, paper.follows_by)})
        if paper.follows_by
        else paper
        for paper in planned.papers
    )
    return planned.model_copy(update={"papers": tuple(papers)})
