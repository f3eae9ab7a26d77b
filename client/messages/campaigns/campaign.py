"""What a campaign is told, and what it tells: numbers and sums, never a person."""

import hashlib
from datetime import date, datetime

from pydantic import Field

from ..bounds import Code, Officer, Prose
from ..message import Grows, Incoming, Message


class CampaignStage(Grows):
    MATCHING = "matching"
    PREVIEW = "preview"
    GRANTING = "granting"
    PUBLICITY = "publicity"
    PAYING = "paying"
    CLOSED = "closed"


class CampaignOrder(Incoming):
    """One policy for one period, the one that is due if none is named.

    `canary` grants go first, then `page` at a time, which is also the size of a payment file.
    """

    policy: Code
    period: Code | None = None
    prepared_by: Officer
    canary: int = Field(default=200, ge=1, le=1_000_000)
    page: int = Field(default=2_000, ge=1, le=10_000)


class Group(Message):
    """So many grants, and what they come to in fen."""

    label: str
    grants: int
    fen: int


class Preview(Message):
    """What a release would set going. `already` are grants of this period that another campaign has."""

    opens_as: tuple[Group, ...] = ()
    by_amount: tuple[Group, ...] = ()
    by_region: tuple[Group, ...] = ()
    already: int = 0
    last_period: Group | None = None
    budget_left: int = 0


def digest(preview: Preview) -> str:
    """What whoever releases it signs."""
    return hashlib.sha256(preview.model_dump_json().encode()).hexdigest()


class Counts(Message):
    """What a campaign has handled so far. `matched` are those whom the narrowing left to the rules."""

    matched: int = 0
    opened: int = 0
    faults: int = 0
    objections: int = 0
    filed: int = 0
    filed_fen: int = 0
    stopped: int = 0
    settled: int = 0
    paid_fen: int = 0
    returned: int = 0
    returned_fen: int = 0
    differences: int = 0


class Report(Message):
    """How a campaign ended; it is reconciled if ledger and treasury know the same sum, to the fen.

    Its policy is called `name`.
    """

    id: str
    policy: str
    period: str
    completed: bool
    closed_at: datetime
    released_by: str = ""
    stopped_by: str = ""
    counts: Counts
    states: tuple[Group, ...] = ()
    files: int = 0
    ledger_fen: int = 0
    treasury_fen: int = 0
    name: str = ""

    @property
    def reconciled(self) -> bool:
        """Whether every payment of the ledger is one of the treasury's, and the other way round."""
        return self.ledger_fen == self.treasury_fen and not self.counts.differences


class Hand(Message):
    """What an officer has done to a campaign (编制、放行、暂停、恢复、终止), when, and why."""

    by: str
    does: str
    at: datetime
    because: str = ""


class CampaignProgress(Message):
    """Where a campaign stands; carried from run to run. `hands` are the latest words of officers.

    `halted` says why it waits for an officer's word, `eased` what was counted when the last one came: the
    brake counts from there. Whoever releases the preview signs its `digest`.
    """

    stage: CampaignStage = CampaignStage.MATCHING
    name: str = ""
    period: str = ""
    cursor: str = ""
    files: int = 0
    counts: Counts = Counts()
    preview: Preview | None = None
    digest: str = ""
    released_by: str = ""
    publicity_until: date | None = None
    halted: str = ""
    eased: Counts = Counts()
    resumed_by: str = ""
    stopped_by: str = ""
    hands: tuple[Hand, ...] = ()


class Word(Incoming):
    """An officer's word to a campaign; `by` is who says it."""

    by: Officer
    because: Prose = ""
