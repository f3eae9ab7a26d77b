"""What is recorded of one item, and what follows from that alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from activities.review.machine import MachineConclusion
from client.messages.cases.answers import (
    Answer,
    Decided,
    Demand,
    IssuedLicence,
    Pending,
    Reason,
    Refused,
    Request,
    Wanting,
)
from client.messages.cases.findings import Finding
from client.messages.cases.progress import Colour, State
from client.messages.officers.commands import Assignment
from matters import clock
from matters.language import OnWithdrawal
from matters.plan.plan import PlannedItem, PlannedPaper
from workflows.cases.records.legal_clock import LegalClock

SETTLED = (
    State.GRANTED,
    State.REFUSED,
    State.IMPOSSIBLE,
    State.WITHDRAWN,
    State.LAPSED,
    State.NOT_REQUIRED,
    State.TERMINATED,
)

TWO = 2
"""Officers, where staff go and see (行政许可法 Art. 34, 55)."""


@dataclass(frozen=True)
class Proposal:
    """A decision that a machine, or the first of two officers, proposes.

    Of an officer's it is known which natural `person` has said it, and the `mark` of the signed word.
    """

    officers: tuple[str, ...]
    refusal: Refused | None
    person: str = ""
    mark: str = ""


@dataclass(kw_only=True)
class ItemRecord:
    """Where an item stands, whom it waits for, and what people left for it.

    People act on an item by what they leave here: a `decision` of its officers, an `end` that somebody
    else set `because` of something, a reason to lodge it `again`. Where several are there at once, they
    count in this order. `broken` are the promises that were broken when it was last lodged, `granted_key`
    the round that granted it, and `granted_by_rules` whether a machine did. `conclusion` is what the engine
    has judged for this round, `reasons` what its department has entered of that. `notice` is the key under
    which the applicant was told its last decision. `doubts` are facts that have changed since pre-review.
    """

    planned: PlannedItem
    round: int = 0
    state: State = State.WAITING
    colour: Colour = Colour.GREEN
    clock: LegalClock | None = None
    lodged_at: datetime | None = None
    decided_at: datetime | None = None
    request: Request | None = None
    answer: Answer | None = None
    licence: IssuedLicence | None = None
    proposal: Proposal | None = None
    assignments: tuple[Assignment, ...] = ()
    remarks: tuple[str, ...] = ()
    decision: Decided | None = None
    end: State | None = None
    because: str = ""
    again: str = ""
    asked_for: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    granted_key: str = ""
    notice: str = ""
    service_overdue: bool = False
    granted_by_rules: bool = False
    conclusion: MachineConclusion | None = None
    reasons: tuple[Reason, ...] = ()
    handed_over: bool = False
    doubts: tuple[Finding, ...] = ()

    @property
    def all_doubts(self) -> tuple[Finding, ...]:
        """What an officer must look at: found by pre-review, and what has changed since."""
        planned = (Finding.model_validate(doubt, from_attributes=True) for doubt in self.planned.doubts)
        return (*planned, *self.doubts)

    @property
    def settled(self) -> bool:
        """Whether it has ended; a promise that breaks afterwards may open it again."""
        return self.state in SETTLED

    @property
    def failed(self) -> bool:
        """Settled without the result that others may need."""
        return self.settled and self.state is not State.GRANTED

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

    def holder(self, today: date) -> str:
        """The officer who has it, if it was given to one by name."""
        valid = [one.officer for one in self.assignments if _holds_on(one, today)]
        return valid[-1] if valid else ""

    def waive(self, paper: PlannedPaper) -> None:
        """Its day is over: it is not waited for any more."""
        self.waived = (*self.waived, paper.code)

    def drop(self, end: State, *, because: str) -> None:
        """Let it end, whatever its department thinks; a decision that is being entered goes first."""
        self.end, self.because = end, because
        self.remarks = (*self.remarks, because)

    def settle(self, state: State, *, at: datetime) -> None:
        """End it. What was granted on answers that have been mended meanwhile is still to be reviewed."""
        self.state = state
        self.decided_at = at
        self.decision, self.proposal = None, None
        if self.clock:
            self.clock.resume(clock.day_in_china(at))
        if state is not State.GRANTED:
            self.again = ""


def _holds_on(given: Assignment, day: date) -> bool:
    begun = given.since is None or given.since <= day
    return begun and (given.until is None or day <= given.until)
