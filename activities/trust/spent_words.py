"""Starts that change something: the word of each begins one run, and no other that is given the same id."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Final

from activities.ledger import Ledger
from activities.ledger.trust import spent_words
from activities.ledger.trust.spent_words import KEPT
from client import names
from client.trust import jws

ASKS: Final = (
    *(names.GUIDE, names.PRE_REVIEW, names.OFFERS, names.PUBLICITY, names.PAPER),
    *(names.INBOX, names.STUCK, names.RULES, names.PROPOSED_PAYMENTS),
)
"""Workflows that write nothing: begun anew, they answer the same asker."""

GO_ON: Final = (
    *(names.BULK, names.REMIND, names.CALENDAR_ORDER, names.PLAN_ORDER),
    *(names.REGISTRY_EVENT, names.REGISTER_NEWS),
)
"""Workflows that operators reset to their beginning if they stand still: what is on file is done once."""

HEARD_WITHIN: Final = KEPT - timedelta(hours=1)
"""Of its beginning. A captured word begins a run minutes after the first at most, and clocks differ: as long
as a run is heard, the mark of its word is not swept.
"""

SWEPT_EVERY: Final = timedelta(minutes=1)


class SpentWords:
    """Which words have begun something."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._swept = datetime.min.replace(tzinfo=UTC)

    def refuse(self, word: str, *, kind: str, run: str, begun: datetime, first: str = "") -> str:
        """Why a proved word begins nothing in this run; nothing, if it may. The same run may ask again.

        `first` is the run that the server has taken this one back from, if it has.
        """
        if kind in ASKS:
            return ""
        now = datetime.now(UTC)
        if now - begun > HEARD_WITHIN:
            return "it was begun days ago, and nobody knows any more whether it was heard; sign it anew"
        by = (first or run) if kind in GO_ON else run
        if spent := self._spend(jws.read(word).content, run=by, at=max(begun, now)):
            return f"run {spent} has heard this word; sign it anew each time"
        return ""

    def _spend(self, claims: bytes, *, run: str, at: datetime) -> str:
        """By its claims: a signature may be written in more than one way."""
        mark = hashlib.sha256(claims).hexdigest()
        with self.ledger.transaction() as books:
            if at - self._swept > SWEPT_EVERY:
                self._swept = at
                spent_words.drop_over(books, at=at)
            known = spent_words.spend(books, mark, by=run, at=at)
        return known if known and known != run else ""
