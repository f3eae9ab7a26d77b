"""Counts over case lines: of cases and items that ended in a time, and of what waits now."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Executable, bindparam, func, literal, select, tuple_

from activities.database import Timestamp, Transaction
from activities.ledger.lists import cursors
from activities.ledger.lists.case_lines import ITEMS, LINES, UNDECIDED
from activities.ledger.officers import ratings
from activities.ledger.officers.ratings import RATINGS
from client.messages.cases.progress import OutcomeKind, State
from client.messages.lists.case_line import ItemLine
from client.messages.lists.figures import DepartmentLine, Grouping, SilentItem, SilentItems, Tally

AT_MOST: Final = 500
"""Silent items at once, those that were asked first."""


class Interval(NamedTuple):
    """From an instant on, until another one."""

    since: datetime
    until: datetime


SINCE: Final = bindparam("since", type_=Timestamp)
UNTIL: Final = bindparam("until", type_=Timestamp)
_IS_TURNED_AWAY: Final = LINES.c.outcome == OutcomeKind.NOT_ACCEPTED
"""No department has been troubled: nothing was decided, in time or late."""

ENDED: Final = (LINES.c.closed_at >= SINCE, LINES.c.closed_at < UNTIL)
_DECIDED_BY: Final = (
    ITEMS.c.decided_at >= SINCE,
    ITEMS.c.decided_at < UNTIL,
    ITEMS.c.department == bindparam("department"),
)


def _of_cases(group: ColumnElement[str]) -> Executable:
    return (
        select(
            group.label("group"),
            func.count().label("ended"),
            func.count().filter(LINES.c.is_late.is_(False), ~_IS_TURNED_AWAY).label("on_time"),
            func.count().filter(LINES.c.outcome == OutcomeKind.REFUSED).label("refused"),
            func.count().filter(_IS_TURNED_AWAY).label("not_accepted"),
            func.count().filter(LINES.c.corrections > 0).label("corrected"),
            func.sum(LINES.c.granted).label("granted"),
            func.sum(LINES.c.automatic).label("automatic"),
            func.sum(LINES.c.spared).label("spared"),
            *ratings.satisfaction(RATINGS.c.case == LINES.c.case),
        )
        .where(*ENDED)
        .group_by(group)
        .order_by(group)
    )


_OF_ITEMS: Final = (
    select(
        ITEMS.c.department.label("group"),
        func.count().label("ended"),
        func.count().filter(ITEMS.c.is_late.is_(False)).label("on_time"),
        func.count().filter(ITEMS.c.state == State.REFUSED).label("refused"),
        func.count().filter(ITEMS.c.rounds > 1).label("corrected"),
        func.count().filter(ITEMS.c.state == State.GRANTED).label("granted"),
        func.count().filter(ITEMS.c.automatic).label("automatic"),
        *ratings.satisfaction(RATINGS.c.case == ITEMS.c.case, RATINGS.c.item == ITEMS.c.code),
    )
    .where(*_DECIDED_BY)
    .group_by(ITEMS.c.department)
)
_BY: Final = {
    Grouping.ONE_MATTER: _of_cases(LINES.c.one_matter),
    Grouping.REGION: _of_cases(LINES.c.region),
}
_COUNT: Final = select(func.count()).select_from(LINES).where(*ENDED)
_SILENT: Final = (
    ITEMS.c.state == State.LODGED,
    UNDECIDED,
    ITEMS.c.lodged_at < bindparam("before", type_=Timestamp),
)
_WAITING: Final = (
    select(
        ITEMS.c.department,
        func.count().label("undecided"),
        func.count().filter(ITEMS.c.due_on < bindparam("today")).label("overdue"),
        func.count().filter(*_SILENT).label("silent"),
        func.min(ITEMS.c.lodged_at).label("oldest"),
    )
    .where(UNDECIDED, ITEMS.c.lodged_at.is_not(None))
    .group_by(ITEMS.c.department)
    .order_by(ITEMS.c.department)
)
_LAST: Final = select(func.max(ITEMS.c.decided_at)).where(ITEMS.c.department == bindparam("department"))
_SILENT_ITEMS: Final = (
    select(ITEMS, LINES.c.region)
    .join(LINES, LINES.c.case == ITEMS.c.case)
    .where(*_SILENT)
    .order_by(ITEMS.c.lodged_at, ITEMS.c.case, ITEMS.c.code)
    .limit(bindparam("size"))
)
_SILENT_COUNT: Final = select(func.count()).select_from(ITEMS).where(*_SILENT)


def ended(books: Transaction, interval: Interval) -> int:
    """How many cases were closed in a time."""
    return books.execute(_COUNT, interval._asdict()).scalar_one()


def figures(
    books: Transaction, interval: Interval, *, by: Grouping, departments: tuple[str, ...]
) -> tuple[Tally, ...]:
    """Of the cases that were closed in a time; by department, of the items that were decided."""
    if by is not Grouping.DEPARTMENT:
        rows = books.execute(_BY[by], interval._asdict()).mappings().all()
    else:
        rows = [
            row
            for department in departments
            for row in books.execute(_OF_ITEMS, {**interval._asdict(), "department": department}).mappings()
        ]
    return tuple(Tally(**{"spared": 0, **row}) for row in rows)


def departments(books: Transaction, *, today: date, before: datetime) -> tuple[DepartmentLine, ...]:
    """Of each that has anything in hand; silent is what was asked `before` an instant and not answered."""
    rows = books.execute(_WAITING, {"today": today, "before": before}).mappings()
    return tuple(DepartmentLine(**row) for row in rows)


def silent(books: Transaction, *, before: datetime, after: str = "", size: int = AT_MOST) -> SilentItems:
    """What systems were asked `before` an instant, and have not answered; a page behind a cursor."""
    page = {"before": before, "size": size + 1}
    rows = books.execute(_SILENT_ITEMS.where(*_behind(after)), page).mappings().all()
    items = tuple(
        SilentItem(line=ItemLine.model_validate(dict(row)), case=row["case"], region=row["region"])
        for row in rows[:size]
    )
    total, last = books.execute(_SILENT_COUNT, {"before": before}).scalar_one(), items[-1:]
    following = "".join(f"{one.line.lodged_at}/{one.case}/{one.line.code}" for one in last)
    return SilentItems(items=items, total=total, next=following if len(rows) > size else "")


def _behind(cursor: str) -> Iterator[ColumnElement[bool]]:
    """Where a page begins.  Raises `InvalidOrder`."""
    if cursor:
        at, case, code = cursors.read(cursor, cursors.instant, cursors.case, str)
        place = tuple_(ITEMS.c.lodged_at, ITEMS.c.case, ITEMS.c.code)
        yield place > tuple_(literal(at, Timestamp), literal(case), literal(code))


def last_decided(books: Transaction, department: str) -> datetime | None:
    """When it has decided anything last, if it ever has."""
    found: datetime | None = books.execute(_LAST, {"department": department}).scalar_one()
    return found
