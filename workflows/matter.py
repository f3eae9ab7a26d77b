"""One item of a case, as a coroutine inside the case's workflow."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, assert_never

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.departments.desk import Desk
    from client.answers import (
        Answer,
        Decided,
        Demand,
        Granted,
        IssuedLicence,
        Pending,
        Refused,
        Request,
        Retraction,
        Wanting,
        Withdrawn,
    )
    from client.commands import Assignment
    from client.messages import Colour, State
    from matters.language import OnWithdrawal
    from matters.plan import PlannedItem, PlannedPaper, Source

from workflows import calls
from workflows.file import CaseFile
from workflows.legal_clock import LegalClock
from workflows.request import request

ArgumentT = TypeVar("ArgumentT")
AnswerT = TypeVar("AnswerT")

SETTLED = (
    State.GRANTED,
    State.REFUSED,
    State.IMPOSSIBLE,
    State.WITHDRAWN,
    State.LAPSED,
    State.NOT_REQUIRED,
)

TWO = 2
"""Officers, where staff go and see (行政许可法 Art. 34, 55)."""


@dataclass(frozen=True)
class Proposal:
    """A decision that a machine, or the first of two officers, proposes."""

    officers: tuple[str, ...]
    refusal: Refused | None


class Item:
    """Waits for the items before it, asks its department, and keeps what that answers.

    People act on an item by what they leave here: a `decision` of its officers, an `end` that somebody
    else set, a reason to lodge it `again`. Where several are there at once, they count in this order.
    """

    def __init__(self, planned: PlannedItem, *, file: CaseFile, earlier: int = 0) -> None:
        self.planned = planned
        self.state = State.WAITING
        self.round = earlier
        self.lodged_at: datetime | None = None
        self.decided_at: datetime | None = None
        self.request: Request | None = None
        self.answer: Answer | None = None
        self.licence: IssuedLicence | None = None
        self.proposal: Proposal | None = None
        self.assignments: tuple[Assignment, ...] = ()
        self.remarks: tuple[str, ...] = ()
        self.decision: Decided | None = None
        self.end: State | None = None
        self.again = ""
        self.colour = Colour.GREEN
        self.clock: LegalClock | None = None
        self._file = file
        self.asked_for: tuple[str, ...] = ()
        self._granted_key = ""
        self._because = ""
        self._waived: tuple[str, ...] = ()
        self._broken: tuple[str, ...] = ()
        self._handed_over = False

    @property
    def number(self) -> str:
        """Its 办件编号."""
        return self._file.numbers[self.planned.code]

    @property
    def settled(self) -> bool:
        """Whether it has ended; a promise that breaks afterwards may open it again."""
        return self.state in SETTLED

    @property
    def over(self) -> bool:
        """Settled, and nothing that is still to come could open it again."""
        if self.state is not State.GRANTED:
            return self.settled
        outstanding = self.end or self._again_because() or self._relies() or any(self.lacks())
        return bool(self._file.withdrawal) or not outstanding

    @property
    def undecided(self) -> bool:
        """Not settled, or just about to be lodged once more."""
        return not self.settled or (self.state is State.GRANTED and bool(self._again_because()))

    @property
    def started(self) -> bool:
        """Whether its department has seen it."""
        return self.lodged_at is not None

    @property
    def demands(self) -> tuple[Demand, ...]:
        """What its department wants mended."""
        return self.answer.points if isinstance(self.answer, Wanting) else ()

    @property
    def promised(self) -> bool:
        """Whether its department has given its word, and may still keep it."""
        return isinstance(self.answer, Pending) and self.answer.promised and not self.settled

    @property
    def undoes(self) -> bool:
        """Whether a withdrawal takes back what was granted."""
        return self.planned.on_withdrawal is OnWithdrawal.UNDO

    @property
    def hopeless(self) -> bool:
        """Whether it cannot start any more, for something that it needs will not come."""
        return not self.started and any(
            item.hopeless or (item.settled and item.state is not State.GRANTED) for _, item in self._before()
        )

    def holder(self, today: date) -> str:
        """The officer who has it, if it was given to one by name."""
        valid = [one.officer for one in self.assignments if one.until is None or today <= one.until]
        return valid[-1] if valid else ""

    def waiting_for(self) -> tuple[str, ...]:
        """The items whose results, or promises where these are enough, are not there yet."""
        return tuple(code for code, item in self._before() if self._waits_for(item))

    def lacks(self) -> Iterator[PlannedPaper]:
        """Papers that may follow (容缺), have not come, and are still waited for."""
        if self.settled and self.state is not State.GRANTED:
            return
        for paper in self.planned.papers:
            here = paper.code in self._file.sha256 or paper.code in self._waived
            if paper.source is Source.FOLLOWS and not here:
                yield paper

    def waive(self, paper: PlannedPaper) -> None:
        """Its day is over: it is not waited for any more."""
        self._waived = (*self._waived, paper.code)

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

    def drop(self, end: State, *, because: str) -> None:
        """Let it end, whatever its department thinks; a decision that is being entered goes first."""
        self.end, self._because = end, because
        self.remarks = (*self.remarks, because)

    def hand_over(self) -> None:
        """The department's system is silent: people may decide from now on."""
        self._handed_over = True

    def settle(self, state: State) -> None:
        """End it. What was granted on answers that have been mended meanwhile is still to be reviewed."""
        self.state = state
        self.decided_at = workflow.now()
        self.decision, self.proposal = None, None
        if self.clock:
            self.clock.resume(self._file.today)
        if state is not State.GRANTED:
            self.again = ""

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

    def _unpaid(self) -> bool:
        fee = self.planned.fee
        return fee is not None and self._file.paid.get(self.planned.code, 0) < fee.fen

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
            case Granted() if not self.planned.inspection or len({*answer.officers}) >= TWO:
                self._grant(answer)
            case Refused() if len({*answer.officers}) >= (TWO if self.planned.inspection else 1):
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

    def _reason(self) -> str:
        withdrawal = self._file.withdrawal
        return self._because or (withdrawal.reason if withdrawal else "")

    async def _ask(
        self, activity: Callable[[Desk, ArgumentT], AnswerT], argument: ArgumentT, *, doing: str
    ) -> AnswerT:
        return await calls.desk(
            activity,
            argument,
            department=self.planned.department,
            summary=f"{doing}：{self.planned.name}（{self.planned.department_name}）",
        )

    def _ending(self) -> State | None:
        """An end that does not come from the department."""
        return self.end or (State.WITHDRAWN if self._file.withdrawal else None)

    def _before(self) -> Iterator[tuple[str, Item]]:
        for code in self.planned.after:
            yield code, self._file.items[code]

    def _waits_for(self, item: Item) -> bool:
        enough = item.planned.code in self.planned.on_promise and item.promised
        return not item.settled and not enough

    def _relies(self) -> bool:
        """Whether something it was granted on is still only promised, or may yet be opened again."""
        return any(not item.over for _, item in self._before())

    def _broken_now(self) -> tuple[str, ...]:
        return tuple(
            code for code, item in self._before() if item.settled and item.state is not State.GRANTED
        )

    def _again_because(self) -> str:
        """Why it must be lodged once more, if it must; not while the applicant is mending it."""
        if self.again:
            return self.again
        broken = self.started and self._broken_now() != self._broken and self.state is not State.CORRECTION
        undone = self.state in SETTLED and self.state is not State.GRANTED
        return "前置事项的承诺未兑现" if broken and not undone else ""

    @property
    def key(self) -> str:
        """Of this round."""
        return f"{self._file.id}/{self.planned.code}/{self.round}"
