"""The treasury stand-in's own book, and what the banks tell it."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import BigInteger, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from activities.database import Key, Transaction, table_of
from activities.ports.treasury import StatementLine, TreasuryPayment

from .district import DistrictTable


class BankRow(DistrictTable, table=True):
    """An account to which the banks of the stand-in pay nothing, and why; all others are in order."""

    __tablename__ = "bank_faults"

    account: str = Field(primary_key=True)
    fault: str


class ReceivedPaymentRow(DistrictTable, table=True):
    """The treasury stand-in's own book: a payment that it was told to make, once, and what became of it."""

    __tablename__ = "treasury_payments"

    id: str = Field(primary_key=True, sa_type=Key)
    file: str = Field(index=True, sa_type=Key)
    account: str
    fen: int = Field(sa_type=BigInteger)
    returned_because: str | None = None


BANK: Final = table_of(BankRow)
_RECEIVED: Final = table_of(ReceivedPaymentRow)

_FAULT: Final = select(BANK.c.fault).where(BANK.c.account == bindparam("held")).scalar_subquery()
_TAKE: Final = insert(_RECEIVED).values(returned_because=_FAULT).on_conflict_do_nothing()
_STATEMENT: Final = (
    select(*(_RECEIVED.c[name] for name in StatementLine._fields))
    .where(_RECEIVED.c.file == bindparam("in_file"))
    .order_by(_RECEIVED.c.id)
)
_PAID: Final = select(func.coalesce(func.sum(_RECEIVED.c.fen), 0)).where(
    _RECEIVED.c.file.between(bindparam("first"), bindparam("last")), _RECEIVED.c.returned_because.is_(None)
)


def take(books: Transaction, file: str, payments: Sequence[TreasuryPayment]) -> None:
    """Make payments; one that was taken before is not made again."""
    if payments:
        books.execute(
            _TAKE, [{**payment._asdict(), "file": file, "held": payment.account} for payment in payments]
        )


def statement(books: Transaction, file: str) -> list[StatementLine]:
    """What became of a file, in the order of the payments' ids."""
    return [StatementLine(*row) for row in books.execute(_STATEMENT, {"in_file": file})]


def paid(books: Transaction, files: str) -> int:
    """What was paid, in fen, of the files whose names begin so."""
    return int(books.execute(_PAID, {"first": files, "last": f"{files}~"}).scalar_one())
