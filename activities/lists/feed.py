"""The feed of a platform: it is told of its cases in the transaction that changes what lists show."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from uuid import UUID

from activities.database import Transaction
from activities.ledger import NoticeRow
from activities.ledger.lists import case_lines, events
from client.messages.lists.case_line import CaseLine
from client.messages.lists.event import CaseEvent, EventKind
from client.messages.lists.figures import ToldLine


def tell_line(books: Transaction, line: CaseLine, kind: EventKind, *, mark: str) -> None:
    """That a case stands so now; `mark` is the same in a repeat."""
    event = CaseEvent(kind=kind, case=line.case, at=datetime.now(UTC), line=line)
    events.tell(books, line.platform, str(line.case), {mark: event})


def tell_notices(books: Transaction, told: Iterable[NoticeRow]) -> None:
    """That there is something for its applicant to read; the words are in the progress of the case."""
    for case, notices in groupby(told, key=lambda notice: notice.case):
        told_now = {f"told/{notice.key}": _told(notice) for notice in notices}
        events.tell(books, case_lines.platform_of(books, case), case, told_now)


def _told(notice: NoticeRow) -> CaseEvent:
    line = ToldLine(**notice.model_dump(include={*ToldLine.model_fields}))
    return CaseEvent(kind=EventKind.TOLD, case=UUID(notice.case), at=datetime.now(UTC), told=line)
