"""Cases as they are on file: that the server has long forgotten, or whose run is somebody else's."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from temporalio import activity

from activities.cases.arrivals import Received
from activities.cases.notices import Delivered, on_file
from activities.database import Transaction
from activities.errors import Erased
from activities.ledger import Ledger
from activities.ledger.cases import case_states, cases
from activities.rejection import rejected
from client.errors import CaseNotFound
from client.messages.cases.progress import Outcome
from client.messages.cases.submission import Submission
from client.messages.lists.search import ClosedCaseQuestion
from client.messages.message import Message

FoundT = TypeVar("FoundT", bound=Message)


class AsItCameIn(Message):
    """What was filed, by which signed `word`, and what the one window has answered."""

    filed: Submission
    word: str
    raw: str
    received: Received


class CaseOnFile(Message):
    """A `state`, which the engine alone reads."""

    state: str = ""


class KeptCase(CaseOnFile):
    """One that has ended, and what came of the case in the very step that kept it.

    Of a case that was `turned_away` as soon as it came there is no state, for it never had to wait.
    """

    turned_away: AsItCameIn | None = None
    outcome: Outcome
    told: Delivered


class OpenCase(CaseOnFile):
    """One that is under way, as it came to rest last.

    Of a case that waits for its applicant since it `came_in` there is no state: it rests as it was received,
    and `told` is what it has told. `asked_at` is now, for a reading room stands by, and no time passes in it.
    """

    asked_at: datetime
    came_in: AsItCameIn | None = None
    told: Delivered = Delivered()


class ClosedCases:
    """Reads them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @activity.defn
    def of_letters(self, asked: ClosedCaseQuestion) -> KeptCase:
        """The same, for whoever enters when its letters were served.  Raises `CaseNotFound`."""
        try:
            return self.find(asked)
        except CaseNotFound as unknown:
            raise rejected(CaseNotFound, str(unknown)) from None

    def find(self, asked: ClosedCaseQuestion) -> KeptCase:
        """One that has ended.  Raises `CaseNotFound`."""
        return self._found(_kept, asked)

    def read(self, asked: ClosedCaseQuestion) -> CaseOnFile:
        """One that has ended, or that is under way and cannot tell itself.  Raises `CaseNotFound`."""
        return self._found(_on_file, asked)

    def _found(self, look: Callable[[Transaction, UUID], FoundT | None], asked: ClosedCaseQuestion) -> FoundT:
        with self._ledger.reading() as books:
            try:
                found = look(books, asked.case)
            except Erased as erased:
                raise CaseNotFound(
                    f"办件 {asked.case}：内容已依法删除，仅存编号和摘要，请查列表（{erased}）"
                ) from erased
        if found is None:
            raise CaseNotFound(f"没有办件 {asked.case}：既不在办理中，也没有办结记录，请核对办件标识")
        return found


def _on_file(books: Transaction, case: UUID) -> CaseOnFile | None:
    if kept := _kept(books, case):
        return kept
    if state := case_states.of_case(books, case):
        return OpenCase(state=state, asked_at=datetime.now(UTC))
    came_in = _as_it_came_in(books, case)
    if came_in is None or came_in.received.receipt.accepted:
        return None
    return OpenCase(came_in=came_in, told=on_file(books, case), asked_at=datetime.now(UTC))


def _kept(books: Transaction, case: UUID) -> KeptCase | None:
    known, state = cases.find(books, case), case_states.of_case(books, case)
    turned_away = None if state else _as_it_came_in(books, case)
    if not (known and known.outcome and (state or turned_away)):
        return None
    outcome = Outcome.model_validate_json(known.outcome)
    return KeptCase(state=state or "", turned_away=turned_away, outcome=outcome, told=on_file(books, case))


def _as_it_came_in(books: Transaction, case: UUID) -> AsItCameIn | None:
    known, filed = cases.find(books, case), cases.submission(books, case)
    if known is None or filed is None:
        return None
    return AsItCameIn(
        filed=Submission.model_validate_json(filed.raw),
        word=filed.word,
        raw=filed.raw.decode(),
        received=Received.model_validate_json(known.reception),
    )
