"""The end of a case: what became of it is entered in the ledger."""

from temporalio import activity

from activities.ledger import Ledger
from activities.ledger.cases import cases
from client.messages.cases.progress import Outcome


class Archive:
    """Closes cases."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @activity.defn
    def close(self, outcome: Outcome) -> Outcome | None:
        """Enter the outcome, and tell what is on file: after a repeat, the first one.

        It is nothing in histories of before 2026-11-28 only.
        """
        with self._ledger.transaction() as books:
            filed = cases.close(books, outcome.case, outcome.model_dump_json())
        return Outcome.model_validate_json(filed)
