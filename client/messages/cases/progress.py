"""What the engine tells a platform: receipt and findings, progress, outcome, catalogue."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import JsonValue

from ..bounds import Code, Prose
from ..message import Incoming, Message
from ..money.payment import PaymentDue
from .answers import Demand, IssuedLicence, Refused
from .correction import CorrectionNotice
from .findings import Finding
from .notices import Recourse, ToldNotice


class Stage(StrEnum):
    PRE_REVIEW = "pre-review"
    CORRECTION = "correction"
    HANDLING = "handling"
    DELIVERING = "delivering"
    CLOSED = "closed"


class OutcomeKind(StrEnum):
    GRANTED = "granted"
    PARTLY_GRANTED = "partly-granted"
    REFUSED = "refused"
    NOT_ACCEPTED = "not-accepted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    TERMINATED = "terminated"


class State(StrEnum):
    """Of an item."""

    WAITING = "waiting"
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


class Colour(StrEnum):
    """Of a clock: nothing to say, a share of the limit is used up, or the limit itself."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class OnRefusal(StrEnum):
    """What an applicant may choose for the rest of a case when an item is refused."""

    GO_ON = "go-on"
    WITHDRAW_REST = "withdraw-rest"


class Choice(Message):
    """The applicant may choose by that day; `if_silent` is what happens otherwise."""

    refused: str
    by: date
    if_silent: OnRefusal


class Chosen(Incoming):
    choice: OnRefusal


class ReceiptItem(Message):
    """`number` is the 办件编号; `due_on` the last day, reckoned as if every item before took all its time."""

    code: str
    name: str
    department: str
    number: str
    after: tuple[str, ...]
    promised: str
    due_on: date
    provisional: bool


class Receipt(Message):
    """The answer to a submission: accepted with a number, or findings that must be mended first.

    `due_on` is the last day promised for the whole case. Findings of an accepted case are for information, or
    for officers to look at. Of another one, what is to be mended is the correction notice, to be answered by
    `answer_by` with `Case.supplement`; without a day it has ended, and nothing is left to be answered.
    `changed` are answers that registers had given, and that were then changed by hand.
    """

    case: UUID
    fingerprint: str
    one_matter: str
    accepted: bool
    acceptance_number: str = ""
    received_at: datetime
    due_on: date | None = None
    answer_by: date | None = None
    items: tuple[ReceiptItem, ...] = ()
    findings: tuple[Finding, ...] = ()
    changed: tuple[str, ...] = ()


class LatePaper(Message):
    """A paper that may follow (容缺), until that day."""

    code: str
    name: str
    by: date


class StepProgress(Message):
    """A step of a procedure: whose it is, by when, and what was said when it was `taken_on` a day.

    `day` is the one that was fixed for it.
    """

    code: str
    name: str
    owner: str
    due_on: date | None = None
    day: date | None = None
    taken_on: date | None = None
    says: str = ""
    colour: Colour = Colour.GREEN


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


class AskFor(Incoming):
    """The applicant asks for what he has a right to in a procedure: a hearing, of which he was told."""

    item: Code
    procedure: Code
    says: Prose = ""


class ItemProgress(Message):
    """Where an item stands; `waiting_for` are the codes of items whose results it still needs.

    `due_on` is the promised last day, `statutory_due_on` that of the law: of an item that is not lodged yet
    the latest day planned, and nothing while its clock has not started or stands still. `recourses` are open
    against what was decided; its decision was served on `served_on`, and must be by `deliver_by`. Where there
    is an item for each of several, `about` is whom or what it is for, as the applicant calls it.
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


class Progress(Message):
    """Where a case stands, and what it waits for from the applicant: corrections, a choice, money.

    `told` is all that the applicant was told of it so far, the oldest first.
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
    bill: PaymentDue | None = None
    told: tuple[ToldNotice, ...] = ()


class Outcome(Message):
    """How a case ended, with the end of every item."""

    case: UUID
    kind: OutcomeKind
    closed_at: datetime
    items: tuple[ItemProgress, ...] = ()
    findings: tuple[Finding, ...] = ()


class Span(Message):
    """Days of a clock, first and last included, that count or do not, and why."""

    first: date
    last: date
    counted: bool
    days: int
    why: str
    basis: str


class Assumed(Message):
    """How a text of the law is read that leaves something open; somebody may read it otherwise."""

    says: str
    basis: str


class Reckoning(Message):
    """How a deadline comes about, day by day, and on which conventions: anyone can check it by hand."""

    subject: str
    limit: str
    accepted_on: date | None
    due_on: date | None
    provisional: bool
    spans: tuple[Span, ...]
    assumptions: tuple[Assumed, ...] = ()


class Reckonings(Message):
    """Of every clock of a case: its own and those of its items, promised and statutory."""

    clocks: tuple[Reckoning, ...]


class OneMatterEntry(Message):
    """A one-matter that can be applied for; `form` is the JSON Schema of its form."""

    code: str
    edition: str
    name: str
    form: dict[str, JsonValue]


class Catalogue(Message):
    one_matters: tuple[OneMatterEntry, ...]
