"""The engine's own record: cases, what waits for officers, grants, campaigns, money.

Every table lies beside its queries, and is known as soon as this package is. Nobody else knows SQL, but for
the stand-ins, who have books of their own.
"""

from . import inventory
from .campaigns.campaigns import CampaignRow
from .cases.authorisations import AuthorisationRow, CommitmentRow
from .cases.calendar_orders import CalendarOrderRow
from .cases.case_objects import CaseObjectRow
from .cases.cases import CaseFactsRow, CaseRow, Known, PaperRow
from .cases.decision_facts import DecisionFactRow
from .cases.notices import NoticeRow, OutboxRow
from .cases.payload_keys import PayloadKeyRow
from .cases.prefills import PrefillRow
from .cases.sequels import SequelRow
from .cases.serials import SerialRow
from .cases.services import ServiceRow
from .grants.grants import GrantRow
from .grants.news import NewsRow
from .grants.objections import ObjectionRow
from .grants.opt_outs import OptOutRow
from .ledger import Ledger
from .money.budgets import BudgetOrderRow, BudgetRow
from .money.clawbacks import ClawbackRow
from .money.fee_payments import FeePaymentRow
from .money.payment_files import PaymentFileRow
from .money.payments import PaymentRow
from .officers.second_looks import SecondLookRow
from .officers.tasks import TaskRow
from .officers.verdicts import VerdictRow
from .trust.erasures import ErasureRow

__all__ = [
    "AuthorisationRow",
    "BudgetOrderRow",
    "BudgetRow",
    "CalendarOrderRow",
    "CampaignRow",
    "CaseFactsRow",
    "CaseObjectRow",
    "CaseRow",
    "ClawbackRow",
    "CommitmentRow",
    "DecisionFactRow",
    "ErasureRow",
    "FeePaymentRow",
    "GrantRow",
    "Known",
    "Ledger",
    "NewsRow",
    "NoticeRow",
    "ObjectionRow",
    "OptOutRow",
    "OutboxRow",
    "PaperRow",
    "PayloadKeyRow",
    "PaymentFileRow",
    "PaymentRow",
    "PrefillRow",
    "SecondLookRow",
    "SequelRow",
    "SerialRow",
    "ServiceRow",
    "TaskRow",
    "VerdictRow",
    "inventory",
]
