"""The words an author of definitions uses."""

from .basis import Basis, Confidence, Figure
from .check import Check, Facts, Finding, Severity
from .errors import (
    DefinitionError,
    DuplicateCode,
    MalformedCode,
    NotInForce,
    UnknownReference,
    Wordless,
)
from .fee import Fee, Rate
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
from .matter import Follows, Material, Matter, OnWithdrawal, Otherwise, always, words
from .one_matter import OneMatter, OnRefusal, Timetable
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
    "Fee",
    "Figure",
    "Finding",
    "Follows",
    "Form",
    "IdentityNumber",
    "Licence",
    "Limit",
    "MalformedCode",
    "Material",
    "Matter",
    "NotInForce",
    "OnRefusal",
    "OnWithdrawal",
    "OneMatter",
    "Otherwise",
    "Phone",
    "Rate",
    "Severity",
    "Text",
    "Timetable",
    "UnknownReference",
    "Wordless",
    "WorkingDays",
    "WrongField",
    "always",
    "question",
    "words",
    "wrong_fields",
]
