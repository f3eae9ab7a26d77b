"""Fees: one payment is one payment, in whichever case it is told."""

from uuid import UUID

from temporalio import activity

from activities.ledger import Ledger
from activities.ledger.money import fee_payments
from activities.rejection import rejected
from client.errors import DifferentPayment
from client.messages.message import Message


class FeePayment(Message):
    """So many fen for a case, under the payment system's number."""

    case: UUID
    key: str
    fen: int


class Fees:
    """Keeps the numbers of payments."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @activity.defn
    def enter_fee(self, paid: FeePayment) -> None:
        """Enter it; the same again changes nothing.  Raises `DifferentPayment`."""
        case = str(paid.case)
        with self._ledger.transaction() as books:
            known = fee_payments.enter(books, key=paid.key, case=case, fen=paid.fen)
        if known != (case, paid.fen):
            says = (
                "this payment's number is on file for another case or sum; look it up in the payment system"
            )
            raise rejected(DifferentPayment, says)
