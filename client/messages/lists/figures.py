"""What is counted over many cases: backlogs now, and of a month whose time it took and how it went."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from ..bounds import Account, Line
from ..message import Incoming, Message
from .case_line import CaseLine, Hold, ItemLine

SILENCE: Final = timedelta(minutes=2)
"""After which a department's system is said to be silent: it answers at once, if only that it will."""


class Grouping(StrEnum):
    """By what cases are counted; items are, by department."""

    ONE_MATTER = "one-matter"
    REGION = "region"
    DEPARTMENT = "department"


class FiguresSearch(Incoming):
    """A month, such as `2026-11`, in which cases were closed; `holder` is whose share is wanted."""

    month: Annotated[str, Field(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$")]
    by: Grouping = Grouping.ONE_MATTER
    holder: Account = ""


class HeldTime(Message):
    """For how many working seconds somebody had the ball, in so many cases."""

    holder: str
    seconds: int
    cases: int = 1


class Delays(Message):
    """Whose the time of some cases was; the parts sum to the whole."""

    seconds: int
    cases: int
    parts: tuple[HeldTime, ...]


class ToldLine(Message):
    """That something was told, and to whom; what it said is for whom it was."""

    told_at: datetime
    addressee: str
    kind: str
    item: str


class FailingCall(Message):
    """A call of a department's system, or of the engine's own ledger and partners, that brings nothing.

    It has been `attempts` times since an instant: none, if no worker has taken it. `failure` is the kind of
    the last error. `next_at` is when it is tried again by itself; retried by order, at once.
    """

    call: str
    department: str = ""
    since: datetime
    attempts: int
    failure: str = ""
    next_at: datetime | None = None


class GroundLine(Message):
    """On what something was not accepted (then by a `rule`), or is refused: what is called so, which article.

    `name` is what the item is called. What was written about it to somebody is for whom it was.
    """

    item: str
    name: str = ""
    rule: str = ""
    says: str = ""
    basis: str = ""


class CaseHistory(Message):
    """A case with all that had to be done of it by whom, and what that took in working time until now.

    `faults` are what fails of it just now, as far as the server shows them to whoever asks; `grounds` on what
    it was not accepted, or items of it are refused.
    """

    line: CaseLine
    holds: tuple[Hold, ...]
    delays: Delays
    notices: tuple[ToldLine, ...]
    faults: tuple[FailingCall, ...] = ()
    grounds: tuple[GroundLine, ...] = ()


class Tally(Message):
    """How it went with those of one group: of so many cases, or items of a department, that ended.

    `automatic` counts items that a machine has granted of all `granted`, `spared` papers nobody had to bring,
    `stars` those of all that were `rated`. `name` is what the group is called, if it goes by a code.
    `not_accepted` are those that no department was troubled with: they are neither in time nor refused.
    """

    group: str
    ended: int
    on_time: int
    refused: int
    corrected: int
    granted: int
    automatic: int
    spared: int
    rated: int = 0
    stars: int = 0
    name: str = ""
    not_accepted: int = 0


class Figures(Message):
    """One for each group."""

    month: str
    by: Grouping
    figures: tuple[Tally, ...]


class DepartmentLine(Message):
    """What a department has in hand: items, those of them overdue, and whose system has not answered.

    `name` is as the directory has it; `oldest` is since when the oldest waits; `last_decided_at` when it has
    decided anything last.
    """

    department: str
    undecided: int = 0
    overdue: int = 0
    silent: int = 0
    oldest: datetime | None = None
    last_decided_at: datetime | None = None
    name: str = ""


class Departments(Message):
    """All there are; `divisions` are what regions are called, by their codes."""

    departments: tuple[DepartmentLine, ...]
    divisions: dict[str, str] = Field(default_factory=dict[str, str])


class SilentItem(Message):
    """An item whose department's system was asked, and has not answered for two minutes.

    `fault` is how its calls fail, where it is known.
    """

    line: ItemLine
    case: UUID
    region: str
    fault: FailingCall | None = None


class SilentSearch(Incoming):
    """Items behind the cursor `after`, as the page before has ended with it."""

    after: Line = ""


class SilentItems(Message):
    """A page, the oldest first, and how many there are of all pages. `next` is the cursor behind it.

    With the first page come the runs of which a call of the engine's own has failed of late, again and again;
    the server knows whether it still does (`Supervisor.failing`).
    """

    items: tuple[SilentItem, ...]
    total: int
    next: str = ""
    failing: tuple[str, ...] = ()
