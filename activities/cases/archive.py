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
    def close(self, outcome: Outcome) -> None:
        """Enter the outcome; a repeat changes nothing."""
        with self._ledger.transaction() as books:
            cases.close(books, outcome.case, outcome.model_dump_json())
