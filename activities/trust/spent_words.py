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

SWEPT_EVERY: Final = timedelta(minutes=1)


class SpentWords:
    """Which words have begun something."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._swept = datetime.min.replace(tzinfo=UTC)

    def refuse(self, word: str, *, kind: str, run: str, begun: datetime) -> str:
        """Why a proved word begins nothing in this run; nothing, if it may. The same run may ask again."""
        if kind in ASKS:
            return ""
        now = datetime.now(UTC)
        if now - begun > KEPT:
            return "it was begun days ago, and nobody knows any more whether it was heard; sign it anew"
        if spent := self._spend(jws.read(word).content, run=run, at=max(begun, now)):
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
