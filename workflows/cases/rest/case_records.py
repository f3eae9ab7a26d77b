"""What a case keeps of each thing that goes on in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from client.messages.cases.choice import Choice, OnRefusal
from client.messages.cases.correction import CorrectionNotice
from client.messages.lists.case_line import Hold
from client.messages.money.payment import Refund
from client.messages.officers.docket import PreparedWord
from matters import clock


@dataclass
class CorrectionRecord:
    """What the applicant was asked to mend.

    `answered` are the paths that were answered of a notice, by its number; `rounds` the round of an item in
    which its points were last told; `from_file` what was answered from the file, as item and path.
    `found` are the paths at which a supplement was wrong and so not taken, `insisted` those at which he has
    said the same again. `followed` are the numbers of notices whose answers are waited for, `gathering_since`
    the day since which what departments want is gathered. `lapsed` if nobody mended what was found first.
    `reminded_after` is the day after which he had still more time, by the number of a notice.
    """

    notices: list[CorrectionNotice] = field(default_factory=list[CorrectionNotice])
    answered: dict[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    rounds: dict[str, int] = field(default_factory=dict[str, int])
    from_file: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    found: tuple[str, ...] = ()
    insisted: tuple[str, ...] = ()
    followed: list[int] = field(default_factory=list[int])
    gathering_since: date | None = None
    lapsed: bool = False
    reminded_after: dict[int, date] = field(default_factory=dict[int, date])


@dataclass
class ChoiceRecord:
    """The choice after a refusal that is open, what was answered to it, and the refusals dealt with."""

    open: Choice | None = None
    offered_on: date | None = None
    answer: OnRefusal | None = None
    dealt_with: list[str] = field(default_factory=list[str])


@dataclass
class QuestionRecord:
    """On which day a question of the course was put, by its field; those `closed` nobody answers any more.

    `no_sooner` than on these days ends the time that was told.
    """

    put_on: dict[str, date] = field(default_factory=dict[str, date])
    no_sooner: dict[str, date] = field(default_factory=dict[str, date])
    closed: list[str] = field(default_factory=list[str])


@dataclass
class BillRecord:
    """What came in and went back, in fen, by item. `paid` is what the account of an item has now.

    `keys` are those of the payments, `receiving` how many are being entered; of the `refunds`, the first
    `ordered` have been ordered. `asked` are the items of the last bill, `collecting` while it is due; its
    time began on `pay_since`.
    """

    paid: dict[str, int] = field(default_factory=dict[str, int])
    keys: list[str] = field(default_factory=list[str])
    refunded: dict[str, int] = field(default_factory=dict[str, int])
    refunds: list[Refund] = field(default_factory=list[Refund])
    ordered: int = 0
    asked: tuple[str, ...] = ()
    pay_by: clock.Due | None = None
    pay_since: date | None = None
    reminded: bool = False
    collecting: bool = False
    asked_at: datetime | None = None
    receiving: int = 0


@dataclass
class RestRecord:
    """Who had the ball, in the order in which it came to them, without those that are `dropped`.

    The first `kept` of all are on file for good, as are the first `heard` words, which are not carried on.
    `version` counts how often it was kept at rest; `prepared` are words that something has prepared.
    """

    holds: list[Hold] = field(default_factory=list[Hold])
    kept: int = 0
    version: int = 0
    dropped: int = 0
    heard: int = 0
    prepared: list[PreparedWord] = field(default_factory=list[PreparedWord])


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A notice of which nobody has said yet when it was served: to the applicant, or to a `party`.

    `item` is empty where it is about the whole case.
    """

    key: str
    item: str
    kind: str
    party: str
    told_on: date
