"""What counts by the word of two natural persons over the same thing: who has signed it, and how."""

from typing import Final

from sqlalchemy import bindparam, func, select
from sqlmodel import Field

from activities.database import Key, Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable

NEEDED: Final = 2
"""Persons."""


class EndorsementRow(LedgerTable, table=True):
    """One person's signed word that a `subject` (a payment, a budget, an order) is as its digest says."""

    __tablename__ = "endorsements"

    subject: str = Field(primary_key=True, sa_type=Key)
    digest: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    word: str


_ENDORSEMENTS: Final = table_of(EndorsementRow)
_SUBJECT: Final = _ENDORSEMENTS.c.subject == bindparam("of")
_SAME: Final = _ENDORSEMENTS.c.digest == bindparam("what")

_ENTER: Final = insert_new(_ENDORSEMENTS)
_PERSONS: Final = select(func.count()).where(_SUBJECT, _SAME)
_ENOUGH: Final = (
    select(_ENDORSEMENTS.c.digest)
    .where(_SUBJECT)
    .group_by(_ENDORSEMENTS.c.digest)
    .having(func.count() >= NEEDED)
)
_OTHER: Final = select(_ENDORSEMENTS.c.digest).where(_SUBJECT, ~_SAME).limit(1)


def enter(books: Transaction, subject: str, digest: str, *, person: str, word: str) -> bool:
    """Put somebody's word on record; a repeat changes nothing. Whether enough have said so by now."""
    row = EndorsementRow(subject=subject, digest=digest, person=person, word=word)
    books.execute(_ENTER, row.model_dump())
    return suffice(books, subject, digest)


def persons(books: Transaction, subject: str, digest: str) -> int:
    """How many have said so of it."""
    return int(books.execute(_PERSONS, {"of": subject, "what": digest}).scalar_one())


def suffice(books: Transaction, subject: str, digest: str) -> bool:
    """Whether enough have."""
    return persons(books, subject, digest) >= NEEDED


def any_suffices(books: Transaction, subject: str) -> bool:
    """Whether enough have said the same of it, whatever that is."""
    return books.execute(_ENOUGH, {"of": subject}).first() is not None


def is_another(books: Transaction, subject: str, digest: str) -> bool:
    """Whether somebody has said that it is to be otherwise."""
    return books.execute(_OTHER, {"of": subject, "what": digest}).first() is not None
