"""The engine's own record: cases, what waits for officers, grants, campaigns, money.

Every table lies beside its queries, and is known as soon as this package is. Nobody else knows SQL, but for
the stand-ins, who have books of their own.
"""

from . import bond, inventory
from .bond import BondRow
from .campaigns.campaigns import CampaignRow
from .campaigns.mandates import MandateRow
from .cases.authorisations import AuthorisationRow, CommitmentRow
from .cases.awaited_entries import AwaitedEntryRow
from .cases.calendar_orders import CalendarOrderRow
from .cases.case_objects import CaseObjectRow
from .cases.case_states import CaseStateRow
from .cases.cases import CaseFactsRow, CaseRow, Known, PaperRow, SubmissionRow
from .cases.decision_facts import DecisionFactRow
from .cases.heard_words import HeardWordRow
from .cases.notices import NoticeRow, OutboxRow
from .cases.payload_keys import PayloadKeyRow
from .cases.places import PlaceRow
from .cases.prefills import PrefillRow
from .cases.sequels import SequelRow
from .cases.serials import SerialRow
from .cases.services import ServiceRow
from .documents.documents import DocumentRow
from .enquiries.drafts import DraftRow
from .grants.declarations import DeclarationRow
from .grants.grants import GrantRow
from .grants.news import NewsRow
from .grants.objections import ObjectionRow
from .grants.opt_outs import OptOutRow
from .ledger import Ledger, ShapeRow
from .lists.archived_cases import ArchivedCaseRow
from .lists.case_lines import CaseLineRow, ItemLineRow
from .lists.events import EventRow, FeedRow
from .lists.failing_runs import FailingRunRow
from .lists.holds import HeldRow, HoldRow
from .lists.hooks import DeadLetterRow, HookRow
from .lists.reminders import ReminderRow
from .money.accounts import AccountRow
from .money.budgets import BudgetOrderRow, BudgetRow
from .money.clawbacks import ClawbackRow
from .money.fee_payments import FeePaymentRow
from .money.payment_files import PaymentFileRow
from .money.payments import PaymentRow
from .money.proposals import ProposalRow
from .officers.bulk_orders import BulkOrderRow, BulkStepRow
from .officers.ratings import RatingRow
from .officers.second_looks import SecondLookRow
from .officers.tasks import TaskRow
from .officers.verdicts import VerdictRow
from .trust.actor_keys import ActorKeyRow
from .trust.endorsements import EndorsementRow
from .trust.erasures import ErasureRow
from .trust.spent_words import SpentWordRow

__all__ = [
    "AccountRow",
    "ActorKeyRow",
    "ArchivedCaseRow",
    "AuthorisationRow",
    "AwaitedEntryRow",
    "BondRow",
    "BudgetOrderRow",
    "BudgetRow",
    "BulkOrderRow",
    "BulkStepRow",
    "CalendarOrderRow",
    "CampaignRow",
    "CaseFactsRow",
    "CaseLineRow",
    "CaseObjectRow",
    "CaseRow",
    "CaseStateRow",
    "ClawbackRow",
    "CommitmentRow",
    "DeadLetterRow",
    "DecisionFactRow",
    "DeclarationRow",
    "DocumentRow",
    "DraftRow",
    "EndorsementRow",
    "ErasureRow",
    "EventRow",
    "FailingRunRow",
    "FeePaymentRow",
    "FeedRow",
    "GrantRow",
    "HeardWordRow",
    "HeldRow",
    "HoldRow",
    "HookRow",
    "ItemLineRow",
    "Known",
    "Ledger",
    "MandateRow",
    "NewsRow",
    "NoticeRow",
    "ObjectionRow",
    "OptOutRow",
    "OutboxRow",
    "PaperRow",
    "PayloadKeyRow",
    "PaymentFileRow",
    "PaymentRow",
    "PlaceRow",
    "PrefillRow",
    "ProposalRow",
    "RatingRow",
    "ReminderRow",
    "SecondLookRow",
    "SequelRow",
    "SerialRow",
    "ServiceRow",
    "ShapeRow",
    "SpentWordRow",
    "SubmissionRow",
    "TaskRow",
    "VerdictRow",
    "bond",
    "inventory",
]
