"""One sequel of a decision: opened, decided by officers, or by the law if they let time pass, and served."""

import asyncio
from datetime import date, timedelta
from typing import Final

from temporalio import workflow
from temporalio.common import RawValue

from activities.cases.arrivals import Returned
from activities.cases.notices import Batch, Notices
from activities.cases.sequels.decisions import StandingDecision
from activities.cases.sequels.openings import SequelOpened, SequelOpening
from activities.cases.sequels.sequels import (
    SequelAdoption,
    SequelOffice,
    SequelSettlement,
)
from client import names
from client.messages.cases.sequel import (
    BeginSequel,
    ConcludeSequel,
    SequelProgress,
    SequelState,
    SequelWord,
)
from matters.clock import Due
from matters.language import Consequence
from workflows import calls, changes, renewal
from workflows.cases.admissibility import failure
from workflows.cases.sequels import conclusions, facts, letters, revisions, sequel_page, service
from workflows.cases.sequels.carried_sequel import RENEWED, CarriedSequel, begun
from workflows.cases.sequels.next_look import next_look
from workflows.cases.sequels.sequel_words import SequelWords
from workflows.renewal import RECALLED
from workflows.trust import gate, nudges
from workflows.trust.nudges import nudge_if_open
from workflows.trust.unheard import Unheard

AT_ONCE: Final = "rulings-at-once"
"""The change of 2026-11-29: before, everything that was ordered waited for the close of its case."""

RUNS: Final = "public-notices-run"
"""The change of 2026-11-30: before, nobody could take his letter any more while its public notice ran."""

MOMENT: Final = timedelta(seconds=10)
"""So long its case may take to hand over an item before an order is told to be kept."""


@workflow.defn(name=names.SEQUEL)
class SequelRun(SequelWords, Unheard):
    """From the word that begins it to the day on which its decision is served."""

    @workflow.init
    def __init__(self, order: BeginSequel) -> None:
        before = renewal.taken_over(order, CarriedSequel)
        super().__init__(before or begun(order))
        self.filed, self._renews = self._file, False
        self._goes_on, self._news = before is not None, False

    @workflow.run
    async def run(self, order: BeginSequel) -> SequelProgress:
        """How it ended. Its papers are with the ledger from its beginning on, and not here."""
        self._renews = calls.begin() and changes.has(RENEWED)
        working = asyncio.create_task(self._work(order))
        while not working.done():
            await workflow.wait_condition(lambda: working.done() or self.renewal.was_reset)
            if not working.done():
                if changes.has(RECALLED):
                    await self._known.recall()
                self.renewal.was_reset = False
        return await working

    async def _work(self, order: BeginSequel) -> SequelProgress:
        file = self._file
        await self._until_recalled()
        if not self._goes_on:
            order, _ = gate.opened(order)
            await self._open(order)
        while file.is_open:
            await self._show()
            await self._until_something_is_due()
            await self._until_recalled()
            await self._renew_if_heavy()
            if file.decision:
                await self._carry_out(file.decision)
            elif _is_over(file.ask_by):
                file.accept(file.order.on)
                file.silent = True
                await self._tell(letters.of_receipt(file))
            elif _is_over(file.deemed_on):
                file.deemed = True
                await self._carry_out(ConcludeSequel(**_officer(file.order), word=SequelWord.GRANT))
            elif _is_over(file.due_on) and not file.overdue:
                await self._tell_overdue()
        await self._show()
        await workflow.wait_condition(lambda: file.is_served or self._is_heavy)
        await self._renew_if_heavy()
        await self._show()
        await self._until_notices_have_run()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return file.progress()

    async def _until_notices_have_run(self) -> None:
        """Who takes his letter before a public notice has its effect is served with that."""
        while (last := service.runs_until(self._file)) and changes.has(RUNS):
            await calls.until(self._may_end, Due(on=last).at, summary="公告期满")
            await self._renew_if_heavy()

    @property
    def answers_to(self) -> str:
        """The key of whoever has begun it."""
        claims = self._file.word.claims if self._file.word else None
        return claims.reply if claims else ""

    def _may_end(self) -> bool:
        return service.runs_until(self._file) is None or self._is_heavy

    @property
    def _is_heavy(self) -> bool:
        return self._renews and self.renewal.is_due

    async def _renew_if_heavy(self) -> None:
        """Go on in another run, but when somebody is spoken with, or his word is to be carried out."""
        if not self._is_heavy:
            return
        file = self._file
        await workflow.wait_condition(lambda: self._is_at_rest() or file.decision is not None)
        if self._is_at_rest():
            self._known.model_copy(update={"file": file}).renew(self.renewal)

    def _is_at_rest(self) -> bool:
        quiet = workflow.all_handlers_finished() and not self.renewal.calls
        return quiet and (self._file.decision is None or self._file.state is SequelState.KEPT)

    def details(self) -> str:
        """How far it is, and whom it waits for."""
        return sequel_page.page(self._file, self.troubles)

    @workflow.signal(name=names.LOOK_AGAIN)
    def look_again(self, _: RawValue = nudges.NONE) -> None:
        """Its case is closed, or has handed over the item."""
        self._news = True

    async def _look(self, order: BeginSequel, *, confirmed: bool = False) -> SequelOpened | Returned:
        """Whether it may begin, as the ledger knows it now."""
        came_at, word = self._known.came_at, gate.start_evidence(self._file.word)
        evidence = word and word.model_copy(update={"at": came_at})
        opening = SequelOpening(order=order, at=came_at, evidence=evidence, confirmed=confirmed)
        opened = await calls.own(SequelOffice.open_sequel, opening, summary="登记决定后程序")
        await self._until_recalled()
        return opened

    async def _open(self, order: BeginSequel) -> None:
        file = self._file
        opened = await self._look(order)
        if isinstance(opened, Returned):
            file.opened, file.has_begun = opened, True
            await workflow.wait_condition(workflow.all_handlers_finished)
            raise failure(opened)
        file.open(opened)
        if opened.heard_within:
            told = Batch(notices=service.tell_all(letters.of_beginning(file), file))
            file.heard_key = file.key
            file.note_delivered(await calls.own(Notices.tell, told, summary="告知陈述申辩权"))
        file.has_begun = True

    async def _until_something_is_due(self) -> None:
        file, before = self._file, (self._file.state, self._file.due_on)
        mends = file.state is SequelState.MENDING
        days = (file.ask_by, file.deemed_on, None if file.overdue or mends else file.due_on)
        last = [Due(on=day).at for day in days if day]
        if not last:
            await workflow.wait_condition(lambda: self._stirs(*before))
            return
        await calls.until(lambda: self._stirs(*before), min(last), summary=f"{file.law.name}期限")

    def _stirs(self, state: SequelState, due: date | None) -> bool:
        """Whether something is decided, or is to be decided by another day."""
        file = self._file
        return file.decision is not None or (file.state, file.due_on) != (state, due) or self._is_heavy

    async def _leaves_it(self, said: ConcludeSequel) -> bool:
        """What leaves the decision of an open case as it is, is only told."""
        file, drops = self._file, said.word is SequelWord.DROP
        leaves = drops or file.law.consequence is Consequence.STANDS
        if not leaves or not changes.has(AT_ONCE):
            return False
        file.state = SequelState.DROPPED if drops else SequelState.CARRIED_OUT
        file.decided_on = file.today
        await self._tell(letters.of_leaving(file), others=True)
        file.decision = file.proposal = None
        return True

    async def _ask_case(self, looks: int) -> bool:
        """Have the open case hand over the item, if it has decided it; whether it has answered."""
        if not changes.has(AT_ONCE):
            return False
        await nudge_if_open(names.case_id(self._file.order.case), about=f"{self._file.id}/ask/{looks}")
        at = workflow.now() + MOMENT
        return await calls.until(lambda: self._news, at, summary="请办件移交该事项")

    async def _is_kept(self) -> bool:
        """As long as its open case decides the item; whether nothing is left of it then."""
        file, self._news, looks = self._file, False, 0
        while (
            isinstance(opened := await self._look(self._known.ordered, confirmed=True), SequelOpened)
            and opened.waits
        ):
            if await self._ask_case(looks):
                self._news = False
                continue
            if file.state is not SequelState.KEPT:
                file.keep()
                await self._tell(letters.of_keeping(file), others=True)
                await self._show()
            if _is_over(file.due_on) and not file.overdue:
                await self._tell_overdue()
            at = next_look(file, looks)
            await calls.until(lambda: self._news or self._is_heavy, at, summary="待本案办结")
            await self._renew_if_heavy()
            self._news, looks = False, looks + 1
        if isinstance(opened, SequelOpened):
            file.go_on(opened)
            return False
        file.end_without()
        await self._tell(letters.of_nothing(file), others=True)
        file.decision = file.proposal = None
        return True

    async def _tell_overdue(self) -> None:
        self._file.overdue = True
        await calls.own(Notices.tell, Batch(notices=(service.overdue(self._file),)), summary="逾期报告主管")

    async def _carry_out(self, said: ConcludeSequel) -> None:
        """Let it happen in the books of the department and in the ledger; what fits no more is not done."""
        file = self._file
        if file.law.waits and (await self._leaves_it(said) or await self._is_kept()):
            return
        if conclusions.rests_on_facts(said) and not file.deemed and await facts.have_changed(file):
            file.objection, file.decision, file.proposal = letters.of_change(file), None, None
            return
        step = f"{file.id}/{file.steps + 1}"
        adoption = SequelAdoption(
            step=step,
            order=file.order,
            anew=file.state is SequelState.ANEW,
            grants=conclusions.grants(said, file),
            at=workflow.now(),
        )
        adopted = await calls.own(SequelOffice.adopt_sequel, adoption, summary="确定现行决定")
        if isinstance(adopted, Returned):
            file.objection, file.decision, file.proposal = adopted, None, None
            if file.deemed:
                file.state = SequelState.DROPPED
            return
        file.steps += 1
        stands = await revisions.revise(said, adopted, file)
        self._settle(said, stands)
        says = letters.of_step(said, stands, file)
        settlement = SequelSettlement(
            step=step,
            stands=stands,
            notice=service.tell(says, file),
            others=service.tell_others(says, file),
            anew=file.state is SequelState.ANEW,
            limited=file.law.item.quota is not None,
        )
        delivered = await calls.own(SequelOffice.settle_sequel, settlement, summary="登记并告知")
        file.note_delivered(delivered)
        if adopted.goes_on:
            await nudge_if_open(names.case_id(file.order.case), about=step)
        file.decision = file.proposal = None

    def _settle(self, said: ConcludeSequel, stands: StandingDecision) -> None:
        file = self._file
        file.stands, file.decided_on = stands, file.today
        file.compensation, file.overdue = said.compensation, False
        anew = file.law.consequence in conclusions.AGAIN and file.state is SequelState.BEGUN
        file.remedied = file.state is SequelState.ANEW or not (
            file.law.ordered or said.word is SequelWord.DROP
        )
        if said.word is SequelWord.DROP:
            file.state = SequelState.DROPPED
        elif anew:
            file.state = SequelState.ANEW
            file.due_on = file.order.until or file.last_day(file.today, file.law.decided_within)
        else:
            file.state, file.due_on = SequelState.CARRIED_OUT, None


def _is_over(day: date | None) -> bool:
    return day is not None and Due(on=day).at <= workflow.now()


def _officer(order: BeginSequel) -> dict[str, str]:
    return {"item": order.item, "department": order.department, "officer": order.officer}
