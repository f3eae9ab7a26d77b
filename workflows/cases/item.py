"""What is recorded of one item, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from temporalio import workflow

from client.messages.cases.answers import (
    Answer,
    Decided,
    Demand,
    IssuedLicence,
    Pending,
    Refused,
    Request,
    Wanting,
)
from client.messages.cases.progress import Colour, State
from client.messages.officers.commands import Assignment
from matters.language import OnWithdrawal
from matters.plan.plan import PlannedItem, PlannedPaper, Source
from workflows.cases.file import CaseFile
from workflows.cases.legal_clock import LegalClock

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


class Record:
    """An item without its course: where it stands, whom it waits for, and what people left for it.

    People act on an item by what they leave here: a `decision` of its officers, an `end` that somebody
    else set, a reason to lodge it `again`. Where several are there at once, they count in this order.
    """

    def __init__(self, planned: PlannedItem, *, file: CaseFile, earlier: int = 0) -> None:
        self.planned = planned
        self.state = State.WAITING
        self.round: int = earlier
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
    def asks(self) -> bool:
        """Whether it waits for the applicant to mend something, and nothing else is about to happen to it."""
        return self.state is State.CORRECTION and not (self.again or self._ending())

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

    def _unpaid(self) -> bool:
        fee = self.planned.fee
        return fee is not None and self._file.paid.get(self.planned.code, 0) < fee.fen

    def _reason(self) -> str:
        withdrawal = self._file.withdrawal
        return self._because or (withdrawal.reason if withdrawal else "")

    def _ending(self) -> State | None:
        """An end that does not come from the department."""
        return self.end or (State.WITHDRAWN if self._file.withdrawal else None)

    def _before(self) -> Iterator[tuple[str, Record]]:
        for code in self.planned.after:
            yield code, self._file.items[code]

    def _waits_for(self, item: Record) -> bool:
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
