"""What an officer tells the engine about an item. Each command has an id and is carried out once."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from ..bounds import Account, Code, Day, Key, Line, Prose
from ..cases.answers import Accounts, Demands, Reasons
from ..documents.document import Number
from ..message import Incoming, Message

Days = Annotated[tuple[Day, ...], Field(max_length=400)]
"""Of a year, and some more."""


Parties = Annotated[tuple[Line, ...], Field(max_length=100)]


class Command(Incoming):
    """`item` is its code; `officer` an account, never a citizen's number."""

    item: Code
    department: Code
    officer: Account


class GrantItem(Command):
    """The item is granted; an item that is inspected needs the same of a second officer."""


class Refuse(Command):
    """See `answers.Refused`; an item that is inspected needs the same of a second officer.

    What may be done against it is told by the item's own data; `remedies` may be left out, and says nothing
    else if it is given.
    """

    reasons: Reasons
    basis: Prose
    remedies: Prose = ""


class Ask(Command):
    """Something must be mended. `reason`: why only now, if it could have been asked before."""

    points: Demands
    reason: Prose = ""


class Suspend(Command):
    """A special procedure begins: one of 行政许可法 Art. 45, or of the item's definition.

    `notice` is the number of the written notice, which tells the `reasons`, too.
    """

    procedure: Code
    expected_end: Day
    notice: Line
    reasons: Reasons = ()


class Resume(Command):
    """The special procedure has ended."""


class Extend(Command):
    """An extension is put to its `approver`, a head of the body; until he approves it, nothing changes.

    `item` may be the one-matter's own code, for the whole case.
    """

    approver: Account
    reasons: Reasons


class ApproveExtension(Command):
    """The head to whom an extension was put approves it: the limit is extended, once."""


class Begin(Command):
    """A procedure of the law begins: one that may be begun about any item, such as a hearing.

    All whom it concerns are told. `parties` are those besides the applicant, as the department refers to
    them in its own list: never a name, never a citizen's number. `electronic` are those of them who have
    agreed to electronic service, which the department can show; all others are served by post.
    """

    procedure: Code
    parties: Parties = ()
    electronic: Parties = ()
    reasons: Reasons = ()


class TakeStep(Command):
    """A step of a procedure was taken, today or `on` an earlier day. What must be said of it, the step says.

    `day` and `place` are those that it fixes, `officers` the accounts whom it names, `party` whoever has
    taken it (`applicant`, or one of the parties), `document` the number of the paper that there is of it,
    `signed_by` those who have signed that.
    """

    procedure: Code
    step: Code
    on: Day | None = None
    day: Day | None = None
    place: Line = ""
    officers: Accounts = ()
    party: Line = ""
    document: Line = ""
    signed_by: Parties = ()
    says: Prose = ""


class ReturnTo(Command):
    """The item goes to another officer, back or on; after `until` to whoever had it before."""

    to: Account
    until: Day | None = None
    reason: Prose = ""


class Reassign(ReturnTo):
    """A superior gives it to somebody else, whoever has it now, from `since` on."""

    since: Day | None = None


class PaperWanted(Command):
    """An officer wants to see a paper of an item, by its `code`; of a `sequel`, one that came with that."""

    case: UUID
    code: Code
    sequel: UUID | None = None


class ChunkWanted(PaperWanted):
    """And a chunk of it, where it was uploaded, by its `number`."""

    number: Number


class ServeDecision(Command):
    """A decision, or any other notice, was served on somebody: by a `mode` that its department has.

    `witness` says who saw it, or under which number it is on file (送达回证、挂号回执、公告文号). `party` is
    whom it was served on, as the department calls him; without one it is the applicant. `notice` is the key
    of what was served (`Sheet.to_serve`, `Progress.told`); without one it is the decision, before it the
    notices of procedures, else whatever is on its way to him about the item. What is about the whole case,
    such as a correction notice, its lead department serves, with the one-matter's own code as `item`.
    """

    mode: Code
    on: Day
    witness: Line = ""
    notice: Line = ""
    party: Line = ""


class ServeLate(ServeDecision):
    """The same of a case that has ended: of what was told with its end, or after it."""

    case: UUID


class PartyConsent(Command):
    """Whether somebody whom the item concerns is served electronically from now on: he has said so.

    He is one of those whom a procedure was begun with; the department can show what he has said.
    """

    party: Line
    electronic: bool


class Assignment(Message):
    """Who has an item, given by whom and until when."""

    officer: Account
    given_by: Account
    until: Day | None
    reason: Prose
    since: Day | None = None


class Amendment(Incoming):
    """The working days of a case are changed by order: by whom, why, and which days.

    `holidays` are days on which offices close after all, `workdays` those on which they open; with a
    later `until` the arrangement of another year is published. `number` is the order's own (文号): a case
    takes an order once.
    """

    number: Key
    by: Account
    reason: Prose
    holidays: Days = ()
    workdays: Days = ()
    until: Day | None = None


class Amends(Message):
    """Whether a case is reckoned by an order now, or waits for another supervisor to give the same one."""

    waits: bool = False


class CalendarFiled(Message):
    """The order that is on file under a number; none while it waits for another supervisor.

    `other` if somebody has given one of this number that says something else.
    """

    filed: Amendment | None = None
    other: bool = False
