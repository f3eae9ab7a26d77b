"""What cases are about, such as a child or a shop, whoever asks; under seals."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete, func, insert, select
from sqlmodel import Field

from activities.database import Key, Transaction, table_of
from activities.database.encryption import seal, seals
from activities.ledger.cases.cases import CASES
from activities.ledger.ledger import LedgerTable


class CaseObjectRow(LedgerTable, table=True):
    """Of a case that is not closed, or has granted something."""

    __tablename__ = "case_objects"

    seal: str = Field(primary_key=True, sa_type=Key)
    case: str = Field(primary_key=True, index=True)


_OBJECTS: Final = table_of(CaseObjectRow)
_OF_CASE: Final = _OBJECTS.c.case == bindparam("of")

_ENTER: Final = insert(_OBJECTS)
_FREE: Final = delete(_OBJECTS).where(_OF_CASE)
_COUNT: Final = (
    select(func.count(), func.max(CASES.c.received_at))
    .select_from(_OBJECTS)
    .join(CASES, CASES.c.id == _OBJECTS.c.case)
    .where(_OBJECTS.c.seal.in_(bindparam("known_by", expanding=True)), _OBJECTS.c.case != bindparam("but"))
)


def things(one_matter: str, about: Iterable[str]) -> tuple[str, ...]:
    """What a case of this kind is about, as it is entered."""
    return tuple(f"{one_matter}/{what}" for what in about)


def enter(books: Transaction, case: UUID, things: Iterable[str]) -> None:
    """What a case is about."""
    rows = [{"seal": seal(books, thing), "case": str(case)} for thing in dict.fromkeys(things)]
    if rows:
        books.execute(_ENTER, rows)


def free(books: Transaction, case: UUID) -> None:
    """The case is about nothing any more: it is mended, or came to nothing."""
    books.execute(_FREE, {"of": str(case)})


def others(books: Transaction, *, thing: str, but: str) -> tuple[int, datetime | None]:
    """How many cases are about the same thing, and when the latest came in; not counted is `but`."""
    cases, latest = books.execute(_COUNT, {"known_by": seals(books, thing), "but": but}).one()
    return cases, latest
