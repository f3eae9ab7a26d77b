"""Which acts a grant has heard: its run forgets them when it ends, and anybody tells them the next one."""

import hashlib
from datetime import datetime

from activities.database import Transaction
from activities.grants.payees.hearers import ActNotPossible
from activities.ledger.trust import spent_words
from client.messages.grants.offers import Deed


def is_repeated(books: Transaction, deed: Deed, *, key: str, at: datetime) -> bool:
    """Whether this was carried out under this key before.  Raises `ActNotPossible`: something else was."""
    mark = hashlib.sha256(f"{deed.reference}/{key}".encode()).hexdigest()
    said = hashlib.sha256(deed.model_dump_json().encode()).hexdigest()
    before = spent_words.spend(books, mark, by=said, at=at)
    if before not in {None, said}:
        raise ActNotPossible("该编号此前已用于另一项意见，本次未办理；请另用编号")
    return before is not None
