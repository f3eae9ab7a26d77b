"""What is recorded of one item, and what follows from that alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from activities.cases import places
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
from client.messages.cases.places import QuotaPlace
from client.messages.cases.progress import Colour, State
from client.messages.officers.commands import Assignment
from matters import clock
from matters.clock import Course, OwnGround, PlannedStep, SpecialProcedure
from matters.clock.calendar import Calendar
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
    State.STOPPED,
    State.SET_ASIDE,
)

ASSIGNMENTS = 100
"""So many of an item are shown."""

TWO = 2
"""Officers, where staff go and see (行政许可法 Art. 34, 55)."""


@dataclass(frozen=True)
class Proposal:
    """A decision that a machine, or the first of two officers, proposes.

    Of an officer's it is known which natural `person` has said it, and the `mark` of the signed word; and
    since 2026-12, `at` what time.
    """

    officers: tuple[str, ...]
    refusal: Refused | None
    person: str = ""
    mark: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ProposedEnd:
    """That an operator wants a case to end: the digest of his word, and which natural person has said it."""

    digest: str
    person: str


@dataclass(kw_only=True)
class ItemRecord:
    """Where an item stands, whom it waits for, and what people left for it.

    People act on an item by what they leave here: a `decision` of its officers, an `end` that somebody
    else set `because` of something, a reason to lodge it `again`. Where several are there at once, they
    count in this order. `broken` are the promises that were broken when it was last lodged, `granted_key`
    the round that granted it, and `granted_by_rules` whether a machine did. `conclusion` is what the engine
    has judged for this round, `reasons` what its department has entered of that. `notice` is the key under
    which the applicant was told its last decision, `told_parties` those of others. `doubts` are facts
    that have changed since pre-review.

    `courses` are the procedures that have begun, by their codes, `announced` the notices of their beginning;
    `alarms` are the colours of their steps as they were told last. `reviewers` are the accounts that have
    reviewed it, with whose they are; `heard_by` are the persons who have hosted a hearing about it. `place`
    is where it stood in the order of acceptance. `deemed` says that it was granted because nobody decided it.
    `asked_on` are the days on which registers were asked last for what happens outside, by their steps.
    `reasking` while its department is asked again, for an answer may have been lost. `moves_to` is how
    another department has it by order, once this one has let go. `handed_on` says that its decision is in the
    hands of what was ordered about it (复议、诉讼): the case decides nothing more about it.
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
    courses: dict[str, Course] = field(default_factory=dict[str, Course])
    announced: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    alarms: dict[str, Colour] = field(default_factory=dict[str, Colour])
    reviewers: dict[str, str] = field(default_factory=dict[str, str])
    heard_by: tuple[str, ...] = ()
    asked_on: dict[str, date] = field(default_factory=dict[str, date])
    place: QuotaPlace | None = None
    deemed: bool = False
    reasking: bool = False
    moves_to: PlannedItem | None = None
    handed_on: bool = False
    told_parties: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def parties(self) -> tuple[str, ...]:
        """Whom it concerns besides the applicant, as its procedures have it."""
        return tuple(dict.fromkeys(party for course in self.courses.values() for party in course.parties))

    @property
    def department(self) -> str:
        """Who has it: a lower body, while that reviews it first, else whoever decides it."""
        return next(self._first_steps(), self.planned.department)

    @property
    def reviewed_first(self) -> bool:
        """Whether a lower body is still to report."""
        return any(self._first_steps())

    def _first_steps(self) -> Iterator[str]:
        for course in self.courses.values():
            following = course.next_step
            if course.procedure.comes_first and following and following.body:
                yield following.body

    @property
    def running(self) -> LegalClock:
        """The clock of an item that was lodged."""
        if self.clock is None:
            raise AssertionError("an item in an officer's hands has been lodged")
        return self.clock

    @property
    def grounds(self) -> tuple[SpecialProcedure | OwnGround, ...]:
        """On which its clock stands until a procedure is over."""
        going_on = (course.procedure for course in self.courses.values() if course.next_step)
        return tuple(procedure.ground for procedure in going_on if procedure.ground)

    @property
    def in_hand(self) -> State:
        """How it stands with officers: a procedure may keep its clock from running."""
        return State.SUSPENDED if self.clock and self.clock.suspended else State.IN_REVIEW

    @property
    def all_doubts(self) -> tuple[Finding, ...]:
        """What an officer must look at: found by pre-review, changed since, or a place that it has not."""
        planned = (Finding.model_validate(doubt, from_attributes=True) for doubt in self.planned.doubts)
        return (*planned, *self.doubts, *places.doubts(self.planned, self.place))

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The papers of procedures upon which its decision must rest (行政许可法 Art. 48)."""
        return tuple(paper for course in self.courses.values() for paper in course.documents())

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
        """What its department wants mended, where it stands in the form."""
        points = self.answer.points if isinstance(self.answer, Wanting) else ()
        return tuple(
            one.model_copy(update={"path": self.planned.placed(one.path)}) if self.planned.element else one
            for one in points
        )

    @property
    def promised(self) -> bool:
        """Whether its department has given its word, and may still keep it."""
        return isinstance(self.answer, Pending) and self.answer.promised and not self.settled

    @property
    def undoes(self) -> bool:
        """Whether a withdrawal takes back what was granted."""
        return self.planned.on_withdrawal is OnWithdrawal.UNDO

    @property
    def proposing(self) -> tuple[str, ...]:
        """Who proposes a decision."""
        return self.proposal.officers if self.proposal else ()

    def must_ask(self, course: Course, step: PlannedStep, *, today: date, calendar: Calendar) -> bool:
        """Whether a register is to be asked: at once, and when the time is over (news may be lost)."""
        asked_on = self.asked_on.get(course.code_of(step))
        late = partial(course.late, step, calendar=calendar)
        return asked_on is None or (late(today) and not late(asked_on))

    def note_reviewer(self, officer: str, person: str) -> None:
        """Whoever works on an item reviews it, and hosts no hearing about it."""
        self.reviewers[officer] = person

    def holder(self, today: date) -> str:
        """The officer who has it, if it was given to one by name."""
        valid = [one.officer for one in self.assignments if _holds_on(one, today)]
        return valid[-1] if valid else ""

    def assign(self, given: Assignment, today: date) -> None:
        """Give it to an officer; of what was before the latest, what may still hold is kept."""
        every = (*self.assignments, given)
        for_good = (number for number, one in enumerate(every) if one.until is None and _holds_on(one, today))
        earlier = every[max(for_good, default=0) : -ASSIGNMENTS]
        held = (one for one in earlier if one.until is None or today <= one.until)
        self.assignments = (*held, *every[-ASSIGNMENTS:])

    def waive(self, paper: PlannedPaper) -> None:
        """Its day is over: it is not waited for any more."""
        self.waived = (*self.waived, paper.code)

    def drop(self, end: State, *, because: str) -> None:
        """Let it end, whatever its department thinks; a decision that is being entered goes first."""
        self.end, self.because = end, because
        self.remarks = (*self.remarks, because)

    def hand_on(self) -> None:
        """What was ordered decides about it; what would have opened it again does so no more."""
        self.handed_on, self.again = True, ""

    def revise(self, state: State, *, round: int, licence: IssuedLicence | None, key: str) -> None:  # noqa: A002 (of the step)
        """What was carried out about its decision has made this of it; that is told by the proceeding."""
        self.state, self.round, self.licence = state, round, licence
        self.granted_key = key if state is State.GRANTED else ""
        self.answer, self.notice, self.again, self.told_parties = None, "", "", {}
        self.remarks = (*self.remarks, f"依复议决定或者判决，{_revised(state)}")

    def settle(self, state: State, *, at: datetime) -> None:
        """End it. What was granted on answers that have been mended meanwhile is still to be reviewed."""
        self.state = state
        self.decided_at = at
        self.decision, self.proposal, self.handed_on = None, None, False
        if self.clock:
            self.clock.resume(clock.day_in_china(at))
        if state is not State.GRANTED:
            self.again = ""


def _revised(state: State) -> str:
    match state:
        case State.GRANTED:
            return "已准予，或者换发证照"
        case State.REFUSED:
            return "重新作出的决定为不予"
        case _:
            return "原决定已被撤销"


def _holds_on(given: Assignment, day: date) -> bool:
    begun = given.since is None or given.since <= day
    return begun and (given.until is None or day <= given.until)
