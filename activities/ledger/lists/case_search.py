"""A search over case lines as SQL: every way to ask has an index to go by."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, tuple_

from activities.database import Timestamp, Transaction
from activities.database.encryption import seals
from activities.ledger.cases.cases import CASES
from activities.ledger.lists import case_lines, cursors
from activities.ledger.lists.case_lines import ITEMS, LINES, OPEN, UNDECIDED
from client.messages.lists.search import MOST_COUNTED, CaseList, CaseSearch
from matters import clock

LAST: Final = datetime(9999, 1, 1, tzinfo=UTC)
BEHIND: Final = "~"
"""Which comes behind every id."""


def find(books: Transaction, search: CaseSearch, *, today: date) -> CaseList:
    """A page of what was searched, and how many there are of all pages.  Raises `InvalidOrder`."""
    wanted = [*_conditions(books, search, today=today)]
    at, case = _behind(search.after)
    page = (
        select(LINES)
        .where(*wanted, tuple_(LINES.c.received_at, LINES.c.case) < tuple_(at, literal(case)))
        .order_by(LINES.c.received_at.desc(), LINES.c.case.desc())
        .limit(search.size + 1)
    )
    rows = books.execute(page).all()
    shown = rows[: search.size]
    return CaseList(
        cases=case_lines.read(books, shown),
        total=count(books, wanted),
        next=f"{shown[-1].received_at.isoformat()}/{shown[-1].case}" if len(rows) > search.size else "",
    )


def count(books: Transaction, wanted: list[ColumnElement[bool]]) -> int:
    """How many, as far as they are counted."""
    some = select(literal(1)).select_from(LINES).where(*wanted).limit(MOST_COUNTED).subquery()
    return books.execute(select(func.count()).select_from(some)).scalar_one()


def _behind(cursor: str) -> tuple[ColumnElement[datetime], str]:
    """Where a page begins: the first one at the end of all.  Raises `InvalidOrder`."""
    at, case = cursors.read(cursor, cursors.instant, cursors.case) if cursor else (LAST, BEHIND)
    return literal(at, Timestamp), case


def _conditions(books: Transaction, search: CaseSearch, *, today: date) -> Iterator[ColumnElement[bool]]:
    yield LINES.c.received_at < _midnight(search.until, otherwise=LAST, after=True)
    if search.since:
        yield LINES.c.received_at >= _midnight(search.since, otherwise=LAST)
    if search.is_open is not None:
        yield OPEN if search.is_open else LINES.c.closed_at.is_not(None)
    for column, value in (
        (LINES.c.platform, search.platform),
        (LINES.c.one_matter, search.one_matter),
        (LINES.c.case, search.case and str(search.case)),
        (LINES.c.stage, search.stage),
    ):
        if value:
            yield column == value
    if search.region:
        yield LINES.c.region.startswith(_prefix(search.region), autoescape=True)
    if search.overdue:
        yield LINES.c.due_on < today
    yield from _among(books, search)


def _among(books: Transaction, search: CaseSearch) -> Iterator[ColumnElement[bool]]:
    """What other tables say of it."""
    if search.applicant:
        theirs = CASES.c.applicant_key.in_(seals(books, search.applicant))
        yield LINES.c.case.in_(select(CASES.c.id).where(theirs))
    if search.number:
        named = select(ITEMS.c.case).where(ITEMS.c.number == search.number)
        yield or_(LINES.c.number == search.number, LINES.c.case.in_(named))
    if search.department or search.state:
        yield LINES.c.case.in_(_with_items(search))


def _with_items(search: CaseSearch) -> Select[Any]:
    found = select(ITEMS.c.case)
    if search.department:
        found = found.where(ITEMS.c.department == search.department)
    if search.state:
        found = found.where(ITEMS.c.state == search.state)
    return found.where(UNDECIDED) if search.is_open and not search.state else found


def _prefix(region: str) -> str:
    """Of the codes of all divisions in it: the zeros behind a province or a city stand for all of them."""
    for whole, digits in (("0000", 2), ("00", 4)):
        if len(region) == len("990000") and region.endswith(whole):
            return region[:digits]
    return region


def _midnight(day: date | None, *, otherwise: datetime, after: bool = False) -> ColumnElement[datetime]:
    at = clock.midnight(day + clock.ONE_DAY if after else day) if day else otherwise
    return literal(at, Timestamp)
