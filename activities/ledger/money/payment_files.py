"""Payment files: what goes to the treasury together, what is in it, and what became of it."""

from datetime import date
from typing import Final

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import Field

from activities.database import Key, Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable


class PaymentFileRow(LedgerTable, table=True):
    """Payments that go to the treasury together, what is in them and what became of them, as JSON."""

    __tablename__ = "payment_files"

    id: str = Field(primary_key=True, sa_type=Key)
    campaign: str = Field(index=True)
    made_on: date
    content: str = ""
    answer: str | None = None


FILES: Final = table_of(PaymentFileRow)
_THIS: Final = FILES.c.id == bindparam("file")

_OPEN: Final = insert_new(FILES)
_DROP: Final = delete(FILES).where(_THIS)
_CONTENT: Final = select(FILES.c.content).where(_THIS)
_CHANGE: Final = update(FILES).where(_THIS)
_BEGIN_SETTLING: Final = _CHANGE.where(FILES.c.answer.is_(None))


def open_file(books: Transaction, *, file: str, campaign: str, on: date) -> bool:
    """Begin a file; tells whether it is new. Who comes second waits until the first has finished."""
    return books.execute(_OPEN, {"id": file, "campaign": campaign, "made_on": on}).rowcount == 1


def drop_file(books: Transaction, file: str) -> None:
    """Forget a file into which nothing came."""
    books.execute(_DROP, {"file": file})


def describe(books: Transaction, file: str, content: str) -> None:
    """Write down what is in a file."""
    books.execute(_CHANGE, {"file": file, "content": content})


def content(books: Transaction, file: str) -> str:
    """What is in a file, as `describe` wrote it."""
    return str(books.execute(_CONTENT, {"file": file}).scalar_one())


def begin_settling(books: Transaction, file: str) -> bool:
    """Whether nobody has settled a file; who comes second waits until the first has finished."""
    return books.execute(_BEGIN_SETTLING, {"file": file, "answer": ""}).rowcount == 1


def answer(books: Transaction, file: str, answer: str) -> None:
    """Write down what became of a file."""
    books.execute(_CHANGE, {"file": file, "answer": answer})
