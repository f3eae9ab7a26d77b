"""A case as a line of a list: numbers, states and days, and nothing about a person."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from ..cases.progress import Colour, OutcomeKind, Stage, State
from ..message import Message


class Holder(StrEnum):
    """Who has the ball, beside departments, which go by their codes.

    `OUTSIDE` is what the engine waits for besides: a department's system that is asked and has not answered,
    a register that is to tell something, a public notice that runs.
    """

    APPLICANT = "applicant"
    WINDOW = "window"
    OUTSIDE = "outside"
    ENGINE = "engine"


class ItemLine(Message):
    """An item; `officer` is the account that has it by name, `department` whose it is just now.

    `automatic` if a machine has granted it. `rounds` tells how often it was lodged.
    """

    code: str
    name: str
    department: str
    number: str
    state: State
    colour: Colour = Colour.GREEN
    officer: str = ""
    lodged_at: datetime | None = None
    decided_at: datetime | None = None
    due_on: date | None = None
    automatic: bool = False
    rounds: int = 0


class CaseLine(Message):
    """A case at rest. `holders` have the ball: departments by code, or one of `Holder`.

    `name` is what its one-matter is called, where it is looked up.
    `outside` says whose system, register or notice it is, where they have the ball and it is looked up.
    `corrections` counts the notices of what is to be mended, `spared` the papers that nobody had to bring.
    """

    case: UUID
    one_matter: str
    edition: str
    platform: str
    region: str
    channel: str
    number: str
    stage: Stage
    outcome: OutcomeKind | None = None
    colour: Colour = Colour.GREEN
    received_at: datetime
    closed_at: datetime | None = None
    due_on: date | None = None
    holders: tuple[str, ...] = ()
    corrections: int = 0
    spared: int = 0
    items: tuple[ItemLine, ...] = ()

    def of(self, department: str) -> "CaseLine":
        """The same, with no items but of this department."""
        own = tuple(item for item in self.items if item.department == department)
        return self.model_copy(update={"items": own})

    name: str = Field(default="", exclude_if=lambda name: not name)
    outside: tuple[str, ...] = Field(default=(), exclude_if=lambda outside: not outside)


class Hold(Message):
    """That somebody had the ball: what he had to do about which item, since when, and until when he had it.

    `says` is what exactly: whose system, which step, how much. By `due_on` it has to be done.
    """

    holder: str
    does: str
    item: str = ""
    since: datetime
    until: datetime | None = None
    says: str = ""
    due_on: date | None = None
