"""SDK of the one-matter engine for service platforms; published as `onematter-client`."""

from .answers import IssuedLicence, Refused
from .case import Case
from .codec import KeyRing
from .desk import Desk
from .errors import (
    Again,
    CaseNotFound,
    DifferentSubmission,
    EngineUnreachable,
    InvalidForm,
    Mend,
    NoAnswer,
    NotAllowed,
    NoWorker,
    OneMatterError,
    Terminated,
    TooLate,
    UnknownOneMatter,
    WrongKey,
)
from .findings import Finding, WrongField
from .messages import (
    ItemProgress,
    OneMatterEntry,
    Outcome,
    OutcomeKind,
    Progress,
    Receipt,
    ReceiptItem,
    Stage,
    State,
)
from .platform import Platform
from .submission import Applicant, Channel, MediaType, Paper, Submission

__all__ = [
    "Again",
    "Applicant",
    "Case",
    "CaseNotFound",
    "Channel",
    "Desk",
    "DifferentSubmission",
    "EngineUnreachable",
    "Finding",
    "InvalidForm",
    "IssuedLicence",
    "ItemProgress",
    "KeyRing",
    "MediaType",
    "Mend",
    "NoAnswer",
    "NoWorker",
    "NotAllowed",
    "OneMatterEntry",
    "OneMatterError",
    "Outcome",
    "OutcomeKind",
    "Paper",
    "Platform",
    "Progress",
    "Receipt",
    "ReceiptItem",
    "Refused",
    "Stage",
    "State",
    "Submission",
    "Terminated",
    "TooLate",
    "UnknownOneMatter",
    "WrongField",
    "WrongKey",
]
