"""The file of one sequel: what is known of it while it runs, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from temporalio import workflow

from activities.cases.arrivals import Returned
from activities.cases.notices import Delivered
from activities.cases.recourses import DecisionServed, recourse
from activities.cases.sequels.decisions import StandingDecision
from activities.cases.sequels.openings import SequelOpened
from activities.ledger.cases.services import Service
from client.messages.cases.answers import HandedPaper
from client.messages.cases.findings import Finding
from client.messages.cases.notices import PartyService, Recourse
from client.messages.cases.progress import State
from client.messages.cases.sequel import BeginSequel, ConcludeSequel, SequelProgress, SequelState
from client.trust.actor import Role
from client.trust.said import Said
from matters import clock
from matters.clock import OpenRemedy, Term
from matters.language import Consequence
from workflows.cases.sequels.earlier_calendars import EarlierCalendar, last_day

OPEN = (
    SequelState.RECEIVED,
    SequelState.MENDING,
    SequelState.BEGUN,
    SequelState.KEPT,
    SequelState.ANEW,
)


@dataclass(frozen=True)
class SequelProposal:
    """What a first person has said, which natural one, and the mark of the word."""

    says: ConcludeSequel
    person: str
    mark: str


@dataclass
class SequelFile:
    """What a holder applies for is `accepted_on` a day; he is told what it `wants`, and gives an `answer`.

    With that he hands in papers that are `mended`. `silent` says that he was told nothing in time. `officers`
    are those who have made the `decision` that is to be carried out.

    `opened` is what the ledger has said of it, or why it may not begin. `stands` is what is in force after
    the last step; `doubts` are facts that are not as they were. `key` is that of the last notice, `heard_key`
    of the one upon which the holder may speak, `asked_key` of the one that tells what is to be mended;
    `told_on` is the day of each; `to_parties` says which went to whom else. It is on file for the `kept`th
    time. Orders of these numbers have `amended` its `earlier` calendars.
    """

    order: BeginSequel
    word: Said[BeginSequel] | None
    begun_on: date
    opened: SequelOpened | Returned | None = None
    has_begun: bool = False
    state: SequelState = SequelState.BEGUN
    due_on: date | None = None
    overdue: bool = False
    proposal: SequelProposal | None = None
    decision: ConcludeSequel | None = None
    officers: tuple[str, ...] = ()
    objection: Returned | None = None
    deemed: bool = False
    stands: StandingDecision | None = None
    compensation: int | None = None
    decided_on: date | None = None
    told: int = 0
    heard_key: str = ""
    steps: int = 0
    accepted_on: date | None = None
    wants: tuple[str, ...] = ()
    answer_by: date | None = None
    answer: str = ""
    silent: bool = False
    mended: tuple[HandedPaper, ...] = ()
    doubts: tuple[Finding, ...] = ()
    key: str = ""
    asked_key: str = ""
    remedied: bool = False
    services: dict[str, Service] = field(default_factory=dict[str, Service])
    told_on: dict[str, date] = field(default_factory=dict[str, date])
    to_parties: dict[str, str] = field(default_factory=dict[str, str])
    kept: int = 0
    amended: tuple[str, ...] = ()
    earlier: tuple[EarlierCalendar, ...] = ()

    @property
    def id(self) -> UUID:
        """Of the proceeding."""
        return self.order.id

    @property
    def law(self) -> SequelOpened:
        if isinstance(self.opened, SequelOpened):
            return self.opened
        raise AssertionError("a sequel that goes on was opened")

    @property
    def filed_by(self) -> str:
        """The platform at which it was applied for; else no platform's."""
        claims = self.word.claims if self.word else None
        applied = claims is not None and claims.speaker.role is Role.PLATFORM
        return claims.speaker.actor if claims and applied else str(self.id)

    @property
    def named(self) -> tuple[str, ...]:
        """Nobody: it has been begun by somebody, always."""
        return ()

    def department_of(self, item: str) -> str:  # noqa: ARG002 (it is about one)
        """Whose it is."""
        return self.order.department

    def department_called(self, item: str) -> str:  # noqa: ARG002 (likewise)
        """By which name people know it."""
        return self.law.item.department_name

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def today(self) -> date:
        """In China."""
        return clock.day_in_china(workflow.now())

    @property
    def served_on(self) -> date | None:
        """The day on which the last word was served, if it is known."""
        return self.day_of(self.key)

    def day_of(self, key: str) -> date | None:
        """The day on which a notice was served, if it is known."""
        service = self.services.get(key)
        return service.served_on if service else None

    @property
    def heard_until(self) -> date | None:
        """The holder's last day to speak: he has his time from when he was served."""
        within, served_on = self.law.heard_within, self.day_of(self.heard_key)
        return self.last_day(served_on, within) if within and served_on else None

    def last_day(self, since: date, within: Term) -> date:
        """Of a time that began on a day."""
        return last_day(since, within, now=self.law.calendar, earlier=self.earlier)

    @property
    def last_words(self) -> tuple[str, ...]:
        """The keys of the last letter to each; where its case has served nothing, neither does this."""
        modes = {one.party: one.mode for one in self.law.parties}
        others = {party: key for key, party in self.to_parties.items() if modes.get(party)}
        return ((self.key,) if self.key and self.law.mode else ()) + tuple(others.values())

    @property
    def is_served(self) -> bool:
        """Whether nothing of that is on its way."""
        return all(map(self.day_of, self.last_words))

    def open(self, opened: SequelOpened) -> None:
        """Begin; what is ordered is proposed by whoever enters it."""
        self.opened, self.due_on = opened, opened.due_on
        self.order = opened.order or self.order
        self.state = SequelState.RECEIVED if opened.ask_within else self.state
        claims = self.word.claims if self.word else None
        if opened.ordered and self.word and claims:
            says = ConcludeSequel(**_by(self.order), word="carry-out", reasons=self.order.reasons)
            self.proposal = SequelProposal(says, claims.speaker.person, self.word.mark)

    @property
    def ask_by(self) -> date | None:
        """The last day to tell what is to be mended; after it, the application counts as accepted."""
        if self.state is not SequelState.RECEIVED or self.law.ask_within is None:
            return None
        return self.last_day(self.order.on, self.law.ask_within)

    @property
    def deemed_on(self) -> date | None:
        """After which it counts as granted: what was not complete by then does not."""
        day, accepted = self.law.deemed_on, self.accepted_on
        late = day and accepted and day < accepted
        return None if late or self.state is SequelState.MENDING else day

    @property
    def enclosed(self) -> tuple[HandedPaper, ...]:
        """What came with it; one that was mended is in the place of the one before."""
        return tuple({paper.code: paper for paper in (*self.law.papers, *self.mended)}.values())

    def accept(self, on: date) -> None:
        """That day starts its limit; a renewal is decided before the licence ends (行政许可法 Art. 50)."""
        self.state, self.accepted_on = SequelState.BEGUN, on
        if self.due_on is None or self.due_on < on:
            self.due_on = self.last_day(on, self.law.decided_within)

    def ask(self, wanted: tuple[str, ...]) -> None:
        """Once, for all of it; its limit has not begun."""
        self.state, self.wants, self.proposal = SequelState.MENDING, wanted, None
        self.answer_by = None

    def keep(self) -> None:
        """Its case is open: who still has to decide there does so by the day that was set."""
        self.state, self.due_on = SequelState.KEPT, self.order.until

    def go_on(self, opened: SequelOpened) -> None:
        """Its case is closed, or has handed over the item."""
        self.opened, self.state, self.due_on = opened, SequelState.BEGUN, None

    def end_without(self) -> None:
        """What it is about is not there any more, or was done while its case was open."""
        decided = self.law.consequence is Consequence.DECIDES
        self.state = SequelState.CARRIED_OUT if decided else SequelState.DROPPED
        self.due_on, self.decided_on = None, self.today

    def note_delivered(self, delivered: Delivered | None) -> None:
        """How what was told is served."""
        self.services |= {one.key: one for one in delivered.services} if delivered else {}

    def progress_of_applicant(self) -> SequelProgress:
        """As the platform sees it at which it was applied for: what one person proposes is not told yet."""
        untold = {"proposed_by": "", "proposes": None, "mark": "", "doubts": ()}
        return self.progress().model_copy(update=untold)

    def progress(self) -> SequelProgress:
        """As officers see it."""
        opened = self.opened if isinstance(self.opened, SequelOpened) else None
        proposal, stands = self.proposal, self.stands
        return SequelProgress(
            id=self.id,
            case=self.order.case,
            item=self.order.item,
            item_name=opened.item.name if opened else "",
            sequel=self.order.sequel,
            name=opened.name if opened else "",
            state=self.state,
            begun_on=self.begun_on,
            heard_until=self.heard_until if opened else None,
            due_on=self.due_on,
            overdue=self.overdue,
            proposed_by=proposal.says.officer if proposal else "",
            proposes=proposal.says.word if proposal else None,
            mark=proposal.mark if proposal else "",
            granted=bool(stands and stands.state is State.GRANTED),
            deemed=self.deemed,
            licence=stands.licence if stands else None,
            compensation=self.compensation,
            compensated=opened.compensation if opened and opened.compensates else "",
            decided_on=self.decided_on,
            served_on=self.served_on,
            recourses=self._recourses() if opened else (),
            parties=tuple(self._parties()),
            reasons=self.order.reasons,
            accepted_on=self.accepted_on,
            ask_by=self.ask_by if opened else None,
            wants=self.wants,
            answer_by=self.answer_by,
            answer=self.answer,
            papers=self.enclosed if opened else (),
            doubts=self.doubts,
        )

    @property
    def after_review(self) -> tuple[OpenRemedy, ...]:
        """Against what a review body has left standing, or changed itself, with the last day."""
        delivery, received_on = self.law.item.delivery, self.order.received_on
        if delivery is None or received_on is None or self.state is not SequelState.CARRIED_OUT:
            return ()
        ways = (way.reviewed(on=received_on, calendar=self.law.calendar) for way in delivery.remedies)
        return tuple(way for way in ways if way)

    def _recourses(self) -> tuple[Recourse, ...]:
        """Against the department's own decision, with last days once it is served."""
        delivery = self.law.item.delivery if self.remedied else None
        if delivery is None:
            return tuple(map(recourse, self.after_review))
        return self._decision(self.key, delivery.remedies).recourses(self.law.calendar)

    def _parties(self) -> Iterator[PartyService]:
        """How its last word was served on each of the others, and what is open to him."""
        delivery = self.law.item.delivery if self.to_parties and self.remedied else None
        for party, key in {party: key for key, party in self.to_parties.items()}.items():
            told = self._decision(key, delivery.remedies if delivery else (), party=party)
            yield told.towards_party(self.services.get(key), self.law.calendar)

    def _decision(self, key: str, remedies: tuple[OpenRemedy, ...], *, party: str = "") -> DecisionServed:
        item, on = self.order.item, self.day_of(key)
        return DecisionServed(item=item, key=key, served_on=on, remedies=remedies, party=party)


def _by(order: BeginSequel) -> dict[str, str]:
    return {"item": order.item, "department": order.department, "officer": order.officer}
