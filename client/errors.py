"""What can go wrong between a platform and the engine.

OneMatterError                what is wrong, where, and what to do
├── Mend                      the caller's to mend; nothing was started or changed
│   ├── UnknownOneMatter      no one-matter of this code, or not in this edition
│   ├── InvalidForm           `wrong_fields`: every one of them, with its path
│   ├── DifferentSubmission   this id already belongs to a case with other content
│   ├── CaseNotFound          no case of this id
│   ├── TooLate               everything is decided, so nothing can be withdrawn
│   ├── NotPossible           the grant is not where this act could change it
│   ├── SamePerson            a second person is needed for this
│   ├── InvalidOrder          no such policy, or no such period of it
│   ├── Terminated            an operator, or a fault of the engine, ended the case by hand
│   ├── NotAllowed            the server refuses this caller, or this kind of call
│   └── WrongKey              the payload key is missing, malformed, or not the engine's
└── Again                     the same call may be made again until it is answered; nothing doubles
    ├── EngineUnreachable     no Temporal server at this address
    ├── NoWorker              the server is there, but no worker of the engine
    └── NoAnswer              a worker is there, but it did not answer in time
"""

from .messages import WrongField


class OneMatterError(Exception):
    """Everything that this SDK raises."""


class Mend(OneMatterError):
    """The caller must change something."""


class UnknownOneMatter(Mend):
    """There is no such one-matter."""


class InvalidForm(Mend):
    """The submission cannot be read."""

    def __init__(self, wrong_fields: tuple[WrongField, ...]) -> None:
        lines = (f"{field.path}: {field.says}" for field in wrong_fields)
        super().__init__(
            "\n".join(("the submission cannot be read; mend each of these and submit again:", *lines))
        )
        self.wrong_fields = wrong_fields


class DifferentSubmission(Mend):
    """The id of another case."""


class CaseNotFound(Mend):
    """There is no such case."""


class TooLate(Mend):
    """The case is decided."""


class NotPossible(Mend):
    """The grant is not where this act could change it."""


class SamePerson(Mend):
    """Four eyes are needed, and these are the same two."""


class InvalidOrder(Mend):
    """A campaign is ordered of what there is not."""


class Terminated(Mend):
    """The case did not come to an end of its own."""


class NotAllowed(Mend):
    """The server will not do it, however often it is asked."""


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
