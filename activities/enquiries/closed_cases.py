"""Cases that have ended, as they are on file: for whoever asks when the server has long forgotten them."""

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


class TurnedAway(Message):
    """What was filed, by which signed `word`, and what the one window has answered."""

    filed: Submission
    word: str
    raw: str
    received: Received


class KeptCase(Message):
    """A `state`, which the engine alone reads, and what came of the case in the very step that kept it.

    Of a case that was `turned_away` as soon as it came there is no state, for it never had to wait.
    """

    state: str = ""
    turned_away: TurnedAway | None = None
    outcome: Outcome
    told: Delivered


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
        with self._ledger.reading() as books:
            try:
                found = _kept(books, asked.case)
            except Erased as erased:
                raise CaseNotFound(
                    f"办件 {asked.case}：内容已依法删除，仅存编号和摘要，请查列表（{erased}）"
                ) from erased
        if found is None:
            raise CaseNotFound(f"没有办件 {asked.case}：既不在办理中，也没有办结记录，请核对办件标识")
        return found


def _kept(books: Transaction, case: UUID) -> KeptCase | None:
    known, state = cases.find(books, case), case_states.of_case(books, case)
    filed = None if state else cases.submission(books, case)
    if not (known and known.outcome and (state or filed)):
        return None
    outcome = Outcome.model_validate_json(known.outcome)
    turned_away = filed and TurnedAway(
        filed=Submission.model_validate_json(filed.raw),
        word=filed.word,
        raw=filed.raw.decode(),
        received=Received.model_validate_json(known.reception),
    )
    told = on_file(books, case)
    return KeptCase(state=state or "", turned_away=turned_away, outcome=outcome, told=told)
