"""SDK of the one-matter engine for service platforms; published as `onematter-client`."""

from .answers import IssuedLicence, Refused
from .campaign_messages import CampaignOrder, CampaignProgress, CampaignStage, Report
from .campaigns import Campaign, Campaigns
from .case import Case
from .codec import KeyRing
from .desk import Desk
from .errors import (
    Again,
    CaseNotFound,
    DifferentSubmission,
    EngineUnreachable,
    InvalidForm,
    InvalidOrder,
    Mend,
    NoAnswer,
    NotAllowed,
    NotPossible,
    NoWorker,
    OneMatterError,
    SamePerson,
    Terminated,
    TooLate,
    UnknownOneMatter,
    WrongKey,
)
from .events import EventEffect, RegistryEvent
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
from .offers import GrantState, Offer, Standing
from .platform import Platform
from .registers import Registers
from .submission import Applicant, Channel, MediaType, Paper, Submission

__all__ = [
    "Again",
    "Applicant",
    "Campaign",
    "CampaignOrder",
    "CampaignProgress",
    "CampaignStage",
    "Campaigns",
    "Case",
    "CaseNotFound",
    "Channel",
    "Desk",
    "DifferentSubmission",
    "EngineUnreachable",
    "EventEffect",
    "Finding",
    "GrantState",
    "InvalidForm",
    "InvalidOrder",
    "IssuedLicence",
    "ItemProgress",
    "KeyRing",
    "MediaType",
    "Mend",
    "NoAnswer",
    "NoWorker",
    "NotAllowed",
    "NotPossible",
    "Offer",
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
    "Registers",
    "RegistryEvent",
    "Report",
    "SamePerson",
    "Stage",
    "Standing",
    "State",
    "Submission",
    "Terminated",
    "TooLate",
    "UnknownOneMatter",
    "WrongField",
    "WrongKey",
]
