"""How every deadline of a case comes about, so that anyone can check it."""

from datetime import date

from ..message import Message


class Span(Message):
    """Days of a clock, first and last included, that count or do not, and why."""

    first: date
    last: date
    counted: bool
    days: int
    why: str
    basis: str


class Assumed(Message):
    """How a text of the law is read that leaves something open; somebody may read it otherwise."""

    says: str
    basis: str


class Reckoning(Message):
    """How a deadline comes about, day by day, and on which conventions: anyone can check it by hand."""

    subject: str
    limit: str
    accepted_on: date | None
    due_on: date | None
    provisional: bool
    spans: tuple[Span, ...]
    assumptions: tuple[Assumed, ...] = ()


class Reckonings(Message):
    """Of every clock of a case: its own and those of its items, promised and statutory."""

    clocks: tuple[Reckoning, ...]
