"""The treasury stand-in's own book, and what the banks tell it."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import BigInteger, bindparam, func, select
from sqlmodel import Field

from activities.database import Encrypted, Key, Transaction, insert_new, table_of
from activities.database.encryption import all_encrypted, register_owner, seal, seals
from activities.ports.treasury import StatementLine, TreasuryPayment

from .district import DistrictTable


class BankRow(DistrictTable, table=True):
    """The seal of an account to which the stand-in's banks pay nothing, and why; all others are in order."""

    __tablename__ = "bank_faults"

    account: str = Field(primary_key=True)
    fault: str


class ReceivedPaymentRow(DistrictTable, table=True):
    """The treasury stand-in's own book: a payment that it was told to make, once, and what became of it."""

    __tablename__ = "treasury_payments"

    id: str = Field(primary_key=True, sa_type=Key)
    file: str = Field(index=True, sa_type=Key)
    account: str = Field(sa_type=Encrypted)
    fen: int = Field(sa_type=BigInteger)
    returned_because: str | None = None


BANK: Final = table_of(BankRow)
_OWNER: Final = register_owner("treasury")
_RECEIVED: Final = table_of(ReceivedPaymentRow)

_FAULTS: Final = select(BANK.c.account, BANK.c.fault).where(
    BANK.c.account.in_(bindparam("accounts", expanding=True))
)
_REFUSE: Final = insert_new(BANK)
_TAKE: Final = insert_new(_RECEIVED)
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
        faults = _faults(books, [payment.account for payment in payments])
        rows = [
            {**payment._asdict(), "file": file, "returned_because": faults.get(payment.account)}
            for payment in payments
        ]
        books.execute(_TAKE, all_encrypted(books, _RECEIVED, [(_OWNER, row) for row in rows]))


def refuse(books: Transaction, faults: Mapping[str, str]) -> None:
    """Let banks pay nothing onto these accounts, and why; what they have said of one before stands."""
    if faults:
        rows = [{"account": seal(books, account), "fault": fault} for account, fault in faults.items()]
        books.execute(_REFUSE, rows)


def _faults(books: Transaction, accounts: Sequence[str]) -> dict[str, str]:
    """What is in the way of a payment, by account."""
    known_as = {sealed: account for account in accounts for sealed in seals(books, account)}
    found = books.execute(_FAULTS, {"accounts": [*known_as]})
    return {known_as[sealed]: fault for sealed, fault in found}


def statement(books: Transaction, file: str) -> list[StatementLine]:
    """What became of a file, in the order of the payments' ids."""
    return [StatementLine(*row) for row in books.execute(_STATEMENT, {"in_file": file})]


def paid(books: Transaction, files: str) -> int:
    """What was paid, in fen, of the files whose names begin so."""
    return int(books.execute(_PAID, {"first": files, "last": f"{files}~"}).scalar_one())
