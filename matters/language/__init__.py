"""The words an author of definitions uses."""

from .basis import Basis, Confidence, Figure
from .check import Check, Facts, Finding, Severity
from .errors import DefinitionError, DuplicateCode, MalformedCode, UnknownReference, Wordless
from .form import (
    Area,
    Asks,
    BankAccount,
    CreditCode,
    Day,
    Form,
    IdentityNumber,
    Phone,
    Text,
    question,
)
from .licence import Department, Licence
from .limit import CalendarDays, Extendable, Limit, WorkingDays
from .matter import Material, Matter, OnWithdrawal, always, words
from .one_matter import OneMatter
from .wrong_field import WrongField, wrong_fields

__all__ = [
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
    "Extendable",
    "Facts",
    "Figure",
    "Finding",
    "Form",
    "IdentityNumber",
    "Licence",
    "Limit",
    "MalformedCode",
    "Material",
    "Matter",
    "OnWithdrawal",
    "OneMatter",
    "Phone",
    "Severity",
    "Text",
    "UnknownReference",
    "Wordless",
    "WorkingDays",
    "WrongField",
    "always",
    "question",
    "words",
    "wrong_fields",
]
