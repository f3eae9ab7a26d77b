"""Warrants: what is said in the engine's own name counts only as what a person has ordered, and signed.

So whoever has the engine's key alone gives nothing to another officer, amends no calendar, has nothing tried
again: the ledger knows each word that an order comes to, to which case, and until it is said.
"""

import hashlib
from uuid import UUID

from activities.database import Transaction
from activities.ledger import Ledger
from activities.ledger.officers import bulk_orders
from activities.ledger.officers.bulk_orders import SignedOrder
from activities.trust.reading_aside import ReadingAside
from client import names
from client.errors import NotProven
from client.trust.said import Claims


def command(order: UUID, item: str) -> str:
    """Under which a case carries it out once."""
    return f"{names.BULK}/{order}/{item}"


def mark(to: str, digest: str) -> str:
    """Of what is said to one run by one message."""
    return hashlib.sha256(f"{to}\n{digest}".encode()).hexdigest()


class Warrants:
    """Asked live, before a word enters a history."""

    def __init__(self, ledger: Ledger) -> None:
        self._aside = ReadingAside(ledger)

    def require(self, claims: Claims) -> None:
        """That a word of the engine's is what somebody has ordered.  Raises `NotProven`, `NotPossible`."""
        told = mark(claims.aud, claims.digest)

        def look(books: Transaction) -> tuple[SignedOrder, ...]:
            return bulk_orders.signed(books, told=told)

        found = self._aside.find(look)
        said = claims.jti, claims.over
        if not any(said == (command(one.id, one.item), _mark(one.word)) for one in found):
            raise NotProven(f"{claims.aud}：没有人签署过这一指令，或者已经执行；请由有权者下达批量指令")


def _mark(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
