"""What the engine tells a platform: receipt and findings, progress, outcome, catalogue."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import JsonValue

from .answers import IssuedLicence, Refused
from .submission import Message


class WrongField(Message):
    """An answer that cannot be read: where it stands, what is wrong and what to do."""

    path: str
    says: str


class Finding(Message):
    """What pre-review found, by which rule, and how to mend it.

    `severity` is one of `words.SEVERITIES`; `competent` the body to go to where it is `not-ours`.
    """

    matter: str
    path: str
    says: str
    mend: str
    severity: str
    basis: str = ""
    rule: str = ""
    family: str = ""
    competent: str = ""


class Stage(StrEnum):
    PRE_REVIEW = "pre-review"
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


class State(StrEnum):
    """Of an item."""

    WAITING = "waiting"
    LODGED = "lodged"
    CORRECTION = "correction"
    GRANTED = "granted"
    REFUSED = "refused"
    IMPOSSIBLE = "impossible"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


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

    `due_on` is the last day promised for the whole case. Findings of an accepted case are warnings.
    """

    case: UUID
    fingerprint: str
    one_matter: str
    accepted: bool
    acceptance_number: str = ""
    received_at: datetime
    due_on: date | None = None
    items: tuple[ReceiptItem, ...] = ()
    findings: tuple[Finding, ...] = ()


class ItemProgress(Message):
    """Where an item stands; `waiting_for` are the codes of items whose results it still needs."""

    code: str
    name: str
    department: str
    number: str
    state: State
    waiting_for: tuple[str, ...] = ()
    lodged_at: datetime | None = None
    decided_at: datetime | None = None
    due_on: date
    licence: IssuedLicence | None = None
    refusal: Refused | None = None
    points: tuple[str, ...] = ()


class Progress(Message):
    case: UUID
    one_matter: str
    acceptance_number: str
    stage: Stage
    outcome: OutcomeKind | None
    items: tuple[ItemProgress, ...]


class Outcome(Message):
    """How a case ended, with the end of every item."""

    case: UUID
    kind: OutcomeKind
    closed_at: datetime
    items: tuple[ItemProgress, ...] = ()
    findings: tuple[Finding, ...] = ()


class OneMatterEntry(Message):
    """A one-matter that can be applied for; `form` is the JSON Schema of its form."""

    code: str
    edition: str
    name: str
    form: dict[str, JsonValue]


class Catalogue(Message):
    one_matters: tuple[OneMatterEntry, ...]
