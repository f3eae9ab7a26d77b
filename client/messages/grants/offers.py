"""Grants as their beneficiaries see them: offers, what can be said to one, and where it stands."""

import hashlib
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from ..bounds import Key, Line, Officer, Prose
from ..message import Grows, Incoming, Message

ANY = "*"
"""Every policy, or every period."""


class GrantState(Grows):
    """Where a grant stands. Matched ones are not told to anybody before their campaign is released."""

    MATCHED = "matched"
    OFFERED = "offered"
    ASKED = "asked"
    SECOND_LOOK = "second-look"
    OBJECTED = "objected"
    GRANTED = "granted"
    FILED = "filed"
    PAID = "paid"
    RETURNED = "returned"
    DECLINED = "declined"
    STOPPED = "stopped"
    FAULTY = "faulty"


class Step(Message):
    """A step of the calculation: what it says, and what it adds, in fen."""

    says: str
    fen: int


class Offer(Message):
    """A grant as its beneficiary reads it. `reference` is `policy/period/beneficiary`.

    `handle` stands for it wherever ids are seen.
    `mode` is how this beneficiary is served, which may be by application where others need not apply.
    `asks` is the question for the one datum that is missing, `authorises` what a confirmation lets the
    department do with the data that are held, `commits` what it promises (告知承诺).
    `because` names the rule or the wish by which a grant was stopped, the reason of a bank for a payment
    that came back. What was paid too much, `overpaid` (fen), is claimed back by due process in the cases
    `claimed_in`. `told_to` is who has asked: in his name it is answered. `why` says in words why it has
    ended, `remedies` what may be done against what is decided, beside an objection.
    """

    reference: str
    policy: str
    name: str
    department: str
    period: str
    mode: str
    state: GrantState
    fen: int
    calculation: tuple[Step, ...] = ()
    asks: str = ""
    authorises: str = ""
    commits: str = ""
    because: str = ""
    objections_until: date | None = None
    overpaid: int = 0
    claimed_in: tuple[UUID, ...] = ()
    told_to: str = ""
    handle: str = ""
    why: str = ""
    remedies: str = ""


def digest(commitment: str) -> str:
    """SHA-256 of what was promised, word for word."""
    return hashlib.sha256(commitment.encode()).hexdigest()


class Offers(Message):
    offers: tuple[Offer, ...]


class Confirmation(Message):
    """The beneficiary wants the grant, and lets the data be used that it rests upon (一键确认).

    `commitment` is the digest of the text that was shown and promised, where the offer has one.
    """

    kind: Literal["confirm"] = "confirm"
    commitment: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


class Declining(Message):
    """The beneficiary does not want this grant; others are not touched."""

    kind: Literal["decline"] = "decline"


class Reply(Message):
    """The one datum that was asked for; otherwise another account for what is not paid yet."""

    kind: Literal["reply"] = "reply"
    value: Annotated[Line, Field(min_length=1, max_length=64, repr=False)]


class Objection(Message):
    """Somebody says that a grant, its amount or its end is wrong. `id` is made once: a repeat is the same."""

    kind: Literal["object"] = "object"
    id: Key
    grounds: Prose


class Decision(Message):
    """An officer decides an objection, or has taken the second look: does it stay as it was?"""

    kind: Literal["decide"] = "decide"
    by: Officer
    stands: bool
    because: Prose = ""


class Reassessment(Message):
    """An officer has a grant reckoned anew, as the registers stand now; what is missing follows.

    One that is paid, or that a rule has stopped. `because` is wanted where the
    registers say now that nothing was due of what is paid: they do not tell whether they did so then.
    """

    kind: Literal["reassess"] = "reassess"
    by: Officer
    because: Prose = ""


Act = Annotated[
    Confirmation | Declining | Reply | Objection | Decision | Reassessment, Field(discriminator="kind")
]


class Deed(Incoming):
    """An act upon one grant.

    `party` is the person or firm whom a platform has authenticated, by the key of the register: only who is
    paid answers. An officer's act has none.
    """

    reference: Line
    act: Act
    party: Key | None = None


class GrantFile(Incoming):
    """The grant that a workflow sees to, and where it stands, if whoever starts it has looked."""

    reference: Line
    standing: "Standing | None" = None


class Standing(Message):
    """Where a grant stands after an act.

    `payable_from` is the first day on which the money may go. `answer_by` is the officer's last day to
    decide an objection, and `remind_on` the day after which the department is reminded of it. `overpaid`
    (fen) is to be claimed back by due process (追回), if anything is. `name` is what its policy is called.
    An objection, or what an officer is to look at, waits `since` a day.
    """

    kind: Literal["standing"] = "standing"
    reference: str
    policy: str
    department: str
    state: GrantState
    fen: int
    because: str = ""
    payable_from: date | None = None
    remind_on: date | None = None
    answer_by: date | None = None
    overpaid: int = 0
    name: str = ""
    since: date | None = None


class Wish(Incoming):
    """Whether somebody wants to be served unasked: one policy or any, in one period or for ever."""

    beneficiary: Key
    policy: Line = ANY
    period: Line = ANY
    wanted: bool = False


class WishGranted(Message):
    """How many open grants the wish has changed."""

    changed: int
