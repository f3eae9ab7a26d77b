"""One bill for a case, with an account for each item (统一公共支付). All amounts are fen."""

from datetime import date

from ..bounds import Fen, Instant, Key
from ..message import Incoming, Message


class BillLine(Message):
    """What one item costs, and what of it is paid."""

    item: str
    name: str
    account: str
    fen: Fen
    basis: str
    paid: int = 0
    refunded: int = 0


class PaymentDue(Message):
    """The bill as it stands; `due` is what is still to be paid by `pay_by`."""

    lines: tuple[BillLine, ...]
    due: int
    pay_by: date
    reminded: bool = False


class Payment(Incoming):
    """The payment system's word that money has come in. The same `key` is the same money."""

    key: Key
    fen: Fen
    paid_at: Instant


class Refund(Message):
    """Money to be given back: of an item's account, or, without an item, what was paid too much."""

    key: str
    case: str
    item: str = ""
    account: str = ""
    fen: Fen
    because: str
