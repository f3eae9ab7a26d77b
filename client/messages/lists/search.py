"""How lists are searched, and what they answer: a page, how many there are, and where the next one begins."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from ..bounds import Account, Day, Line, PageSize
from ..cases.progress import Stage, State
from ..message import Incoming, Message
from ..officers.commands import Amendment
from .case_line import CaseLine, Hold

MOST_COUNTED: Final = 10_000
"""A total beyond that says only that there are more."""


class CaseSearch(Incoming):
    """Cases that have all of this, the latest first; what is empty leaves out none.

    `platform` and `department` are those who ask, or for a supervisor any. `applicant` is an identity number,
    `number` that of the case or of one of its items, `region` a division in which they lie. `is_open` is
    nothing for open and closed ones alike. `state` is that of an item, of `department` if that is given.
    `since` and `until` are days of receipt. `after` is the cursor that the page before has ended with.
    """

    platform: Account = ""
    department: Account = ""
    case: UUID | None = None
    number: Account = ""
    applicant: Account = ""
    one_matter: Account = ""
    region: Annotated[str, Field(pattern=r"^([0-9]{6}|[0-9]{9}|[0-9]{12})?$")] = ""
    stage: Stage | None = None
    state: State | None = None
    is_open: bool | None = True
    overdue: bool = False
    since: Day | None = None
    until: Day | None = None
    after: Line = ""
    size: PageSize = 50


class ClosedCaseQuestion(Incoming):
    """What is asked of a case that has no run any more: one of its own questions, about an `item`."""

    case: UUID
    question: Line
    item: Account = ""


class CaseList(Message):
    """A page, and how many there are of all pages. `next` is the cursor behind it, empty at the end."""

    cases: tuple[CaseLine, ...]
    total: int
    next: str = ""

    def of(self, department: str) -> "CaseList":
        """The same, with no items but of this department."""
        return self.model_copy(update={"cases": tuple(line.of(department) for line in self.cases)})


class CaseCourse(Message):
    """A case, and everything that somebody had to do of it."""

    line: CaseLine
    holds: tuple[Hold, ...]


class CourseList(Message):
    """A page of courses, and the cursor behind it; working days are `arranged` otherwise by these orders."""

    courses: tuple[CaseCourse, ...]
    next: str = ""
    arranged: tuple[Amendment, ...] = ()
