"""The treasury stand-in's own book, and what the banks tell it."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select, text

from activities.database import Transaction
from activities.ports.treasury import StatementLine, TreasuryPayment
from activities.stand_ins.books.tables import ReceivedPaymentRow

TOLD: Final = ReceivedPaymentRow.metadata.tables["treasury_payments"]

_TAKE = text(
    "INSERT INTO treasury_payments (id, file, account, fen, returned_because) VALUES "
    "(:id, :file, :account, :fen, "
    "(SELECT fault FROM bank_faults WHERE account = :held)) "
    "ON CONFLICT (id) DO NOTHING"
)


def take(books: Transaction, file: str, payments: Sequence[TreasuryPayment]) -> None:
    """Make payments; one that was taken before is not made again."""
    if payments:
        books.execute(
            _TAKE, [{**payment._asdict(), "file": file, "held": payment.account} for payment in payments]
        )


def statement(books: Transaction, file: str) -> list[StatementLine]:
    """What became of a file, in the order of the payments' ids."""
    found = select(TOLD.c.id, TOLD.c.fen, TOLD.c.returned_because).where(TOLD.c.file == file)
    return [StatementLine(*row) for row in books.execute(found.order_by(TOLD.c.id))]


def paid(books: Transaction, files: str) -> int:
    """What was paid, in fen, of the files whose names begin so."""
    found = select(func.coalesce(func.sum(TOLD.c.fen), 0)).where(
        TOLD.c.file.between(files, f"{files}~"), TOLD.c.returned_because.is_(None)
    )
    return int(books.execute(found).scalar_one())
