"""Telling people: what was said to whom, and when, is on file before anything else happens."""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from temporalio import activity

from activities.cases.outbox import Outbox
from activities.database import Transaction
from activities.ledger import Ledger, NoticeRow
from activities.ledger.cases import notices, services
from activities.ledger.cases.services import Service
from activities.ledger.officers import tasks
from activities.lists import feed
from client.messages.cases.notices import ToldNotice
from client.messages.message import Message
from client.messages.officers.docket import Task
from matters.definitions import law


class Addressee(StrEnum):
    APPLICANT = "applicant"
    DEPARTMENT = "department"
    SUPERVISOR = "supervisor"
    INTERESTED_PARTY = "interested-party"
    PAYEE = "payee"


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
    PROCEDURE = "procedure"
    CALENDAR = "calendar"
    PROMISE_BROKEN = "promise-broken"
    DROPPED = "dropped"
    NOT_ACCEPTED = "not-accepted"
    SECOND_LOOK = "second-look"
    DIFFERENCE = "difference"
    DECISION = "decision"
    TERMINATED = "terminated"
    SEQUEL = "sequel"
    ACCOUNT = "account"
    PLACE = "place"
    RATING = "rating"
    REPLANNED = "replanned"
    SERVICE = "service"


class Notice(Message):
    """`key` is the case and a serial: the same notice is told once. `item` is empty for the whole case.

    What goes to an applicant, or to that interested `party`, is served by that `mode` (送达).
    """

    key: str
    case: UUID
    addressee: Addressee
    kind: NoticeKind
    item: str = ""
    says: str
    told_at: datetime
    mode: str = ""
    party: str | None = None


class Batch(Message):
    """Notices of one moment."""

    notices: tuple[Notice, ...]


class Delivered(Message):
    """What was told, where the caller does not know, and how it was served."""

    notices: tuple[Notice, ...] = ()
    services: tuple[Service, ...] = ()


class LateServices(Message):
    """How letters of a case that has ended were served, and what is `left` to be served then."""

    case: UUID
    services: tuple[Service, ...]
    left: tuple[Task, ...]


def on_file(books: Transaction, case: UUID) -> Delivered:
    """All that was told about a case.  Raises `Erased`."""
    told = tuple(Notice(**row.model_dump()) for row in notices.told(books, str(case)))
    return Delivered(notices=told, services=services.of(books, (notice.key for notice in told)))


def letter(notice: Notice, service: Service | None) -> ToldNotice:
    """As its applicant reads it."""
    return ToldNotice(
        key=notice.key,
        kind=notice.kind,
        item=notice.item,
        says=notice.says,
        told_at=notice.told_at,
        served_on=service.served_on if service else None,
        served_by=service.mode if service else notice.mode,
    )


ELECTRONICALLY: Final = law.ELECTRONIC.code
"""How somebody is served who has agreed to it."""
BY_POST: Final = law.POST.code
"""How somebody is served who has agreed to nothing else."""


def mode_towards(*, agrees: bool) -> str:
    """By which mode of general law somebody is served who `agrees` to be served electronically, or not."""
    return ELECTRONICALLY if agrees else BY_POST


def may_go_by(mode: str, *, agrees: bool) -> bool:
    """Whether somebody may be served so: electronically only if he has agreed to it."""
    return agrees or mode != ELECTRONICALLY


def to_party(party: str, says: str) -> str:
    """As somebody is told it who is known by that reference only."""
    return f"致利害关系人〔{party}〕：{says}"


class Notices:
    """What cases tell."""

    def __init__(self, ledger: Ledger, outbox: Outbox) -> None:
        self._ledger = ledger
        self._outbox = outbox

    @activity.defn
    def tell(self, batch: Batch) -> Delivered | None:
        """Put notices on file, then have them delivered; a repeat changes nothing.

        Nothing comes back in histories of before 2026-11-28 only; likewise from `deliver`.
        """
        rows = [*map(_row, batch.notices)]
        with self._ledger.transaction() as books:
            notices.enter(books, *rows)
            services.begin(books, {notice.key: notice.mode for notice in batch.notices if notice.mode})
            feed.tell_notices(books, (row for row in rows if row.addressee == Addressee.APPLICANT))
        for case in dict.fromkeys(notice.case for notice in batch.notices):
            self._outbox.hand_out(str(case))
        with self._ledger.reading() as books:
            return Delivered(services=services.of(books, (notice.key for notice in batch.notices)))

    @activity.defn
    def deliver(self, case: UUID) -> Delivered | None:
        """Have delivered what somebody else has put on file about a case; a repeat changes nothing."""
        self._outbox.hand_out(str(case))
        with self._ledger.reading() as books:
            return on_file(books, case)

    @activity.defn
    def serve(self, service: Service) -> None:
        """Enter on which day a notice was served, and how; a repeat changes nothing."""
        with self._ledger.transaction() as books:
            services.serve(books, [service])

    @activity.defn
    def serve_late(self, late: LateServices) -> None:
        """The same where no run of the case is left; inboxes show what is left to be served."""
        with self._ledger.transaction() as books:
            services.serve(books, late.services)
            tasks.replace(books, str(late.case), map(tasks.row, late.left))


def _row(notice: Notice) -> NoticeRow:
    return NoticeRow(**notice.model_dump(exclude={"case", "mode"}), case=str(notice.case))
