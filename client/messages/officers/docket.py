"""What waits for a department, as its officers see it."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from ..bounds import Account, Line, PageSize
from ..cases.answers import Reason, Refused, Request
from ..cases.progress import Colour, ItemProgress, State
from ..message import Incoming, Message
from .commands import Assignment, Extend


class Task(Message):
    """An item that waits for a department. `stuck`: overdue, so somebody else must see to it.

    With `to_serve` it is decided, and its decision is on its way (`Officer.serve`).
    With `step` a procedure goes on about it, and that is what comes next.
    With `second_look` it is granted already, by a machine, and was drawn to be looked at (`Officer.review`).
    With `of_grant` it is about the proactive grant of which `number` is the reference (`Campaigns.decide`):
    an objection, a second look before it is paid, or a rule that could not judge it.
    With `of_sequel` it is about a decision of which something becomes after its case is closed: `case` is
    the id of that (`Sequels.show`), `number` the case.
    With `stars` its applicant was not satisfied with how it was handled, and `says` why
    (`Officer.answer_rating`).
    `department_name` is what people call the department, where a list of tasks is read.
    What was `proposed_by` an officer at a time (`proposed_at`) waits for another one to confirm it.
    """

    case: UUID
    item: str
    name: str
    one_matter: str
    number: str
    department: str
    officer: str = ""
    state: State
    since: datetime
    due_on: date | None
    colour: Colour
    stuck: bool = False
    step: str = ""
    second_look: bool = False
    to_serve: bool = False
    of_grant: bool = False
    of_sequel: bool = False
    region: str = ""
    stars: int = 0
    says: str = ""
    department_name: str = ""
    proposed_by: str = ""
    proposed_at: datetime | None = None


class Inbox(Message):
    """Oldest deadline first; what has none comes last."""

    tasks: tuple[Task, ...]


class InboxSearch(Incoming):
    """Whose inbox is wanted, and from which cursor on; a supervisor asks about all departments."""

    department: Account = ""
    after: Line = ""
    size: PageSize = 200


class InboxPage(Inbox):
    """A part of it, and how many tasks there are in all. `next` is the cursor behind it, empty at the end.

    What waits of grants comes with the first page, what is to be looked at again with the last.
    """

    total: int
    next: str = ""


class PreparedWord(Message):
    """Something that was said `at` a time by the actor of a `role`, and by what device or assistant prepared.

    `message` is its name, `item` that of which it is, if it is of one.
    """

    message: str
    item: str
    role: str
    actor: str
    via: str
    at: datetime


class UnservedNotice(Message):
    """A notice that is on its way to the applicant, or to a `party`; nobody has said when it was served.

    `notice` is its key, `kind` one of `labels.NOTICES`.
    """

    notice: str
    kind: str
    party: str = ""
    told_on: date


class Sheet(Message):
    """All that a department sees of an item: what it was asked, and what was done about it.

    `proposal` is a decision that a machine or a first officer proposes; `trace` what rules said of it;
    `extension` what is put to somebody to approve. A second officer who approves a proposal signs the `mark`
    of the first one's word. `prepared` are words of which people have said by what they were prepared.
    `to_serve` is all that is on its way about it. `called` is what people call what was filed, by its path,
    and of a rule (`rules.ID`) what it tells where it does not hold. `on_file` as of `Progress`.
    """

    progress: ItemProgress
    request: Request | None
    ticket: str = ""
    proposed_by: tuple[str, ...] = ()
    proposal: Refused | None = None
    mark: str = ""
    assignments: tuple[Assignment, ...] = ()
    trace: tuple[Reason, ...] = ()
    extension: Extend | None = None
    prepared: tuple[PreparedWord, ...] = ()
    to_serve: tuple[UnservedNotice, ...] = ()
    called: dict[str, str] = Field(default_factory=dict)
    on_file: bool = False
