"""What an officer tells the engine about an item. Each command has an id and is carried out once."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from ..cases.answers import Demand
from ..message import Message

Account = Annotated[str, StringConstraints(strip_whitespace=True)]
"""An officer's, in the department's directory: a blank more does not make another officer of him."""


class Command(Message):
    """`item` is its code; `officer` an account, never a citizen's number."""

    item: str
    department: str
    officer: Account


class GrantItem(Command):
    """The item is granted; an item that is inspected needs the same of a second officer."""


class Refuse(Command):
    """See `answers.Refused`; an item that is inspected needs the same of a second officer."""

    reasons: tuple[str, ...]
    basis: str
    remedies: str


class Ask(Command):
    """Something must be mended. `reason`: why only now, if it could have been asked before."""

    points: tuple[Demand, ...]
    reason: str = ""


class Suspend(Command):
    """A special procedure begins: one of 行政许可法 Art. 45, or of the item's definition.

    `notice` is the number of the written notice.
    """

    procedure: str
    expected_end: date
    notice: str


class Resume(Command):
    """The special procedure has ended."""


class Extend(Command):
    """The limit is extended, once. `item` may be the one-matter's own code, for the whole case."""

    approver: Account
    reasons: tuple[str, ...]


class ReturnTo(Command):
    """The item goes to another officer, back or on; after `until` to whoever had it before."""

    to: Account
    until: date | None = None
    reason: str = ""


class Assignment(Message):
    """Who has an item, given by whom and until when."""

    officer: str
    given_by: str
    until: date | None
    reason: str


class Amendment(Message):
    """The working days of a case are changed by order: by whom, why, and which days.

    `holidays` are days on which offices close after all, `workdays` those on which they open; with a
    later `until` the arrangement of another year is published. `number` is the order's own (文号): a case
    takes an order once.
    """

    number: str
    by: str
    reason: str
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    until: date | None = None
