"""The words an author of definitions uses."""

from .check import Check, CheckFinding, Family, Severity, always, words
from .edition import RunningCases
from .errors import (
    ClosedList,
    DefinitionError,
    DuplicateCode,
    MalformedCode,
    NobodyElse,
    NotForMachines,
    NotInForce,
    UnfitForm,
    UnknownReference,
    Wordless,
)
from .facts import Enquired, Facts, Silence, Unasked, Unknown
from .field_fault import UNANSWERED, FieldFault, wrong_fields
from .figures.basis import Basis, Confidence, Convention, Figure, yuan
from .figures.dates import last_day_of_years, month_end, months_later
from .figures.fee import Fee, FurtherUnits, Rate
from .figures.lead_time import LeadTime
from .figures.limit import (
    CalendarDays,
    Extendable,
    Ground,
    Limit,
    Months,
    Remedy,
    Start,
    Validity,
    WorkingDays,
)
from .figures.outside_event import OutsideEvent
from .figures.procedure import Owner, Procedure, ProcedureStep, Stops
from .figures.quota import PerPeriod, Quota, Ranking
from .figures.sequel import Consequence, Sequel
from .figures.service import ServiceMode
from .figures.timetable import Timetable, WhenRefused
from .form import (
    Area,
    Asks,
    BankAccount,
    CreditCode,
    Day,
    Fen,
    Form,
    IdentityNumber,
    LicenceIdentifier,
    Phone,
    Text,
    question,
)
from .grants.beneficiary import (
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
from .grants.grant import Amount, AmountLine, Grant, InForce, Mode, PaidOnto, PayDay, Payee
from .grants.narrowing import Bound, Narrowing, Op
from .grants.period import Period, PeriodKind
from .grants.rule import IN_TIME, Datum, Occasion, Rule, RuleKind
from .grants.safeguard import Brake, Budget, EntryTest, Often, Once, Publicity, ReleaseAbove, Statement
from .groups.each import each
from .groups.group import FormList
from .identifier import identify, is_identifier
from .licence import Department, Licence, LocalHoliday
from .matter import Follows, Material, Matter, OnWithdrawal, Otherwise
from .one_matter import Later, OneMatter
from .parties.competent import Competent
from .parties.duty import ByLaw
from .parties.parties import Acts, Parties
from .prefill import Prefill
from .register import Entry, PaperHandling, Register, Trust, nobody, whoever_it_names
from .unattended import Unattended

__all__ = [
    "DERIVED",
    "IN_TIME",
    "UNANSWERED",
    "Acts",
    "Amount",
    "AmountLine",
    "Area",
    "Asks",
    "BankAccount",
    "Basis",
    "Beneficiary",
    "BeneficiaryT",
    "Bound",
    "Brake",
    "Budget",
    "ByLaw",
    "CalendarDays",
    "Check",
    "CheckFinding",
    "ClosedList",
    "Competent",
    "Confidence",
    "Consequence",
    "Convention",
    "CreditCode",
    "Datum",
    "Day",
    "DefinitionError",
    "Department",
    "Disability",
    "DuplicateCode",
    "Enjoyed",
    "Enquired",
    "Entry",
    "EntryTest",
    "Extendable",
    "Facts",
    "Family",
    "Fee",
    "Fen",
    "FieldFault",
    "Figure",
    "Firm",
    "FirmKind",
    "FirmSize",
    "Follows",
    "Form",
    "FormList",
    "FurtherUnits",
    "Grant",
    "Ground",
    "IdentityNumber",
    "InForce",
    "Later",
    "LeadTime",
    "Licence",
    "LicenceIdentifier",
    "Limit",
    "LocalHoliday",
    "MalformedCode",
    "Material",
    "Matter",
    "Mode",
    "Months",
    "Narrowing",
    "NobodyElse",
    "NotForMachines",
    "NotInForce",
    "Occasion",
    "Often",
    "OnWithdrawal",
    "Once",
    "OneMatter",
    "Op",
    "Otherwise",
    "OutsideEvent",
    "Owner",
    "PaidOnto",
    "PaperHandling",
    "Parties",
    "PayDay",
    "Payee",
    "PerPeriod",
    "Period",
    "PeriodKind",
    "Person",
    "Phone",
    "Prefill",
    "Procedure",
    "ProcedureStep",
    "Publicity",
    "Quota",
    "Ranking",
    "Rate",
    "Register",
    "ReleaseAbove",
    "Remedy",
    "Rule",
    "RuleKind",
    "RunningCases",
    "Sequel",
    "ServiceMode",
    "Severity",
    "Silence",
    "Start",
    "Statement",
    "Stops",
    "Text",
    "Timetable",
    "Trust",
    "Unasked",
    "Unattended",
    "UnfitForm",
    "Unknown",
    "UnknownReference",
    "Validity",
    "WhenRefused",
    "Wordless",
    "Work",
    "WorkingDays",
    "always",
    "each",
    "identify",
    "is_identifier",
    "last_day_of_years",
    "month_end",
    "months_later",
    "nobody",
    "question",
    "whoever_it_names",
    "words",
    "wrong_fields",
    "yuan",
]
