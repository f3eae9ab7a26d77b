"""The words an author of definitions uses."""

from .basis import Basis, Confidence, Figure
from .check import Check, Family, Finding, Severity
from .errors import DefinitionError, DuplicateCode, MalformedCode, UnknownReference, Wordless
from .facts import Enquired, Facts, Silence, Unasked, Unknown
from .form import (
    Area,
    Asks,
    BankAccount,
    CreditCode,
    Day,
    Form,
    IdentityNumber,
    LicenceIdentifier,
    Phone,
    Text,
    question,
)
from .identifier import identify, is_identifier
from .licence import Department, Licence
from .limit import CalendarDays, Limit, WorkingDays
from .matter import Material, Matter, OnWithdrawal, always, words
from .one_matter import OneMatter
from .prefill import Prefill
from .register import Entry, Handling, Register, Trust, nobody, whoever_it_names
from .wrong_field import UNANSWERED, WrongField, wrong_fields

__all__ = [
    "UNANSWERED",
    "Area",
    "Asks",
    "BankAccount",
    "Basis",
    "CalendarDays",
    "Check",
    "Confidence",
    "CreditCode",
    "Day",
    "DefinitionError",
    "Department",
    "DuplicateCode",
    "Enquired",
    "Entry",
    "Facts",
    "Family",
    "Figure",
    "Finding",
    "Form",
    "Handling",
    "IdentityNumber",
    "Licence",
    "LicenceIdentifier",
    "Limit",
    "MalformedCode",
    "Material",
    "Matter",
    "OnWithdrawal",
    "OneMatter",
    "Phone",
    "Prefill",
    "Register",
    "Severity",
    "Silence",
    "Text",
    "Trust",
    "Unasked",
    "Unknown",
    "UnknownReference",
    "Wordless",
    "WorkingDays",
    "WrongField",
    "always",
    "identify",
    "is_identifier",
    "nobody",
    "question",
    "whoever_it_names",
    "words",
    "wrong_fields",
]
