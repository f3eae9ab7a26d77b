"""The engine's own record: cases, grants, payments, licences, the registers, and the stand-ins' books.

Nobody else knows SQL.
"""

from ..stand_ins.books.lodgings import Lodging
from ..stand_ins.books.tables import PersonRow
from .cases.cases import Known
from .cases.tables import CaseRow, LicenceRow, NoticeRow, RefundRow, TaskRow
from .grants.tables import GrantRow
from .ledger import Ledger, Transaction

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
