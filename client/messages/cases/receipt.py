"""The answer to a submission."""

from datetime import date, datetime
from uuid import UUID

from ..message import Message
from .findings import Finding
from .places import QuotaPlace
from .submission import Submission, fingerprint, likeness


class ReceiptItem(Message):
    """`number` is the 办件编号; `due_on` the last day, reckoned as if every item before took all its time.

    Where there are only so many, it has a `place` in the order of acceptance.
    """

    code: str
    name: str
    department: str
    number: str
    after: tuple[str, ...]
    promised: str
    due_on: date
    provisional: bool
    place: QuotaPlace | None = None


class Receipt(Message):
    """The answer to a submission: accepted with a number, or findings that must be mended first.

    `due_on` is the last day promised for the whole case. Findings of an accepted case are for information, or
    for officers to look at. Of another one, what is to be mended is the correction notice, to be answered by
    `answer_by` with `Case.supplement`; without a day it has ended, and nothing is left to be answered. Who is
    not served at once has more time (`Progress.notices`).
    `changed` are answers that registers had given, and that were then changed by hand. `likeness` is the same
    in whatever order papers have come; receipts from before 2026-12 have none.
    """

    case: UUID
    fingerprint: str
    one_matter: str
    accepted: bool
    acceptance_number: str = ""
    received_at: datetime
    due_on: date | None = None
    answer_by: date | None = None
    items: tuple[ReceiptItem, ...] = ()
    findings: tuple[Finding, ...] = ()
    changed: tuple[str, ...] = ()
    likeness: str = ""

    def is_of(self, submission: Submission) -> bool:
        """Whether it answers this submission, or one that says the same."""
        return self.fingerprint == fingerprint(submission) or self.likeness == likeness(submission)
