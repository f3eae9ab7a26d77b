"""What is ordered of many cases at once: previewed, carried out by the engine, and kept on record."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from ..bounds import Account, Day, Instant, Line, PageSize, Prose
from ..message import Incoming, Message
from ..officers.commands import Amendment
from .search import CaseSearch


class RemindAll(Incoming):
    """Every open item that departments have of the cases, for a reason."""

    kind: Literal["remind"] = "remind"
    reason: Prose


class RetryAll(Incoming):
    """What has failed, and waits to be tried again, at once: the fault is mended."""

    kind: Literal["retry"] = "retry"


class ReassignAll(Incoming):
    """Items of the own department that `of` has by name, or that nobody has, go to somebody else.

    For good, or between two days (an absence).
    """

    kind: Literal["reassign"] = "reassign"
    of: Account = ""
    to: Account
    reason: Prose
    since: Day | None = None
    until: Day | None = None


class AmendAll(Incoming):
    """The cases are reckoned by other working days, once two supervisors have ordered it."""

    kind: Literal["amend-calendar"] = "amend-calendar"
    amendment: Amendment


BulkAct = Annotated[RemindAll | RetryAll | ReassignAll | AmendAll, Field(discriminator="kind")]


class BulkOrder(Incoming):
    """An act upon the open cases of a search. Without what was `seen`, it is only shown what it would do.

    `seen` is the digest of that: what was seen is what is done, or nothing.
    """

    id: UUID
    act: BulkAct
    search: CaseSearch
    seen: Line = ""


class BulkState(StrEnum):
    """`LEFT_OUT` from the beginning, or because the case would not have it; each says why."""

    DUE = "due"
    DONE = "done"
    LEFT_OUT = "left-out"


class BulkStep(Message):
    """What is to be done, or was, with one case, or with an item of it: the one at this place of an order.

    `name` is what the item or the one-matter is called, `department_name` its department.
    """

    place: int = 0
    case: UUID
    item: str = ""
    name: str = ""
    department: str = ""
    department_name: str = ""
    due_on: date | None = None
    state: BulkState = BulkState.DUE
    says: str = ""


class MovedDays(Message):
    """How many clocks would end on another day by an order: those of a department's items, or of whole cases.

    `name` is what the department is called.
    """

    department: str = ""
    name: str = ""
    before: date
    after: date
    clocks: int


class BulkReport(Message):
    """How far an order is; of its steps the first ones. `seen` is the digest of what it does.

    `by` and `at` are none as long as it is only shown. `waits` for another supervisor to order the same.
    `hint` is what whoever sees it should know before he has it done, `moved` which last days would be others.
    """

    id: UUID
    kind: str
    by: str = ""
    department: str = ""
    at: datetime | None = None
    seen: str = ""
    due: int
    done: int
    left_out: int
    steps: tuple[BulkStep, ...] = ()
    waits: bool = False
    hint: str = ""
    moved: tuple[MovedDays, ...] = ()


class BulkSearch(Incoming):
    """Orders of a department, or for a supervisor all; with an `id` that one, with its steps.

    What was ordered `before` a moment is the page behind one that ends with that.
    """

    department: Account = ""
    id: UUID | None = None
    before: Instant | None = Field(default=None, exclude_if=lambda before: before is None)
    size: PageSize = 50


class BulkRecords(Message):
    """The latest first."""

    orders: tuple[BulkReport, ...]
