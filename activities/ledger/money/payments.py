"""The money: payments in files, and what became of them. A payment is named `reference/round`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Date, bindparam, func, or_, select, text

from activities.database import Transaction
from activities.ledger.grants.tables import PaymentFileRow, PaymentRow
from activities.ports.treasury import TreasuryPayment

PAYMENTS: Final = PaymentRow.metadata.tables["payments"]
FILES: Final = PaymentFileRow.metadata.tables["payment_files"]

_OPEN_FILE = text(
    "INSERT INTO payment_files (id, campaign, made_on, content) VALUES (:id, :campaign, :on, '') "
    "ON CONFLICT (id) DO NOTHING"
).bindparams(bindparam("on", type_=Date))
_DESCRIBE = text("UPDATE payment_files SET content = :content WHERE id = :id")
_DROP_FILE = text("DELETE FROM payment_files WHERE id = :id")
_CONTENT = text("SELECT content FROM payment_files WHERE id = :id")
_ENTER = text(
    "INSERT INTO payments (id, reference, file, account, fen, state, because, facts) "
    "VALUES (:id, :reference, :file, :account, :fen, 'filed', '', :facts)"
)
_FILE_GRANTS = text(
    "UPDATE grants SET state = 'filed', because = '', fen = :due, payee = :payee WHERE reference = :reference"
)
_BEGIN = text("UPDATE payment_files SET answer = '' WHERE id = :id AND answer IS NULL")
_ANSWER = text("UPDATE payment_files SET answer = :answer WHERE id = :id")
_REOPEN = text("UPDATE payments SET state = 'filed' WHERE file = :file AND state = 'disputed'")
_DISPUTE = text("UPDATE payments SET state = 'disputed' WHERE id = :id")
_RETURN = text("UPDATE payments SET state = 'returned', because = :because WHERE id = :id")
_RETURN_GRANT = text(
    "UPDATE grants SET state = 'returned', because = :because "
    "WHERE reference = (SELECT reference FROM payments WHERE id = :id)"
)
_LEFT_OVER = (
    "(SELECT COALESCE(SUM(fen), 0) FROM payments WHERE reference = grants.reference AND state <> 'returned')"
)
_OWE_LESS = text(  # what has come back is owed by nobody
    f"UPDATE grants SET overpaid = {_LEFT_OVER} WHERE overpaid > {_LEFT_OVER} "  # noqa: S608
    "AND reference = (SELECT reference FROM payments WHERE id = :id)"
)
_OVERPAID = text(
    "SELECT reference FROM grants WHERE overpaid > 0 AND state = 'paid' AND reference IN "
    "(SELECT reference FROM payments WHERE file = :file AND state = 'paid') ORDER BY reference"
)
_UNBIND = text(
    "UPDATE budgets SET bound = bound - :fen WHERE (policy, period) = (SELECT policy, period FROM grants "
    "WHERE reference = (SELECT MIN(reference) FROM payments WHERE file = :file))"
)
_PAY = text("UPDATE payments SET state = 'paid' WHERE file = :file AND state = 'filed'")
_PAY_GRANTS = text(
    "UPDATE grants SET state = 'paid' WHERE state = 'filed' AND reference IN "
    "(SELECT reference FROM payments WHERE file = :file AND state = 'paid') AND NOT EXISTS "
    "(SELECT 1 FROM payments p WHERE p.reference = grants.reference AND p.state IN ('filed', 'disputed'))"
)


class Made(NamedTuple):
    """How many payments of a grant there are, and what they come to without those that came back."""

    rounds: int
    fen: int


class PaymentOutcome(NamedTuple):
    """A payment, and what has become of it: filed, paid, returned or disputed."""

    id: str
    fen: int
    state: str


class ReturnedPayment(NamedTuple):
    """A payment that came back."""

    id: str
    fen: int
    because: str


class Arrived(NamedTuple):
    """A payment that has not come back, as the books have it, and the facts on which it was made (JSON)."""

    id: str
    account: str
    fen: int
    made_on: date
    facts: str


def open_file(books: Transaction, *, file: str, campaign: str, on: date) -> bool:
    """Begin a file; tells whether it is new. Who comes second waits until the first has finished."""
    return books.execute(_OPEN_FILE, {"id": file, "campaign": campaign, "on": on}).rowcount == 1


def drop_file(books: Transaction, file: str) -> None:
    """Forget a file into which nothing came."""
    books.execute(_DROP_FILE, {"id": file})


def describe(books: Transaction, file: str, content: str) -> None:
    """Write down what is in a file."""
    books.execute(_DESCRIBE, {"id": file, "content": content})


def content(books: Transaction, file: str) -> str:
    """What is in a file, as `describe` wrote it."""
    return str(books.execute(_CONTENT, {"id": file}).scalar_one())


def enter(books: Transaction, rows: Sequence[Mapping[str, object]]) -> None:
    """Enter payments of a file, and that their grants are in one; `due` is all that a grant comes to."""
    if rows:
        books.execute(_ENTER, rows)
        books.execute(_FILE_GRANTS, rows)


def of_file(books: Transaction, file: str) -> list[TreasuryPayment]:
    """The payments of a file, in the order of their ids."""
    found = select(PAYMENTS.c.id, PAYMENTS.c.account, PAYMENTS.c.fen).where(PAYMENTS.c.file == file)
    return [TreasuryPayment(*row) for row in books.execute(found.order_by(PAYMENTS.c.id))]


def made(books: Transaction, reference: str) -> Made:
    """What has been paid of a grant, or is under way."""
    states = books.execute(select(PAYMENTS.c.state, PAYMENTS.c.fen).where(PAYMENTS.c.reference == reference))
    rows = states.fetchall()
    return Made(len(rows), sum(fen for state, fen in rows if state != "returned"))


def arrived(books: Transaction, reference: str) -> list[Arrived]:
    """The payments of a grant that have not come back, in the order of their rounds."""
    mine = PAYMENTS.join(FILES, PAYMENTS.c.file == FILES.c.id)
    columns = (PAYMENTS.c.id, PAYMENTS.c.account, PAYMENTS.c.fen, FILES.c.made_on, PAYMENTS.c.facts)
    wanted = (
        select(*columns)
        .select_from(mine)
        .where(PAYMENTS.c.reference == reference, PAYMENTS.c.state != "returned")
    )
    return [
        Arrived(*row) for row in books.execute(wanted.order_by(func.length(PAYMENTS.c.id), PAYMENTS.c.id))
    ]


def last_day(books: Transaction, reference: str) -> date:
    """When a grant of which something has been paid was paid last."""
    return arrived(books, reference)[-1].made_on


def begin_settling(books: Transaction, file: str) -> bool:
    """Whether nobody has settled a file; who comes second waits until the first has finished."""
    return books.execute(_BEGIN, {"id": file}).rowcount == 1


def reopen_disputed(books: Transaction, file: str) -> None:
    """Let what is in doubt of a file be settled once more."""
    books.execute(_REOPEN, {"file": file})


def outcome(books: Transaction, file: str) -> list[PaymentOutcome]:
    """The payments of a file, and what has become of them."""
    found = select(PAYMENTS.c.id, PAYMENTS.c.fen, PAYMENTS.c.state).where(PAYMENTS.c.file == file)
    return [PaymentOutcome(*row) for row in books.execute(found)]


def settle(
    books: Transaction, file: str, *, returned: Sequence[ReturnedPayment], disputed: Sequence[str]
) -> None:
    """Enter what became of all that is under way: what came back, what is in doubt; the rest is paid.

    A grant of which another payment is under way, or in doubt, is not paid by this one.
    """
    if returned:
        rows = [each._asdict() for each in returned]
        books.execute(_RETURN, rows)
        books.execute(_RETURN_GRANT, rows)
        books.execute(_OWE_LESS, rows)
        books.execute(_UNBIND, {"file": file, "fen": sum(each.fen for each in returned)})
    if disputed:
        books.execute(_DISPUTE, [{"id": payment} for payment in disputed])
    books.execute(_PAY, {"file": file})
    books.execute(_PAY_GRANTS, {"file": file})


def overpaid(books: Transaction, file: str) -> tuple[str, ...]:
    """The grants of a file that are paid, and of which something is to be claimed back."""
    return tuple(books.execute(_OVERPAID, {"file": file}).scalars())


def answer(books: Transaction, file: str, answer: str) -> None:
    """Write down what became of a file."""
    books.execute(_ANSWER, {"id": file, "answer": answer})


def answers(books: Transaction, of: str) -> list[tuple[str, str]]:
    """The files of a campaign, or of one grant, that are settled, each with its answer."""
    alone = select(PAYMENTS.c.file).where(PAYMENTS.c.reference == of)
    mine = or_(FILES.c.campaign == of, FILES.c.id.in_(alone))
    found = select(FILES.c.id, FILES.c.answer).where(mine, FILES.c.answer.is_not(None))
    return [(file, answer) for file, answer in books.execute(found.order_by(FILES.c.id))]


def paid(books: Transaction, files: str) -> tuple[int, int]:
    """How many files there are whose names begin so, and what of their payments is paid (fen)."""
    mine = PAYMENTS.c.file.between(files, f"{files}~")
    number = books.execute(select(func.count(PAYMENTS.c.file.distinct())).where(mine)).scalar_one()
    sums = select(func.coalesce(func.sum(PAYMENTS.c.fen), 0)).where(mine, PAYMENTS.c.state == "paid")
    return int(number), int(books.execute(sums).scalar_one())
