"""What waits for a department, as its officers see it."""

from datetime import date, datetime
from uuid import UUID

from .answers import Refused, Request
from .commands import Assignment
from .messages import Colour, ItemProgress, State
from .submission import Message


class Task(Message):
    """An item that waits for a department. `stuck`: overdue, so somebody else must see to it."""

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


class Inbox(Message):
    """Oldest deadline first; what has none comes last."""

    tasks: tuple[Task, ...]


class Sheet(Message):
    """All that a department sees of an item: what it was asked, and what was done about it.

    `proposal` is a decision that a machine or a first officer proposes.
    """

    progress: ItemProgress
    request: Request | None
    ticket: str = ""
    proposed_by: tuple[str, ...] = ()
    proposal: Refused | None = None
    assignments: tuple[Assignment, ...] = ()
