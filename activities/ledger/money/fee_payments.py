"""Payments of fees, as the payment system told of them."""

from typing import Final, NamedTuple

from sqlalchemy import BigInteger, bindparam, select
from sqlmodel import Field

from activities.database import Key, Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable


class FeePaymentRow(LedgerTable, table=True):
    """One payment, for one case, by the number that the payment system gives it."""

    __tablename__ = "fee_payments"

    key: str = Field(primary_key=True, sa_type=Key)
    case: str = Field(index=True)
    fen: int = Field(sa_type=BigInteger)


class KnownPayment(NamedTuple):
    """For which case it came, and how much it was."""

    case: str
    fen: int


class PaidFee(NamedTuple):
    """A payment for a case that is known."""

    key: str
    fen: int


_PAYMENTS: Final = table_of(FeePaymentRow)

_ENTER: Final = insert_new(_PAYMENTS)
_FIND: Final = select(_PAYMENTS.c.case, _PAYMENTS.c.fen).where(_PAYMENTS.c.key == bindparam("of"))
_OF_CASE: Final = (
    select(_PAYMENTS.c.key, _PAYMENTS.c.fen)
    .where(_PAYMENTS.c.case == bindparam("of"))
    .order_by(_PAYMENTS.c.key)
)


def of_case(books: Transaction, case: str) -> list[PaidFee]:
    """All that came for a case."""
    return [PaidFee._make(row) for row in books.execute(_OF_CASE, {"of": case})]


def enter(books: Transaction, *, key: str, case: str, fen: int) -> KnownPayment:
    """Enter a payment; the first one of a number stays, and is what comes back."""
    books.execute(_ENTER, {"key": key, "case": case, "fen": fen})
    return KnownPayment(*books.execute(_FIND, {"of": key}).one())
