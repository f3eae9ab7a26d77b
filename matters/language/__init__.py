"""The words an author of definitions uses."""

from .basis import Basis, Confidence, Figure
from .beneficiary import (
    DERIVED,
    Beneficiary,
    BeneficiaryT,
    Disability,
    Enjoyed,
    Firm,
    FirmKind,
    FirmSize,
    Person,
    Work,
)
from .check import Check, Facts, Finding, Severity
from .dates import month_end, months_later
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
from .grant import Amount, Channel, Grant, Line, Mode, PayDay, Payee, Term, yuan
from .licence import Department, Licence
from .limit import CalendarDays, Limit, WorkingDays
from .matter import Material, Matter, OnWithdrawal, always, words
from .narrowing import Bound, Narrowing, Op
from .one_matter import OneMatter
from .period import Period, PeriodKind
from .rule import Datum, Occasion, Rule, RuleKind
from .safeguard import Brake, Budget, EntryTest, Often, Once, Publicity, Statement
from .wrong_field import WrongField, wrong_fields

__all__ = [
    "DERIVED",
    "Amount",
    "Area",
    "Asks",
    "BankAccount",
    "Basis",
    "Beneficiary",
    "BeneficiaryT",
    "Bound",
    "Brake",
    "Budget",
    "CalendarDays",
    "Channel",
    "Check",
    "Confidence",
    "CreditCode",
    "Datum",
    "Day",
    "DefinitionError",
    "Department",
    "Disability",
    "DuplicateCode",
    "Enjoyed",
    "EntryTest",
    "Facts",
    "Figure",
    "Finding",
    "Firm",
    "FirmKind",
    "FirmSize",
    "Form",
    "Grant",
    "IdentityNumber",
    "Licence",
    "Limit",
    "Line",
    "MalformedCode",
    "Material",
    "Matter",
    "Mode",
    "Narrowing",
    "Occasion",
    "Often",
    "OnWithdrawal",
    "Once",
    "OneMatter",
    "Op",
    "PayDay",
    "Payee",
    "Period",
    "PeriodKind",
    "Person",
    "Phone",
    "Publicity",
    "Rule",
    "RuleKind",
    "Severity",
    "Statement",
    "Term",
    "Text",
    "UnknownReference",
    "Wordless",
    "Work",
    "WorkingDays",
    "WrongField",
    "always",
    "month_end",
    "months_later",
    "question",
    "words",
    "wrong_fields",
    "yuan",
]
