"""What can go wrong between a platform and the engine.

OneMatterError                what is wrong, where, and what to do
├── Mend                      the caller's to mend; nothing was started or changed
│   ├── UnknownOneMatter      no one-matter of this code, or not in this edition
│   ├── InvalidForm           `wrong_fields`: every one of them, with its path
│   ├── DifferentSubmission   this id already belongs to a case with other content
│   ├── DifferentCommand      this id already belongs to another command
│   ├── DifferentPayment      this key already belongs to another sum, or to another case
│   ├── DifferentOrder        this number (文号) is another order's
│   ├── CaseNotFound          no case of this id
│   ├── DraftNotFound         this person has no draft of this id
│   ├── DraftChanged          somebody has written over the version that was read
│   ├── TooLate               everything is decided, so nothing can be withdrawn or mended
│   ├── TooMuch               a case, grant or campaign has heard as much of one speaker as it can bear
│   ├── NotAsked              the applicant answers, chooses or pays what nobody asked for
│   ├── Rejected              an officer's command that the law or the state of the item does not allow
│   │   ├── UnknownItem       the case has no such item
│   │   ├── WrongDepartment   the item is another department's, or there is no such department
│   │   ├── NotPending        the item is not in the officer's hands
│   │   ├── AlreadyDecided    it is decided, or its decision is being entered
│   │   ├── Unreasoned        reasons, basis, remedies or a notice are missing
│   │   ├── OutsideTheList    no special procedure of 行政许可法 Art. 45, nor of the item
│   │   ├── Unanswerable      the applicant is asked for what he cannot answer
│   │   ├── AlreadyExtended   a limit is extended once, and only where the definition says by whom
│   │   ├── DayPassed         the last day for it is over, or a day that is named
│   │   ├── SamePerson        nobody approves what he proposed himself
│   │   ├── FactsChanged      what the decision rests on is not as it was: look, and decide again
│   │   ├── OutOfTurn         there are only so many, and its turn in the order of acceptance has not come
│   │   └── NotYours          the item was given to another officer
│   ├── NotPossible           the grant is not where this act could change it
│   ├── InvalidOrder          no such policy, period, campaign, grant, page or event; a search for nothing
│   ├── Terminated            an operator, or a fault of the engine, ended the case by hand
│   ├── NotAllowed            the server or the engine refuses this caller, or this kind of call
│   ├── NotProven             nobody of the directory has said this so, to this, at this time
│   ├── OtherEdition          engine and SDK are of releases that do not understand each other in this
│   ├── OtherProcess          the connection was made before the process was forked
│   ├── ConnectionClosed      the connection was closed by its own program
│   ├── WrongSettings         an address, a profile or a certificate that is wrong
│   └── WrongKey              the payload key is missing, malformed, or not the engine's
└── Again                     the same call may be made again until it is answered; nothing doubles
    ├── EngineUnreachable     no Temporal server at this address
    ├── NoWorker              the server is there, but no worker of the engine
    ├── NoAnswer              a worker is there, but it did not answer in time
    ├── NoKeyStore            what holds the private keys of an identity does not answer
    └── AnswerPending         the server has the submission, `received_at`, and `case` will have its receipt
"""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from . import mistakes


class WrongField(BaseModel):
    """An answer that cannot be read: where it stands, what is wrong and what to do; never the value."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    path: str
    says: str


class OneMatterError(Exception):
    """Everything that this SDK raises."""


class Mend(OneMatterError):
    """The caller must change something."""


class UnknownOneMatter(Mend):
    """There is no such one-matter."""


class InvalidForm(Mend):
    """What was sent cannot be read."""

    def __init__(self, wrong_fields: tuple[WrongField, ...]) -> None:
        lines = (f"{field.path}: {field.says}" for field in wrong_fields)
        super().__init__("\n".join(("以下各处无法读取，请逐一更正后重新提交：", *lines)))
        self.wrong_fields = wrong_fields

    @classmethod
    def of(cls, error: ValidationError) -> "InvalidForm":
        """Every mistake that the error knows of, and no value."""
        faults = error.errors(include_url=False, include_input=False)
        return cls(
            tuple(WrongField(path=mistakes.path(fault["loc"]), says=mistakes.says(fault)) for fault in faults)
        )


class DifferentSubmission(Mend):
    """The id of another case."""


class DifferentCommand(Mend):
    """The id of a command that was given already; nothing of this one is done."""


class DifferentPayment(Mend):
    """The key of another payment."""


class DifferentOrder(Mend):
    """The number of another order."""


class CaseNotFound(Mend):
    """There is no such case."""


class DraftNotFound(Mend):
    """Whoever is signed in has no such draft."""


class DraftChanged(Mend):
    """It is not as it was when it was read; nothing is written over."""


class TooLate(Mend):
    """The case is decided."""


class TooMuch(Mend):
    """More would keep others from being heard."""


class NotAsked(Mend):
    """Nobody waits for this."""


class Rejected(Mend):
    """The command is not carried out; nothing has changed."""


class UnknownItem(Rejected):
    """There is no such item in the case."""


class WrongDepartment(Rejected):
    """The item belongs to another department, or nothing does."""


class NotPending(Rejected):
    """No officer can act on the item as it stands."""


class AlreadyDecided(Rejected):
    """A decision stands."""


class Unreasoned(Rejected):
    """The law asks for words that are missing."""


class OutsideTheList(Rejected):
    """The clock stops for the special procedures of the law and of its own definition only."""


class Unanswerable(Rejected):
    """There is no such field or paper, or a decision rests upon it already."""


class AlreadyExtended(Rejected):
    """There is no further extension."""


class DayPassed(Rejected):
    """It had to be done by a day that is over."""


class SamePerson(Rejected):
    """Four eyes are needed, and these are the same two."""


class FactsChanged(Rejected):
    """What the decision rests on is not as it was; nothing is decided yet."""


class OutOfTurn(Rejected):
    """There are only so many places, and none is this one's yet."""


class NotYours(Rejected):
    """Another officer has the item."""


class NotPossible(Mend):
    """The grant is not where this act could change it."""


class InvalidOrder(Mend):
    """Something is ordered of what there is not."""


class NotAllowed(Mend):
    """It is not this caller's to do or to see, however often it is asked."""


class NotProven(Mend):
    """It is not signed, or not by whom, for what and when it should be."""


REJECTIONS: tuple[type[Mend], ...] = (
    CaseNotFound,
    DraftNotFound,
    DraftChanged,
    DifferentOrder,
    TooLate,
    TooMuch,
    NotAsked,
    UnknownItem,
    WrongDepartment,
    NotPending,
    AlreadyDecided,
    Unreasoned,
    OutsideTheList,
    Unanswerable,
    AlreadyExtended,
    DayPassed,
    SamePerson,
    FactsChanged,
    OutOfTurn,
    NotYours,
    NotPossible,
    InvalidOrder,
    UnknownOneMatter,
    DifferentSubmission,
    DifferentCommand,
    DifferentPayment,
    NotAllowed,
    NotProven,
)
"""Raised in the engine, known by their names on the wire."""


class Terminated(Mend):
    """The case did not come to an end of its own."""


class OtherEdition(Mend):
    """Engine and SDK do not understand each other."""


class OtherProcess(Mend):
    """A connection does not survive a fork."""


class ConnectionClosed(Mend):
    """Nothing is said on it any more."""


class WrongSettings(Mend):
    """No connection can be made in this way."""


class WrongKey(Mend):
    """Payloads cannot be read or written."""


class Again(OneMatterError):
    """The same call may succeed later."""


class EngineUnreachable(Again):
    """No server answered."""


class NoWorker(Again):
    """Nobody works for the engine."""


class NoAnswer(Again):
    """The answer did not come in time."""


class NoKeyStore(Again):
    """Nothing was signed, or opened."""


class AnswerPending(Again):
    """The submission is received and will be answered, however long the engine's ledger is away."""

    def __init__(self, case: UUID, received_at: datetime) -> None:
        super().__init__(
            f"submission {case} was received {received_at:%F %R} UTC, and will be answered; "
            "ask for this case later, or submit the same again: nothing doubles"
        )
        self.case = case
        self.received_at = received_at
