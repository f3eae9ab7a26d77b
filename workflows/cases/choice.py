"""What an applicant chooses by a day: whether to go on after a refusal, and what follows a grant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from activities.cases.notices import Addressee, NoticeKind
from client.labels import CHOICES
from client.messages.cases.choice import AskedQuestion, Choice, OnRefusal
from client.messages.cases.correction import Supplement
from client.messages.cases.progress import State
from matters import clock
from matters.plan.plan import PlannedQuestion
from workflows import calls
from workflows.cases.records import prospects, questions
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord
from workflows.cases.supplement import Supplements

REASON = "因有事项不予办理，申请人撤回其余事项"


class Choices:
    """Each refused item opens one choice, as long as something is left to choose about."""

    def __init__(self, file: CaseFile) -> None:
        self._file = file
        self._record = file.choice

    def choose(self, answer: OnRefusal) -> None:
        """The applicant's word; the first one counts."""
        self._record.answer = self._record.answer or answer

    async def keep(self) -> None:
        """Open a choice for every refusal, one after the other."""
        while True:
            if self._record.open:  # as an earlier run has left it
                await self._let_choose()
            await workflow.wait_condition(lambda: bool(self._refused()))
            refused = self._refused()
            self._record.dealt_with.append(refused)
            if any(self.left()):
                self._offer(refused)

    def _offer(self, refused: str) -> None:
        by = self._by()
        silent = OnRefusal(self._file.plan.on_refusal)
        self._record.answer = None
        self._record.open = Choice(refused=refused, by=by, if_silent=silent)
        self._record.offered_on = self._file.today
        name = self._file.items[refused].planned.name
        says = f"{name}不予办理，请在 {by} 前选择继续办理其余事项或撤回；逾期视为{CHOICES[silent]}"
        self._file.tell(Addressee.APPLICANT, NoticeKind.CHOICE, says, item=refused)

    async def _let_choose(self) -> None:
        """Until it is over, which may be put off."""
        choice = None
        while (found := self._record.open) and found != choice:
            choice = found
            await calls.until(
                partial(self._is_over, choice),
                clock.Due(on=choice.by).at,
                summary=f"等待申请人选择至 {choice.by}",
            )
            if self._is_chosen():
                break
        self._record.open = None
        silent = choice and choice.if_silent
        if (self._record.answer or silent) is OnRefusal.WITHDRAW_REST:
            self.withdraw_rest()

    def _is_over(self, choice: Choice) -> bool:
        return self._is_chosen() or self._record.open != choice

    def _is_chosen(self) -> bool:
        """Or nothing is left to choose about."""
        return self._record.answer is not None or not any(self.left())

    def withdraw_rest(self) -> None:
        """As the applicant has chosen, or as counts where he says nothing."""
        for item in tuple(self.left()):
            item.drop(State.WITHDRAWN, because=REASON)
        self._file.questions.closed += [planned.field for planned in self._file.plan.later]

    def left(self) -> Iterator[ItemRecord]:
        """What can still be withdrawn; a decision that is being entered goes first."""
        for item in self._file.items.values():
            gone = prospects.hopeless(item, self._file) or item.decision or prospects.ending(item, self._file)
            if prospects.undecided(item, self._file) and not gone:
                yield item

    def _by(self) -> date:
        return clock.due(self._file.today, self._file.plan.timetable.choose, self._file.plan.calendar).on

    def _refused(self) -> str:
        """The first refusal that no choice was offered for yet."""
        for code, item in self._file.items.items():
            if item.state is State.REFUSED and code not in self._record.dealt_with:
                return code
        return ""


class LaterChoices:
    """Each question of the course is put once the item before it is granted, and answered by a supplement."""

    def __init__(self, file: CaseFile, supplements: Supplements) -> None:
        self._file = file
        self._supplements = supplements

    async def keep(self) -> None:
        """Put them, and answer for whoever says nothing."""
        while True:
            for planned in tuple(questions.to_put(self._file)):
                self._put(planned)
            first = self._first()
            if first is None:
                await workflow.wait_condition(lambda: any(questions.to_put(self._file)))
            else:
                await self._let_answer(first)

    def _put(self, planned: PlannedQuestion) -> None:
        file = self._file
        file.questions.put_on[planned.field] = file.today
        by = clock.due(file.today, planned.within, file.plan.calendar).on
        offered = f"（{'、'.join(planned.answers)}）" if planned.answers else ""
        says = f"{planned.asks}{offered}请在 {by} 前答复；逾期视为“{planned.silently}”"
        file.tell(Addressee.APPLICANT, NoticeKind.CHOICE, says, item=planned.asked_after)

    def _first(self) -> AskedQuestion | None:
        return min(questions.asked(self._file), key=lambda asked: asked.by, default=None)

    async def _let_answer(self, first: AskedQuestion) -> None:
        """Until its day is over, or something else has happened that is to be looked at first."""
        at, file = clock.Due(on=first.by).at, self._file
        await calls.until(
            lambda: self._first() != first or any(questions.to_put(file)),
            at,
            summary=f"等待申请人答复至 {first.by}",
        )
        async with file.mending:  # what has come in by now is read before the day counts as over
            if self._first() == first and workflow.now() >= at:
                await self._take_silence(first)

    async def _take_silence(self, asked: AskedQuestion) -> None:
        """Of what cannot be handled without more of the applicant, nothing follows."""
        file = self._file
        planned = next(each for each in questions.unanswered(file) if each.field == asked.field)
        says = f"{asked.asks}逾期未答复，视为“{asked.if_silent}”"
        try:
            silent = Supplement(form={asked.field: planned.if_silent})
            taken = (await self._supplements.take_now(silent)).accepted
        except ApplicationError:
            taken = False
        if not taken:
            file.questions.closed.append(asked.field)
            says = f"{says}；所需内容不齐，有关事项不再办理，可以另行申请"
        file.tell(Addressee.APPLICANT, NoticeKind.CHOICE, says, item=asked.asked_after)
