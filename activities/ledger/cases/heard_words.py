"""Signed words that a case has heard, written down as it comes to rest: its file does not carry them on."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, func, null, select
from sqlmodel import Field

from activities.database import Encrypted, Transaction, insert_new, table_of
from activities.database.encryption import all_encrypted, case_owner, decrypted
from activities.errors import Erased
from activities.ledger.ledger import LedgerTable
from client.messages.message import Message
from client.trust.said import Claims, claimed


class HeardWordRow(LedgerTable, table=True):
    """See `HeardWord`; `number` counts those of a case."""

    __tablename__ = "heard_words"

    case: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    message: str
    item: str
    word: str
    raw: str | None = Field(sa_type=Encrypted)
    kid: str


class HeardWord(Message):
    """A signed word that a case has heard, by `message`, and the `item` that it is about, if it is of one.

    `raw` is what was signed, unless that is long; `kid` the key that it names.
    """

    message: str
    item: str
    word: str
    raw: str | None
    kid: str

    @property
    def claims(self) -> Claims | None:
        """As those of `Said`."""
        return claimed(self.word)


_WORDS: Final = table_of(HeardWordRow)
_KEEP: Final = insert_new(_WORDS)
_OF_CASE: Final = _WORDS.c.case == bindparam("of_case")
_THESE: Final = (_OF_CASE, _WORDS.c.number < bindparam("before"))
_PLAIN: Final = tuple(_WORDS.c[name] for name in HeardWord.model_fields if name != "raw")
_FIND: Final = select(*_PLAIN, _WORDS.c.raw).where(*_THESE).order_by(_WORDS.c.number)
_LEFT: Final = select(*_PLAIN, null().label("raw")).where(*_THESE).order_by(_WORDS.c.number)
_COUNT: Final = select(func.count()).where(_OF_CASE)


def keep(books: Transaction, case: UUID, words: Sequence[HeardWord], *, first: int) -> None:
    """Those of a case from the `first` on; a repeat changes nothing."""
    rows = [
        (case_owner(case), {**word.model_dump(), "case": str(case), "number": first + number})
        for number, word in enumerate(words)
    ]
    if rows:
        books.execute(_KEEP, all_encrypted(books, _WORDS, rows))


def of_case(books: Transaction, case: UUID, *, before: int) -> tuple[HeardWord, ...]:
    """The first so many; of a case that was erased without what was signed: its digest is in them."""
    asked = {"of_case": str(case), "before": before}
    try:
        found = decrypted(books, _FIND, asked)
    except Erased:
        found = decrypted(books, _LEFT, asked)
    return tuple(HeardWord(**row) for row in found)


def count(books: Transaction, case: UUID) -> int:
    """How many there are of a case."""
    return books.execute(_COUNT, {"of_case": str(case)}).scalar_one()
