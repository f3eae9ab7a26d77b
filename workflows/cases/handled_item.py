"""One item of a case, as a coroutine inside the case's workflow."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar, assert_never

from temporalio import workflow

from activities.ports.desk import Desk
from client.messages.cases.answers import (
    Answer,
    Decided,
    Granted,
    Pending,
    Refused,
    Retraction,
    Wanting,
    Withdrawn,
)
from client.messages.cases.progress import State
from workflows import calls
from workflows.cases.item import TWO, Proposal, Record
from workflows.cases.legal_clock import LegalClock
from workflows.cases.request import request

ArgumentT = TypeVar("ArgumentT")
AnswerT = TypeVar("AnswerT")


class Item(Record):
    """Waits for the items before it, asks its department, and keeps what that answers."""

    async def handle(self) -> None:
        """Take the item to its end; what it was granted on may fail afterwards and open it again."""
        await workflow.wait_condition(lambda: bool(self._ending()) or not self.waiting_for())
        if not self._ending() and not self.hopeless:
            await self._wait_for_payment()
        if end := self._ending():
            self.settle(end)
        elif self.hopeless:
            self.settle(State.IMPOSSIBLE)
        else:
            await self._proceed()

    async def undo(self) -> None:
        """Take back what was granted, where the definition says so."""
        if self.state is State.GRANTED and self.undoes:
            await self._revoke(State.WITHDRAWN, because=self._reason())

    async def reask(self) -> None:
        """Ask again with the same key: an answer may have been lost on its way."""
        if self.request is None:
            return
        asked = self.round
        answer = await self._ask(Desk.lodge, self.request, doing="催办")
        unchanged = self.state is State.IN_REVIEW and self.round == asked and not self.decision
        if unchanged and answer != self.answer:
            await self._hear(answer)

    async def _proceed(self) -> None:
        await self._lodge()
        while not self.over:
            await workflow.wait_condition(
                lambda: self.over or bool(self.decision or self._ending() or self._again_because())
            )
            if self.over:
                break
            if self.decision:
                await self._conclude(self.decision)
            elif end := self._ending():
                await self._leave(end)
            else:
                await self._lodge()

    async def _wait_for_payment(self) -> None:
        if self._unpaid():
            self.state = State.PAYMENT
            await workflow.wait_condition(lambda: bool(self._ending()) or self.hopeless or not self._unpaid())

    async def _lodge(self) -> None:
        because, self.again = self._again_because(), ""
        self.asked_for = (*self.asked_for, *(demand.path for demand in self.demands))
        self._broken = self._broken_now()
        self._handed_over, self.proposal = False, None
        self.round += 1
        self.state = State.LODGED
        if self.lodged_at is None or self.clock is None:
            self.lodged_at = workflow.now()
            self.clock = LegalClock(
                self.planned.clock, self._file.plan.timetable, received_on=self._file.today
            )
        self.clock.resume(self._file.today)
        self.request = request(self, self._file, because=because, broken=self._broken)
        answering = asyncio.create_task(self._ask(Desk.lodge, self.request, doing="办理"))
        await workflow.wait_condition(lambda: answering.done() or bool(self._ending()) or self._handed_over)
        # An answer that is already here stands, even if the applicant withdraws at the same instant.
        if answering.done():
            await self._hear(answering.result())
            return
        answering.cancel()
        if end := self._ending():
            await self._leave(end)
        else:
            self.state = State.IN_REVIEW

    async def _hear(self, answer: Answer) -> None:
        self.answer = answer
        match answer:
            case Granted() if len({*answer.officers}) >= self._officers(at_least=bool(self.planned.doubts)):
                self._grant(answer)
            case Refused() if len({*answer.officers}) >= self._officers(at_least=1):
                await self._refuse()
            case Granted() | Refused():  # of a machine, or of too few: it goes to an officer
                self.proposal = Proposal(answer.officers, answer if isinstance(answer, Refused) else None)
                self.state = State.IN_REVIEW
            case Wanting():
                self.state = State.CORRECTION
            case Pending():
                self.state = State.IN_REVIEW
            case Withdrawn():
                self.settle(State.WITHDRAWN)
            case _:
                assert_never(answer)

    def _officers(self, *, at_least: int) -> int:
        """How many must have decided; what pre-review doubts, no machine grants."""
        return TWO if self.planned.inspection else at_least

    def _grant(self, granted: Granted) -> None:
        self.licence = granted.licence
        self._granted_key = self.key
        self.settle(State.GRANTED)

    async def _refuse(self) -> None:
        """What an earlier round granted is revoked."""
        if self._granted_key:
            await self._revoke(State.REFUSED, because="复核后不予办理")
        else:
            self.settle(State.REFUSED)

    async def _conclude(self, decided: Decided) -> None:
        """Enter the officers' decision in the department's books; one that is there already stands."""
        answer = await self._ask(Desk.decide, decided, doing="登记决定")
        self.answer = answer
        self.decision = None
        if isinstance(answer, Granted):
            self._grant(answer)
        else:
            await self._refuse()

    async def _leave(self, end: State) -> None:
        """Have the department drop the item; what it decided before the word arrived stands or is undone."""
        if self._granted_key:  # it was being reviewed again; what was granted stays, if nothing undoes it
            await self._give_back(end)
            return
        answer = await self._ask(Desk.retract, self._retraction(self.key, undo=self.undoes), doing="撤回")
        if isinstance(answer, Withdrawn):
            self.answer = None
            self.settle(end)
        else:
            self.end = None
            await self._hear(answer)

    async def _give_back(self, end: State) -> None:
        if self.end or self.undoes:
            await self._revoke(end, because=self._reason())
        else:
            self.settle(State.GRANTED)

    async def _revoke(self, end: State, *, because: str) -> None:
        retraction = self._retraction(self._granted_key, undo=True, because=because)
        await self._ask(Desk.retract, retraction, doing="撤销")
        self.licence, self._granted_key = None, ""
        self.settle(end)

    def _retraction(self, key: str, *, undo: bool, because: str = "") -> Retraction:
        return Retraction(
            key=key, department=self.planned.department, undo=undo, reason=because or self._reason()
        )

    async def _ask(
        self, activity: Callable[[Desk, ArgumentT], AnswerT], argument: ArgumentT, *, doing: str
    ) -> AnswerT:
        return await calls.desk(
            activity,
            argument,
            department=self.planned.department,
            summary=f"{doing}：{self.planned.name}（{self.planned.department_name}）",
        )
