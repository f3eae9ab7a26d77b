"""Telling people: what was said to whom, and when, is on file before anything else happens."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from temporalio import activity

from activities.cases.outbox import Outbox
from activities.ledger import Ledger, NoticeRow
from activities.ledger.cases import notices
from client.messages.message import Message


class Addressee(StrEnum):
    APPLICANT = "applicant"
    DEPARTMENT = "department"
    SUPERVISOR = "supervisor"


class NoticeKind(StrEnum):
    CORRECTION = "correction"
    REMINDER = "reminder"
    CHOICE = "choice"
    PAYMENT = "payment"
    WARNING = "warning"
    OVERDUE = "overdue"
    LATE_DEMAND = "late-demand"
    SUSPENSION = "suspension"
    EXTENSION = "extension"
    CALENDAR = "calendar"
    PROMISE_BROKEN = "promise-broken"
    DROPPED = "dropped"
    NOT_ACCEPTED = "not-accepted"
    SECOND_LOOK = "second-look"
    DIFFERENCE = "difference"


class Notice(Message):
    """`key` is the case and a serial: the same notice is told once. `item` is empty for the whole case."""

    key: str
    case: UUID
    addressee: Addressee
    kind: NoticeKind
    item: str = ""
    says: str
    told_at: datetime


class Batch(Message):
    """Notices of one moment."""

    notices: tuple[Notice, ...]


class Notices:
    """What cases tell."""

    def __init__(self, ledger: Ledger, outbox: Outbox) -> None:
        self._ledger = ledger
        self._outbox = outbox

    @activity.defn
    def tell(self, batch: Batch) -> None:
        """Put notices on file, then have them delivered; a repeat changes nothing."""
        with self._ledger.transaction() as books:
            for notice in batch.notices:
                notices.enter(books, NoticeRow(**notice.model_dump(exclude={"case"}), case=str(notice.case)))
        for case in dict.fromkeys(notice.case for notice in batch.notices):
            self._outbox.hand_out(str(case))

    @activity.defn
    def deliver(self, case: UUID) -> None:
        """Have delivered what somebody else has put on file about a case; a repeat changes nothing."""
        self._outbox.hand_out(str(case))
