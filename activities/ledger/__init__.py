"""The engine's own record: cases, numbers, licences, and the stand-ins' books. Nobody else knows SQL."""

from .cases import Known
from .ledger import Ledger, Transaction
from .lodgings import Lodging
from .tables import CaseRow, LicenceRow, NoticeRow, RefundRow, TaskRow

__all__ = [
    "CaseRow",
    "Known",
    "Ledger",
    "LicenceRow",
    "Lodging",
    "NoticeRow",
    "RefundRow",
    "TaskRow",
    "Transaction",
]
