"""What becomes of a decision after it was made (决定之后): rulings from above, renewal, revocation."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field

from ..bounds import Code, Day, Line, Prose
from ..message import Grows, Incoming, Message
from ..officers.commands import Command
from .answers import HandedPaper, IssuedLicence, Reasons
from .findings import Finding
from .notices import PartyService, Recourse
from .submission import MOST_PAPERS, Paper

Papers = Annotated[tuple[Paper, ...], Field(max_length=MOST_PAPERS)]

APPLICANT: Final = "applicant"
"""In place of a department, of what whoever has the licence applies for himself."""


class SequelState(Grows):
    """Begun, or set aside and to be decided anew; then it is carried out, or dropped.

    It is kept while its open case has not decided the item. What the holder applies for is
    `received`, and `mending` while he is asked to mend it; once it is accepted, it is begun.
    """

    BEGUN = "begun"
    KEPT = "kept"
    ANEW = "anew"
    CARRIED_OUT = "carried-out"
    DROPPED = "dropped"
    RECEIVED = "received"
    MENDING = "mending"


class SequelWord(Grows):
    """What an officer says about it: carry it out, or drop it; of an application, grant or refuse it.

    Before that he accepts it, or asks once, for all that is to be mended, within five working days.
    """

    CARRY_OUT = "carry-out"
    DROP = "drop"
    GRANT = "grant"
    REFUSE = "refuse"
    ACCEPT = "accept"
    ASK = "ask"


class BeginSequel(Command):
    """A proceeding of a `sequel`'s kind begins about the decision of an item.

    Its case is closed; if it is open, only what is ordered from above begins: it is carried out at once where
    the item is decided, and is kept where it is not, until its case is closed at the latest.
    Its `id` is made once, so a repeat is the same.
    `reasons` are those of whoever wants it; what is ordered has a `document` (文号) of a `body`, and perhaps
    a last day, `until`, for the new decision. `on` is the day of the order, or of the application. The
    applicant has `received_on` a day the decision of a review body; he may sue within a time of that. What
    the holder applies for comes with `papers`, as a submission does, and he may say of `electronic_service`
    what holds of this alone; if he does not, he is served as he was last in his case.
    """

    id: UUID
    case: UUID
    sequel: Code
    on: Day
    reasons: Reasons
    document: Line = ""
    body: Line = ""
    until: Day | None = None
    received_on: Day | None = None
    papers: Papers = ()
    electronic_service: bool | None = None


class ConcludeSequel(Command):
    """One of two persons says what is to become of it; the second one says the same, over the first word.

    `views` is what the holder has said, or that he has said nothing within his time; `compensation`, in fen,
    is given where the law gives any, and may be none (0), with reasons.
    """

    word: SequelWord
    reasons: Reasons = ()
    basis: Prose = ""
    views: Prose = ""
    compensation: Annotated[int, Field(ge=0, le=10**12)] | None = None


class MendSequel(Incoming):
    """What the holder says to all that he was asked to mend of his application, and the papers for it.

    One of the same code takes the place of the one before.
    """

    says: Prose
    papers: Papers = ()


class SequelProgress(Message):
    """Where it stands. `mark` is what a second person signs over; `licence` is what is in force now.

    `heard_until` is the holder's last day to speak, `due_on` the last day to decide. `deemed` says that the
    law has granted it, for nobody has decided in time. `reasons` are those of whoever wants it: of a change,
    what is to be changed. It was `accepted_on` a day, which starts its limit; until `ask_by` its department
    may say what it `wants` mended, to which the holder gives his `answer` by `answer_by`,
    which is known once that was served. `papers` are those
    that came with it, which its department opens; `doubts` tell its officers what has changed since the
    case was reviewed: they decide once more, upon that. `parties` are the others who are told of it.
    `item_name` is what people call the item. `compensated` is the law's word for the `compensation`.
    """

    id: UUID
    case: UUID
    item: str
    sequel: str
    name: str
    state: SequelState
    begun_on: date
    heard_until: date | None = None
    due_on: date | None = None
    overdue: bool = False
    proposed_by: str = ""
    proposes: SequelWord | None = None
    mark: str = ""
    granted: bool = False
    deemed: bool = False
    licence: IssuedLicence | None = None
    compensation: int | None = None
    decided_on: date | None = None
    served_on: date | None = None
    recourses: tuple[Recourse, ...] = ()
    reasons: tuple[str, ...] = ()
    accepted_on: date | None = None
    ask_by: date | None = None
    wants: tuple[str, ...] = ()
    answer_by: date | None = None
    answer: str = ""
    papers: tuple[HandedPaper, ...] = ()
    doubts: tuple[Finding, ...] = ()
    parties: tuple[PartyService, ...] = ()
    item_name: str = ""
    compensated: str = ""
