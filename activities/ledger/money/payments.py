"""The money: payments, and what has become of them. A payment is named `reference/round`."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, bindparam, func, insert, select, update
from sqlmodel import Field

from activities.database import Encrypted, Key, Transaction, table_of
from activities.database.encryption import all_encrypted, decrypted, person_owner
from activities.ledger.grants.grants import GRANTS, beneficiary
from activities.ledger.ledger import LedgerTable
from activities.ports.treasury import TreasuryPayment
from client.messages.grants.offers import GrantState

from .payment_files import FILES


class PaymentState(StrEnum):
    """Under way, or what has become of it; in doubt where the treasury says something else."""

    FILED = "filed"
    PAID = "paid"
    RETURNED = "returned"
    DISPUTED = "disputed"


class PaymentRow(LedgerTable, table=True):
    """One payment of a grant, `reference/round`; a second round follows a return or a correction.

    `facts` is the beneficiary as the rules knew him when it was made, as JSON.
    """

    __tablename__ = "payments"

    id: str = Field(primary_key=True, sa_type=Key)
    reference: str = Field(index=True, sa_type=Key)
    file: str = Field(index=True, sa_type=Key)
    account: str = Field(sa_type=Encrypted)
    fen: int = Field(sa_type=BigInteger)
    state: str
    because: str = ""
    facts: str = Field(sa_type=Encrypted)


class NewPayment(NamedTuple):
    """A payment to be filed; `payee` is whose account it is, `due` all that the grant comes to by now."""

    id: str
    reference: str
    account: str
    payee: str
    fen: int
    due: int
    facts: str


class Made(NamedTuple):
    """How many payments of a grant there are, and what they come to without those that came back."""

    rounds: int
    fen: int


class Arrived(NamedTuple):
    """A payment that has not come back, as the books have it, and the facts on which it was made (JSON)."""

    id: str
    account: str
    fen: int
    made_on: date
    facts: str


PAYMENTS: Final = table_of(PaymentRow)
IN_FILE: Final = PAYMENTS.c.file == bindparam("in_file")
STAYS: Final = PAYMENTS.c.state != PaymentState.RETURNED
_OF_GRANT: Final = PAYMENTS.c.reference == bindparam("of_grant")
_IN_FILES: Final = PAYMENTS.c.file.between(bindparam("first"), bindparam("last"))

_ENTER: Final = insert(PAYMENTS)
_FILE_GRANT: Final = update(GRANTS).where(GRANTS.c.reference == bindparam("of_grant"))
_OF_FILE: Final = (
    select(*(PAYMENTS.c[name] for name in TreasuryPayment._fields)).where(IN_FILE).order_by(PAYMENTS.c.id)
)
_MADE: Final = select(func.count(), func.coalesce(func.sum(PAYMENTS.c.fen).filter(STAYS), 0)).where(_OF_GRANT)
_ARRIVED: Final = (
    select(PAYMENTS.c.id, PAYMENTS.c.account, PAYMENTS.c.fen, FILES.c.made_on, PAYMENTS.c.facts)
    .join_from(PAYMENTS, FILES, PAYMENTS.c.file == FILES.c.id)
    .where(_OF_GRANT, STAYS)
    .order_by(func.length(PAYMENTS.c.id), PAYMENTS.c.id)
)
_PAID: Final = select(
    func.count(PAYMENTS.c.file.distinct()),
    func.coalesce(func.sum(PAYMENTS.c.fen).filter(PAYMENTS.c.state == PaymentState.PAID), 0),
).where(_IN_FILES)


def enter(books: Transaction, file: str, new: Sequence[NewPayment]) -> None:
    """Enter payments of a file, and that their grants are in one."""
    if not new:
        return
    filed = {"file": file, "state": PaymentState.FILED}
    rows = [{**each._asdict(), **filed} for each in new]
    for row in rows:
        del row["payee"], row["due"]
    owned = [(person_owner(books, beneficiary(row["reference"])), row) for row in rows]
    books.execute(_ENTER, all_encrypted(books, PAYMENTS, owned))
    books.execute(_FILE_GRANT, [_in_file(each) for each in new])


def _in_file(new: NewPayment) -> dict[str, Any]:
    of = {"of_grant": new.reference}
    return {**of, "state": GrantState.FILED, "because": "", "fen": new.due, "payee": new.payee}


def of_file(books: Transaction, file: str) -> list[TreasuryPayment]:
    """The payments of a file, in the order of their ids."""
    return [TreasuryPayment(**row) for row in decrypted(books, _OF_FILE, {"in_file": file})]


def made(books: Transaction, reference: str) -> Made:
    """What has been paid of a grant, or is under way."""
    rounds, fen = books.execute(_MADE, {"of_grant": reference}).one()
    return Made(rounds, int(fen))


def arrived(books: Transaction, reference: str) -> list[Arrived]:
    """The payments of a grant that have not come back, in the order of their rounds."""
    return [Arrived(**row) for row in decrypted(books, _ARRIVED, {"of_grant": reference})]


def last_day(books: Transaction, reference: str) -> date:
    """When a grant of which something has been paid was paid last."""
    return arrived(books, reference)[-1].made_on


def paid(books: Transaction, files: str) -> tuple[int, int]:
    """How many files there are whose names begin so, and what of their payments is paid (fen)."""
    number, fen = books.execute(_PAID, {"first": files, "last": f"{files}~"}).one()
    return int(number), int(fen)
