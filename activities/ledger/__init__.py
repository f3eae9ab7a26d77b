"""The engine's own record: cases, what waits for officers, grants, campaigns, money.

Nobody else knows SQL, but for the stand-ins, who have books of their own.
"""

from . import inventory
from .cases.cases import Known
from .cases.tables import CaseRow, NoticeRow, TaskRow
from .grants.tables import GrantRow
from .ledger import Ledger
from .officers.tables import VerdictRow

__all__ = ["CaseRow", "GrantRow", "Known", "Ledger", "NoticeRow", "TaskRow", "VerdictRow", "inventory"]
