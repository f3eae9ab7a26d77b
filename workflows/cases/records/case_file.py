"""The file of one case: all that is known of it while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Final
from uuid import UUID

from temporalio import workflow

from activities.cases.arrivals import Received, Reception
from activities.cases.notices import Addressee, Delivered, Notice, NoticeKind, mode_towards
from activities.ledger.cases.heard_words import HeardWord
from activities.ledger.cases.services import Service
from client.messages.cases.plan_order import PlanChange
from client.messages.cases.progress import Colour, Outcome, Stage
from client.messages.cases.submission import Submission, Withdrawal
from client.messages.officers.docket import Task
from matters import clock
from matters.clock.calendar import Calendar
from matters.plan.plan import Plan
from workflows.cases.records.item_record import ItemRecord, ProposedEnd
from workflows.cases.records.legal_clock import LegalClock
from workflows.cases.rest.case_records import (
    BillRecord,
    ChoiceRecord,
    CorrectionRecord,
    Parcel,
    QuestionRecord,
    RestRecord,
)

LETTERS: Final = 100
"""So many are told with the progress of a case."""

SERVED: Final = (Addressee.APPLICANT, Addressee.INTERESTED_PARTY)
"""On whom what they are told is served by law."""


@dataclass
class CaseFile:
    """Everything that happens to a case is written here, and everything that is told of it is read here.

    `word` is the submission as its platform has signed it; its papers are with the ledger, and not here.
    `sha256` are the digests of uploaded papers by code, `numbers` the 办件编号 by item, `colour` is that of
    the clock of the whole case. `outbox` are notices that are not on file yet, `tasks` what inboxes show.
    `letters` are the latest notices to the applicant, `services` how these were served, by their keys.
    `parcels` are those of which nobody has said yet when they were served, on the applicant or on others.
    `adopted_at` is the moment from which the present plan is followed.
    `terminated` says that operators have ended it, which is nobody's wish; `ending`, that one wants to.
    `not_accepted` is the outcome of a supplement that pre-review cannot accept.
    `heard` are the signed words of people and departments, as they came, but those that are on file.
    `amended` are the orders by which its calendar was changed, `replanned` what others made of its plan.
    `news`: a register has told that what the case waits for has changed; `ruled`: a court may have ruled.
    `recalled` are notices that an earlier run of the case has told, and this one has not yet.
    `electronic` is what the applicant has said of electronic service since he filed it, `electronic_parties`
    are those whom it concerns besides and who have agreed to it.
    `mending` is held while a supplement is on its way: nothing lapses meanwhile; `allotting` while the
    books are asked about a place. `asked_at` is when it is looked up outside its run, which alone has a time.
    """

    submission: Submission
    word: HeardWord | None = None
    stage: Stage = Stage.PRE_REVIEW
    reception: Reception | None = None
    _plan: Plan | None = None
    """Behind the reception, which ends with the same, mostly: what repeats so near takes no room."""
    withdrawal: Withdrawal | None = None
    terminated: bool = False
    ending: ProposedEnd | None = None
    not_accepted: Outcome | None = None
    adopted_at: datetime | None = None
    outcome: Outcome | None = None
    sha256: dict[str, str] = field(default_factory=dict[str, str])
    numbers: dict[str, str] = field(default_factory=dict[str, str])
    items: dict[str, ItemRecord] = field(default_factory=dict[str, ItemRecord])
    correction: CorrectionRecord = field(default_factory=CorrectionRecord)
    choice: ChoiceRecord = field(default_factory=ChoiceRecord)
    questions: QuestionRecord = field(default_factory=QuestionRecord)
    bill: BillRecord = field(default_factory=BillRecord)
    rests: RestRecord = field(default_factory=RestRecord)
    colour: Colour = Colour.GREEN
    tasks: tuple[Task, ...] = ()
    outbox: list[Notice] = field(default_factory=list[Notice])
    told: int = 0
    recalled: list[Notice] = field(default_factory=list[Notice])
    letters: list[Notice] = field(default_factory=list[Notice])
    services: dict[str, Service] = field(default_factory=dict[str, Service])
    news: bool = False
    ruled: bool = False
    heard: list[HeardWord] = field(default_factory=list[HeardWord])
    amended: tuple[str, ...] = ()
    replanned: tuple[PlanChange, ...] = ()
    electronic: bool | None = None
    electronic_parties: tuple[str, ...] = ()
    parcels: dict[str, Parcel] = field(default_factory=dict[str, Parcel])
    _clock: LegalClock | None = None

    def __post_init__(self) -> None:
        self.mending = asyncio.Lock()
        self.allotting = asyncio.Lock()
        self.asked_at: datetime | None = None

    @property
    def filed_by(self) -> str:
        """The platform whose case it is; nobody's, if the engine has filed it."""
        claims = self.word and self.word.claims
        return claims.speaker.actor if claims else ""

    @property
    def named(self) -> tuple[str, ...]:
        """By what registers know them: who files, and whom the form is about."""
        told = (answer for answer in self.submission.form.values() if isinstance(answer, str))
        return (self.submission.applicant.identity_number, *told)

    @property
    def serves_all(self) -> bool:
        """Whether whatever is told is served; of older cases the decisions are."""
        return isinstance(self.reception, Received) and self.reception.serves_all

    @property
    def agrees(self) -> bool:
        """Whether the applicant has agreed to electronic service: he said so last, or when he filed it.

        Silence is no consent, but in older cases, whose platforms were not asked.
        """
        said = self.submission.electronic_service if self.electronic is None else self.electronic
        return not self.serves_all if said is None else said

    @property
    def answers_to(self) -> str:
        """For whose key its end is told, if not by the engine's own."""
        claims = self.word and self.word.claims
        return claims.reply if claims else ""

    def department_of(self, item: str) -> str:
        """Who has an item; nobody, if there is none."""
        return self.items[item].department if item in self.items else ""

    def department_called(self, item: str) -> str:
        """By which name people know it."""
        return self.items[item].planned.department_name if item in self.items else ""

    @property
    def id(self) -> UUID:
        return self.submission.id

    @property
    def received_at(self) -> datetime:
        """Which starts every clock."""
        if isinstance(self.reception, Received):
            return self.reception.receipt.received_at
        raise AssertionError("a case that follows a plan was received")

    @property
    def is_open(self) -> bool:
        """Whether it was received, and follows a plan; a case that had ended before this run never does."""
        return self._plan is not None

    @property
    def ended_before(self) -> bool:
        """Whether it had ended before this run, which somebody has begun all the same: it knows only how."""
        is_accepted = isinstance(self.reception, Received) and self.reception.receipt.accepted
        return is_accepted and self.outcome is not None and not self.is_open

    @property
    def plan(self) -> Plan:
        if self._plan is None:
            raise AssertionError("a case has a plan from its reception on")
        return self._plan

    @plan.setter
    def plan(self, plan: Plan) -> None:
        self._plan = plan

    @property
    def clock(self) -> LegalClock:
        """Of the whole case."""
        if self._clock is None:
            raise AssertionError("a case has a clock from its reception on")
        return self._clock

    @property
    def today(self) -> date:
        """In China; of a case that is closed, the day on which it was."""
        return clock.day_in_china(self.outcome.closed_at if self.outcome else self.asked_at or workflow.now())

    def calendar_of(self, item: ItemRecord) -> Calendar:
        """By which working days its department counts: those of its own place."""
        return self.plan.calendar.closed_on(item.planned.closed)

    def open(self, received: Received) -> None:
        """Begin with what the one window has made of the submission."""
        day = clock.day_in_china(received.receipt.received_at)
        self.plan = received.plan
        self._clock = LegalClock.begun(
            received.plan.clock,
            received.plan.timetable,
            received_on=day,
            accepted=received.receipt.accepted,
        )
        self.sha256 = dict(received.sha256)
        if before := received.recalled:
            self.recalled = list(before.notices)
            self.told = len(before.notices)
            self.services |= {service.key: service for service in before.services}
            self.rests.holds, self.rests.version = list(before.holds), before.version
            self.rests.heard = before.heard

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """The first word counts; another changes nothing."""
        self.withdrawal = self.withdrawal or withdrawal

    def tell(
        self, addressee: Addressee, kind: NoticeKind, says: str, *, item: str = "", party: str = ""
    ) -> str:
        """Put a notice into the outbox, under the key that comes back; it is on file before the case ends.

        `party` is which interested one. What an earlier run has told is not told again.
        """
        for known in self.recalled:
            if (known.addressee, known.kind, known.item, known.says) == (addressee, kind, item, says):
                self.recalled.remove(known)
                self._note_letters([known] if addressee is Addressee.APPLICANT else [])
                self._await_service(known, party)
                return known.key
        self.told += 1
        to_applicant = addressee is Addressee.APPLICANT
        agrees = self.agrees if to_applicant else party in self.electronic_parties
        notice = Notice(
            key=f"{self.id}/{self.told:04}",
            case=self.id,
            addressee=addressee,
            kind=kind,
            item=item,
            says=says,
            told_at=workflow.now(),
            mode=mode_towards(agrees=agrees) if addressee in SERVED else "",
            party=party or None,
        )
        self.outbox.append(notice)
        self._note_letters([notice] if to_applicant else [])
        self._await_service(notice, party)
        return notice.key

    def note_delivered(self, delivered: Delivered | None) -> None:
        """What has become of notices; nothing is known of it in histories of before it was told."""
        if delivered:
            self.services |= {service.key: service for service in delivered.services}
            self.parcels = {key: one for key, one in self.parcels.items() if self.may_be_served(key)}
            self._note_letters(one for one in delivered.notices if one.addressee is Addressee.APPLICANT)

    def await_all(self, on_file: Delivered) -> None:
        """Whatever of that may still be served can be entered; what a sequel told is entered with that."""
        for notice in on_file.notices:
            own = notice.key.startswith(f"{self.id}/") and notice.addressee is Addressee.APPLICANT
            if own and notice.key in self.services:
                self._await_service(notice, "")

    def served_on(self, key: str) -> date | None:
        """The day on which a notice was served, if it is known."""
        service = self.services.get(key)
        return service.served_on if service else None

    def is_on_its_way(self, key: str) -> bool:
        """Whether a notice has left, and somebody has to say when it is served."""
        return key in self.services and not self.served_on(key)

    def may_be_served(self, key: str) -> bool:
        """Whether somebody can still take it: nobody has yet, and its public notice runs at most."""
        served_on = self.served_on(key)
        return served_on is None or served_on > self.today

    def _await_service(self, notice: Notice, party: str) -> None:
        """Until it is served at once, or somebody says when it was."""
        if self.serves_all and notice.addressee in SERVED and self.may_be_served(notice.key):
            self.parcels[notice.key] = Parcel(
                key=notice.key,
                item=notice.item,
                kind=notice.kind,
                party=party,
                told_on=clock.day_in_china(notice.told_at),
            )

    def _note_letters(self, more: Iterable[Notice]) -> None:
        """What is not among the latest is on file, and so is how it was served, unless days hang on it."""
        known = [letter.key for letter in self.letters]
        self.letters += [letter for letter in more if letter.key not in known]
        if len(self.letters) > LETTERS:
            self.letters = sorted(self.letters, key=lambda letter: letter.told_at)[-LETTERS:]
            wanted = [notice.key for notice in (*self.letters, *self.recalled)]
            wanted += [*self.parcels, *(notice.letter for notice in self.correction.notices)]
            for item in self.items.values():
                wanted += [item.notice, *item.told_parties.values()]
                wanted += chain.from_iterable(item.announced.values())
            self.services = {key: one for key, one in self.services.items() if key in wanted}
