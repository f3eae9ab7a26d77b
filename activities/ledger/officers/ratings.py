"""Ratings of items, and what departments have answered to the bad ones."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, Index, Label, and_, bindparam, func, select, update
from sqlmodel import Field

from activities.database import Encrypted, Timestamp, Transaction, insert_new, table_of
from activities.database.encryption import case_owner, decrypted, encrypted
from activities.ledger.ledger import LedgerTable
from client.messages.cases.rating import RatingOutcome


class RatingRow(LedgerTable, table=True):
    """`task` is the JSON of what an inbox shows of it, with what the applicant says; see `Rated`.

    An order of the calendar puts off `answer_by`, and not what the task said first.
    """

    __tablename__ = "ratings"

    case: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    department: str
    stars: int
    rated_at: datetime = Field(sa_type=Timestamp)
    answer_by: date | None
    task: str = Field(sa_type=Encrypted)
    officer: str | None = None
    outcome: str | None = None
    answer: str | None = Field(default=None, sa_type=Encrypted)
    answered_at: datetime | None = Field(default=None, sa_type=Timestamp)


RATINGS: Final = table_of(RatingRow)
_WAITS: Final = and_(RATINGS.c.answer_by.is_not(None), RATINGS.c.answered_at.is_(None))
Index(
    "ratings_waiting",
    RATINGS.c.department,
    RATINGS.c.answer_by,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)
_COUNTS: Final = RATINGS.c.outcome.is_distinct_from(RatingOutcome.SET_ASIDE)
_OF_CASE: Final = RATINGS.c.case == bindparam("of_case")
_THIS: Final = (_OF_CASE, RATINGS.c.item == bindparam("of_item"))
_OF_DEPARTMENT: Final = (RATINGS.c.department == bindparam("department"), _WAITS)

_ENTER: Final = insert_new(RATINGS)
_FIND: Final = select(RATINGS).where(*_THIS)
_ANSWER: Final = update(RATINGS).where(*_THIS)
_WAITING: Final = select(RATINGS.c.item).where(_OF_CASE, _WAITS)
_INBOX: Final = (
    select(RATINGS.c.task, RATINGS.c.answer_by).where(*_OF_DEPARTMENT).order_by(RATINGS.c.answer_by)
)
_OVERDUE: Final = RATINGS.c.answer_by < bindparam("on")
_RUNNING: Final = select(RATINGS.c.case, RATINGS.c.item, RATINGS.c.rated_at).where(_WAITS)
_LENGTHEN: Final = update(RATINGS).where(*_THIS, RATINGS.c.answer_by < bindparam("until"))
_COUNT: Final = select(func.count()).select_from(RATINGS).where(*_OF_DEPARTMENT)


def enter(books: Transaction, row: RatingRow) -> None:
    """Unless it is rated already."""
    books.execute(_ENTER, encrypted(books, RATINGS, row.model_dump(), owner=case_owner(row.case)))


def find(books: Transaction, case: str, item: str) -> RatingRow | None:
    """What an item is rated, and what was answered."""
    found = decrypted(books, _FIND, {"of_case": case, "of_item": item})
    return RatingRow(**found[0]) if found else None


def answer(
    books: Transaction, rated: RatingRow, *, officer: str, outcome: RatingOutcome, says: str, at: datetime
) -> None:
    """Enter what its department has answered."""
    said = {"officer": officer, "outcome": outcome, "answer": says, "answered_at": at}
    this = {"of_case": rated.case, "of_item": rated.item}
    books.execute(_ANSWER, {**this, **encrypted(books, RATINGS, said, owner=case_owner(rated.case))})


def waiting(books: Transaction, case: str) -> bool:
    """Whether a bad one of a case is still to be answered."""
    return books.execute(_WAITING, {"of_case": case}).first() is not None


def running(books: Transaction) -> list[tuple[str, str, datetime]]:
    """The cases and items of which departments have to answer something, and since when."""
    return [(row.case, row.item, row.rated_at) for row in books.execute(_RUNNING)]


def lengthen(books: Transaction, *, case: str, item: str, until: date) -> None:
    """It may be answered until that day, if it was less; what was said is not read for that."""
    this = {"of_case": case, "of_item": item, "until": until}
    books.execute(_LENGTHEN.values(answer_by=until), this)


def inbox(books: Transaction, *, department: str, limit: int) -> list[tuple[str, date]]:
    """What waits for a department, as the JSON of tasks, with their last days; the oldest of them first."""
    found = decrypted(books, _INBOX.limit(limit), {"department": department})
    return [(row["task"], row["answer_by"]) for row in found]


def count(books: Transaction, *, department: str) -> int:
    """How many there are of these."""
    return books.execute(_COUNT, {"department": department}).scalar_one()


def overdue(
    books: Transaction, *, departments: Iterable[str], on: date, limit: int
) -> list[tuple[str, date]]:
    """What should have been answered before this day."""
    statement = _INBOX.where(_OVERDUE).limit(limit)
    asked = ({"department": department, "on": on} for department in departments)
    found = (row for one in asked for row in decrypted(books, statement, one))
    return [(row["task"], row["answer_by"]) for row in found]


def satisfaction(*of: ColumnElement[bool]) -> tuple[Label[int], Label[int]]:
    """How many are `rated` of all that is counted, and the sum of their `stars`; of each it is looked up.

    One that is set aside does not count.
    """
    stars = func.coalesce(func.sum(RATINGS.c.stars), 0)
    rated, sums = (select(told).select_from(RATINGS).where(*of, _COUNTS) for told in (func.count(), stars))
    return func.sum(rated.scalar_subquery()).label("rated"), func.sum(sums.scalar_subquery()).label("stars")
