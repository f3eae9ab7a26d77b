"""After a refusal: the applicant may go on, or withdraw the rest, by a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from temporalio import workflow

from activities.cases.notices import Addressee, NoticeKind
from client.labels import CHOICES
from client.messages.cases.progress import Choice, OnRefusal, State
from matters import clock
from workflows import calls
from workflows.cases.records import prospects
from workflows.cases.records.case_file import CaseFile
from workflows.cases.records.item_record import ItemRecord

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
            await workflow.wait_condition(lambda: bool(self._refused()))
            refused = self._refused()
            self._record.dealt_with.append(refused)
            if any(self.left()):
                await self._offer(refused)

    async def _offer(self, refused: str) -> None:
        by = self._by()
        silent = OnRefusal(self._file.plan.on_refusal)
        self._record.answer = None
        self._record.open = Choice(refused=refused, by=by, if_silent=silent)
        name = self._file.items[refused].planned.name
        says = f"{name}不予办理，请在 {by} 前选择继续办理其余事项或撤回；逾期视为{CHOICES[silent]}"
        self._file.tell(Addressee.APPLICANT, NoticeKind.CHOICE, says, item=refused)
        await calls.until(
            lambda: self._record.answer is not None or not any(self.left()),
            clock.Due(on=by).at,
            summary=f"等待申请人选择至 {by}",
        )
        self._record.open = None
        if self._chosen(silent) is OnRefusal.WITHDRAW_REST:
            self.withdraw_rest()

    def _chosen(self, silent: OnRefusal) -> OnRefusal:
        return self._record.answer or silent

    def withdraw_rest(self) -> None:
        """As the applicant has chosen, or as counts where he says nothing."""
        for item in tuple(self.left()):
            item.drop(State.WITHDRAWN, because=REASON)

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
