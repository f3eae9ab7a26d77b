"""What comes in at the one window, and what it answers."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, SerializeAsAny

from activities.cases.notices import Notice
from activities.ledger.cases.services import Service
from activities.review.machine import MachineConclusion
from activities.trust.gatekeeper import Evidence
from client.errors import WrongField
from client.messages.cases.progress import Outcome
from client.messages.cases.receipt import Receipt
from client.messages.cases.submission import Submission
from client.messages.lists.case_line import Hold
from client.messages.message import Message
from client.messages.money.payment import Payment
from client.trust.actor import ActorKey
from matters.clock import OpenRemedy
from matters.plan.plan import Plan


class Arrival(Message):
    """A submission and the moment it came in, which starts every clock.

    `evidence` is the platform's word for it; what the engine files itself has none, and the ledger knows it.
    """

    submission: Submission
    received_at: datetime
    evidence: Evidence | None = None


class Mending(Message):
    """A submission as its applicant has mended it: the whole form, but only the papers that are new.

    `uploaded` are the digests of those that were there before, by code, `numbers` the 办件编号 of items that
    have one. The plan that is drawn gets `plan_number`. Licences must be valid `at` the moment of mending.
    `insisted` are the paths at which the same was said again.
    """

    submission: Submission
    uploaded: dict[str, str]
    numbers: dict[str, str]
    plan_number: int
    received_at: datetime
    accepted_on: date
    at: datetime | None = None
    insisted: tuple[str, ...] = ()


class Recalled(Message):
    """What is on file of a case that was received before.

    Payments, notices and how these were served; who had the ball, for which time it was kept at rest, and how
    many words it had heard.
    """

    payments: tuple[Payment, ...] = ()
    notices: tuple[Notice, ...] = ()
    services: tuple[Service, ...] = ()
    holds: tuple[Hold, ...] = ()
    version: int = 0
    heard: int = 0


class Received(Message):
    """A submission that could be read. It is accepted, or to be corrected first, as the receipt says.

    With an outcome it has ended. `sha256` are the digests of the papers that came, by code;
    `applicant_key` stands for the applicant wherever an operator may look. `judged` is what rules say at this
    moment of items that a machine may grant, by their codes; a repeat does not say it again. `told` if a
    notice of it is in the outbox. `desks` are the keys by which its departments answer, as they are now;
    whoever was received before departments signed has none. `shows_holders` if it is searched by whoever has
    the ball; older cases go by the states of their items. `keeps_rests` if it is kept whenever it comes to
    rest, so that lists show it; older cases are in lists once they are closed. `keeps_words` if it comes to
    rest with every word that it hears, whatever that changes. `serves_all` if whatever it
    tells is served, on everybody, and electronically on nobody who has not said that he agrees; in older
    cases decisions are, on the applicant. `remedies` are open against an outcome that turns it away.
    `recalled` is said in a repeat only.
    """

    kind: Literal["received"] = "received"
    receipt: Receipt
    applicant_key: str
    sha256: dict[str, str] = Field(default_factory=dict[str, str])
    outcome: Outcome | None = None
    told: bool = False
    judged: dict[str, MachineConclusion] = Field(default_factory=dict[str, MachineConclusion])
    desks: tuple[ActorKey, ...] | None = None
    shows_holders: bool = False
    keeps_rests: bool = False
    keeps_words: bool = False
    serves_all: bool = False
    remedies: tuple[OpenRemedy, ...] = ()
    recalled: Recalled | None = None
    plan: Plan


class Returned(Message):
    """A submission that could not be read: nothing of it is kept. `failure` is the type of the error."""

    kind: Literal["returned"] = "returned"
    failure: str
    says: str
    wrong_fields: tuple[WrongField, ...] = ()


Reception = SerializeAsAny[Annotated[Received | Returned, Field(discriminator="kind")]]
"""Written as what it is: pydantic makes the whole twice, of what may be of two kinds."""
