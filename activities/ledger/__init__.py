"""The engine's own record: cases, grants, payments, licences, the registers, and the stand-ins' books.

Nobody else knows SQL.
"""

from .cases import Known
from .grant_tables import GrantRow
from .ledger import Ledger, Transaction
from .lodgings import Lodging
from .register_tables import PersonRow
from .tables import CaseRow, LicenceRow, NoticeRow, RefundRow, TaskRow

__all__ = [
    "CaseRow",
    "GrantRow",
    "Known",
    "Ledger",
    "LicenceRow",
    "Lodging",
    "NoticeRow",
    "PersonRow",
    "RefundRow",
    "TaskRow",
    "Transaction",
]
