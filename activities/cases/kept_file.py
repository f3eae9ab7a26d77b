"""A case as it is kept at rest, as far as it is told or reckoned without its run: its days, its refusals."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from pydantic import Field, ValidationError

from activities.database import Transaction
from activities.errors import Erased
from activities.ledger.cases import case_states
from client.messages.cases.progress import State
from client.messages.message import Message
from matters import clock
from matters.clock import Proceedings
from matters.clock.calendar import Calendar
from matters.plan.plan import PlannedClock

REFUSED: Final = "refused"


class KeptClock(Message):
    """Of an item, or of the whole case."""

    planned: PlannedClock
    proceedings: Proceedings

    def due(self, calendar: Calendar) -> date | None:
        """The last promised day; nothing while it has not started, or stands."""
        last, lead = clock.deadline(self.proceedings, self.planned.promised, calendar), self.planned.lead_time
        before = clock.due_before(lead.on, lead.term, calendar) if lead else None
        return min((due.on for due in (last, before) if due), default=None)


class KeptAnswer(Message):
    """What a department has answered; its words are for whom they were said to."""

    kind: str
    basis: str = ""


class KeptPlanned(Message):
    """What the plan says of an item: whose it is, and when the offices of its place are closed besides."""

    department: str
    closed: tuple[date, ...] = ()


class KeptItem(Message):
    """Where it stands."""

    planned: KeptPlanned
    state: State
    decided_at: datetime | None = None
    clock: KeptClock | None = None
    answer: KeptAnswer | None = None

    @property
    def refused_by(self) -> str | None:
        """On what basis it is refused, as its officer has written it; nothing, if it is not."""
        is_refused = self.state is State.REFUSED and self.answer and self.answer.kind == REFUSED
        return self.answer.basis if self.answer and is_refused else None


class KeptPlan(Message):
    """By which working days all of it is counted."""

    calendar: Calendar


class KeptFile(Message):
    """The whole case; `amended` are the orders of the calendar that it follows."""

    plan: KeptPlan | None = Field(default=None, validation_alias="_plan")
    clock: KeptClock | None = Field(default=None, validation_alias="_clock")
    items: dict[str, KeptItem] = Field(default_factory=dict[str, KeptItem])
    amended: tuple[str, ...] = ()


class _Kept(Message):
    file: KeptFile


def find(books: Transaction, case: UUID) -> KeptFile | None:
    """As it came to rest last; nothing of one that is erased, never rested, or is of another release."""
    try:
        state = case_states.of_case(books, case)
        return _Kept.model_validate_json(state).file if state else None
    except (Erased, ValidationError):
        return None
