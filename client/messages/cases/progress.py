"""Where a case stands, and how it ended."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from ..bounds import Code, Prose
from ..message import Grows, Message
from ..money.payment import PaymentDue
from .answers import Demand, IssuedLicence, Refused
from .choice import AskedQuestion, Choice
from .correction import CorrectionNotice
from .findings import Finding
from .notices import PartyService, Recourse, ToldNotice
from .places import QuotaPlace
from .plan_order import PlanChange
from .submission import PersonWord


class Stage(Grows):
    PRE_REVIEW = "pre-review"
    CORRECTION = "correction"
    HANDLING = "handling"
    DELIVERING = "delivering"
    CLOSED = "closed"


class OutcomeKind(Grows):
    GRANTED = "granted"
    PARTLY_GRANTED = "partly-granted"
    REFUSED = "refused"
    NOT_ACCEPTED = "not-accepted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    TERMINATED = "terminated"
    STOPPED = "stopped"


class State(Grows):
    """Of an item. What was decided may be set aside by a review body or a court while its case goes on."""

    WAITING = "waiting"
    QUEUED = "queued"
    PAYMENT = "payment"
    LODGED = "lodged"
    IN_REVIEW = "in-review"
    SUSPENDED = "suspended"
    CORRECTION = "correction"
    GRANTED = "granted"
    REFUSED = "refused"
    IMPOSSIBLE = "impossible"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    NOT_REQUIRED = "not-required"
    TERMINATED = "terminated"
    STOPPED = "stopped"
    SET_ASIDE = "set-aside"


class Colour(Grows):
    """Of a clock: nothing to say, a share of the limit is used up, or the limit itself."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class LatePaper(Message):
    """A paper that may follow (容缺), until that day."""

    code: str
    name: str
    by: date


class StandingClock(Message):
    """A clock that stands (特别程序): for what, by which article, since when, and until when at the latest.

    No later day is counted; `notice` is the written one by which that was told.
    """

    because: str
    basis: str
    since: date
    expected_end: date | None = None
    notice: str = ""


class PartyTerm(Message):
    """Until when somebody whom it concerns besides the applicant may ask: since he was `told_on` a day."""

    party: str
    told_on: date | None = None
    due_on: date | None = None


class StepProgress(Message):
    """A step of a procedure: whose it is, by when, and what was said when it was `taken_on` a day.

    `day` is the one that was fixed for it. What is a right of each whom it concerns has a last day for each:
    `due_on` is the applicant's, `parties` are the others.
    """

    code: str
    name: str
    owner: str
    due_on: date | None = None
    day: date | None = None
    taken_on: date | None = None
    says: str = ""
    colour: Colour = Colour.GREEN
    parties: tuple[PartyTerm, ...] = ()


class ProcedureProgress(Message):
    """A procedure that has begun about an item (听证、核查、初审).

    It is `under_way` until its last step is taken, or until it has `lapsed`: nobody asked for it in time.
    """

    code: str
    name: str
    basis: str
    under_way: bool
    lapsed: bool = False
    steps: tuple[StepProgress, ...]


class AskFor(PersonWord):
    """The applicant asks for what he has a right to in a procedure: a hearing, of which he was told."""

    item: Code
    procedure: Code
    says: Prose = ""


class ItemProgress(Message):
    """Where an item stands; `waiting_for` are the codes of items whose results it still needs.

    `due_on` is the promised last day, `statutory_due_on` that of the law: of an item that is not lodged yet
    the latest day planned, and nothing while its clock has not started or stands still. `recourses` are open
    against what was decided; its decision was served on `served_on`, and must be by `deliver_by`. Where there
    is an item for each of several, `about` is whom or what it is for, as the applicant calls it. Where there
    are only so many, its `place` in the order of acceptance is told. `stands` says why its clock does.
    `parties` are those besides him who were told the decision, or its end without one, each with his own day
    and last days.
    """

    code: str
    name: str
    department: str
    number: str
    state: State
    colour: Colour = Colour.GREEN
    waiting_for: tuple[str, ...] = ()
    lodged_at: datetime | None = None
    decided_at: datetime | None = None
    due_on: date | None
    statutory_due_on: date | None = None
    round: int = 0
    licence: IssuedLicence | None = None
    refusal: Refused | None = None
    points: tuple[Demand, ...] = ()
    late_papers: tuple[LatePaper, ...] = ()
    remarks: tuple[str, ...] = ()
    served_on: date | None = None
    recourses: tuple[Recourse, ...] = ()
    procedures: tuple[ProcedureProgress, ...] = ()
    deliver_by: date | None = None
    about: str = ""
    place: QuotaPlace | None = None
    stands: tuple[StandingClock, ...] = ()
    parties: tuple[PartyService, ...] = ()


class Progress(Message):
    """Where a case stands, and what it waits for from the applicant: corrections, a choice, an answer, money.

    `told` are the latest hundred notices to the applicant, the oldest first; all, once it is closed.
    `acts_as` is as what he applies (本人、代理人、…), where the definition says who may. `stands` says why
    the clock of the whole does, `replanned` by which orders it was planned anew. `called` is what people call
    what is to be mended, by its path. `on_file` tells that nobody is at work
    on the case, which is told as it came to rest last: its run stands still, or is not the engine's. Then its
    platform files the same submission again.
    """

    case: UUID
    one_matter: str
    acceptance_number: str
    stage: Stage
    outcome: OutcomeKind | None
    due_on: date | None = None
    colour: Colour = Colour.GREEN
    plan: int = 0
    items: tuple[ItemProgress, ...]
    notices: tuple[CorrectionNotice, ...] = ()
    choice: Choice | None = None
    questions: tuple[AskedQuestion, ...] = ()
    bill: PaymentDue | None = None
    told: tuple[ToldNotice, ...] = ()
    acts_as: str = ""
    stands: tuple[StandingClock, ...] = ()
    replanned: tuple[PlanChange, ...] = ()
    called: dict[str, str] = Field(default_factory=dict)
    on_file: bool = False


class Outcome(Message):
    """How a case ended, with the end of every item."""

    case: UUID
    kind: OutcomeKind
    closed_at: datetime
    items: tuple[ItemProgress, ...] = ()
    findings: tuple[Finding, ...] = ()
