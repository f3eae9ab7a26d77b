"""Who had the ball, and for how long: every time that somebody had to do something of a case."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Index, bindparam, delete, exists, func, insert, select
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_or_replace, table_of
from activities.ledger.ledger import LedgerTable
from activities.ledger.lists.figures import SINCE, UNTIL, Interval
from client.messages.lists.case_line import Hold, Holder


class HoldRow(LedgerTable, table=True):
    """See `Hold`; `position` counts those of a case."""

    __tablename__ = "holds"

    case: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    holder: str
    does: str
    item: str
    since: datetime = Field(sa_type=Timestamp)
    until: datetime | None = Field(sa_type=Timestamp)
    says: str = Field(default="", sa_column_kwargs={"server_default": ""})
    due_on: date | None = None


class HeldRow(LedgerTable, table=True):
    """For how many working seconds of a closed case somebody had the ball, alone or in his share.

    The day on which it was closed stands here once more: a month is summed up without looking at its cases.
    """

    __tablename__ = "held"

    case: str = Field(primary_key=True)
    holder: str = Field(primary_key=True)
    seconds: int
    closed_at: datetime = Field(sa_type=Timestamp)


_HOLDS: Final = table_of(HoldRow)
_HELD: Final = table_of(HeldRow)

_KEEP: Final = insert_or_replace(_HOLDS)
_OF_CASE: Final = select(*(_HOLDS.c[name] for name in Hold.model_fields)).order_by(_HOLDS.c.position)
_THESE: Final = _OF_CASE.where(_HOLDS.c.case == bindparam("of_case"))
_OF_EACH: Final = _OF_CASE.add_columns(_HOLDS.c.case).where(
    _HOLDS.c.case.in_(bindparam("cases", expanding=True))
)
_OUTSIDE: Final = (
    select(_HOLDS.c.case, _HOLDS.c.says)
    .where(_HOLDS.c.case.in_(bindparam("cases", expanding=True)))
    .where(_HOLDS.c.holder == Holder.OUTSIDE, _HOLDS.c.until.is_(None), _HOLDS.c.says != "")
    .order_by(_HOLDS.c.position)
)
_CLEAR: Final = delete(_HELD).where(_HELD.c.case == bindparam("of_case"))
_ENTER: Final = insert(_HELD)
Index("held_of_closed", _HELD.c.closed_at, _HELD.c.holder, _HELD.c.seconds, _HELD.c.case)
_SUMS: Final = (
    select(_HELD.c.holder, func.sum(_HELD.c.seconds), func.count())
    .where(_HELD.c.closed_at >= SINCE, _HELD.c.closed_at < UNTIL)
    .group_by(_HELD.c.holder)
    .order_by(_HELD.c.holder)
)
_SHARE: Final = _HELD.alias()
_WITH: Final = exists().where(_SHARE.c.case == _HELD.c.case, _SHARE.c.holder == bindparam("with"))


def keep(books: Transaction, case: UUID, held: Iterable[Hold], *, first: int) -> None:
    """Those of a case from the `first` on, as they are now."""
    rows = [
        {**hold.model_dump(), "case": str(case), "position": first + position}
        for position, hold in enumerate(held)
    ]
    if rows:
        books.execute(_KEEP, rows)


def of(books: Transaction, case: UUID) -> tuple[Hold, ...]:
    """All of a case, in the order in which they began."""
    return tuple(Hold(**row) for row in books.execute(_THESE, {"of_case": str(case)}).mappings())


def of_each(books: Transaction, cases: Sequence[UUID]) -> Mapping[UUID, tuple[Hold, ...]]:
    """Those of several cases."""
    found: dict[UUID, tuple[Hold, ...]] = dict.fromkeys(cases, ())
    rows = books.execute(_OF_EACH, {"cases": [*map(str, cases)]}).mappings() if cases else ()
    for row in rows:
        case = UUID(row["case"])
        found[case] = (*found[case], Hold.model_validate(dict(row)))
    return found


def outside(books: Transaction, cases: Sequence[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """Whose system, register or notice it is, of cases for which something outside has the ball now."""
    found: dict[UUID, dict[str, None]] = {case: {} for case in cases}
    for case, says in books.execute(_OUTSIDE, {"cases": [*map(str, cases)]}) if cases else ():
        found[UUID(case)][says.partition("：")[0]] = None
    return {case: tuple(whose) for case, whose in found.items()}


def settle(books: Transaction, case: UUID, seconds: Mapping[str, int], *, closed_at: datetime) -> None:
    """How a closed case's working time is shared out."""
    books.execute(_CLEAR, {"of_case": str(case)})
    of_case = {"case": str(case), "closed_at": closed_at}
    rows = [{**of_case, "holder": holder, "seconds": some} for holder, some in seconds.items()]
    if rows:
        books.execute(_ENTER, rows)


def sums(books: Transaction, interval: Interval, *, holder: str) -> list[tuple[str, int, int]]:
    """By holder, of the cases that were closed in a time: seconds, and of how many cases.

    With a `holder`, of those cases alone that he had a share in.
    """
    wanted = _SUMS.where(_WITH) if holder else _SUMS
    rows = books.execute(wanted, {**interval._asdict(), "with": holder})
    return [(whose, int(seconds), cases) for whose, seconds, cases in rows]
