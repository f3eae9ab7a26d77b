"""Cases as lines of lists, each as it was when it came to rest last."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Index, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable
from client.messages.cases.progress import Outcome, Stage, State
from client.messages.lists.case_line import CaseLine, ItemLine
from matters import clock


class CaseLineRow(LedgerTable, table=True):
    """See `CaseLine`. `version` counts how often it was written: what comes late changes nothing.

    `is_late` if it ended after its last day; `granted` and `automatic` count items.
    """

    __tablename__ = "case_lines"

    case: str = Field(primary_key=True)
    version: int
    one_matter: str
    edition: str
    platform: str
    region: str
    channel: str
    number: str = Field(index=True)
    stage: str
    outcome: str | None
    colour: str
    received_at: datetime = Field(sa_type=Timestamp)
    closed_at: datetime | None = Field(sa_type=Timestamp)
    due_on: date | None
    holders: str
    corrections: int
    spared: int
    is_late: bool
    granted: int
    automatic: int


class ItemLineRow(LedgerTable, table=True):
    """See `ItemLine`."""

    __tablename__ = "item_lines"

    case: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    position: int
    name: str
    department: str
    number: str = Field(index=True)
    state: str
    colour: str
    officer: str
    lodged_at: datetime | None = Field(sa_type=Timestamp)
    decided_at: datetime | None = Field(sa_type=Timestamp)
    due_on: date | None
    automatic: bool
    rounds: int
    is_late: bool


LINES: Final = table_of(CaseLineRow)
ITEMS: Final = table_of(ItemLineRow)
OPEN: Final = LINES.c.closed_at.is_(None)
UNDECIDED: Final = ITEMS.c.decided_at.is_(None)

Index("case_lines_received", LINES.c.received_at, LINES.c.case)
Index("case_lines_of_platform", LINES.c.platform, LINES.c.received_at, LINES.c.case)
Index("case_lines_open", LINES.c.received_at, LINES.c.case, sqlite_where=OPEN, postgresql_where=OPEN)
Index("case_lines_closed", LINES.c.closed_at)
Index("item_lines_decided", ITEMS.c.department, ITEMS.c.decided_at)
Index(
    "item_lines_undecided",
    ITEMS.c.department,
    ITEMS.c.due_on,
    ITEMS.c.case,
    sqlite_where=UNDECIDED,
    postgresql_where=UNDECIDED,
)

_ENTER: Final = insert_new(LINES)
_NEW: Final = insert_or(LINES)
_KEEP: Final = _NEW.on_conflict_do_update(
    index_elements=[LINES.c.case],
    set_={column.name: _NEW.excluded[column.name] for column in LINES.columns if not column.primary_key},
    where=LINES.c.version < _NEW.excluded.version,
).execution_options(preserve_rowcount=True)
_ITEM: Final = insert_or(ITEMS)
_KEEP_ITEM: Final = _ITEM.on_conflict_do_update(
    index_elements=[ITEMS.c.case, ITEMS.c.code],
    set_={column.name: _ITEM.excluded[column.name] for column in ITEMS.columns if not column.primary_key},
)
_VERSION: Final = select(LINES.c.version).where(LINES.c.case == bindparam("of_case"))
_TURN_AWAY: Final = update(LINES).where(LINES.c.case == bindparam("of_case"))
_ONE: Final = select(LINES).where(LINES.c.case == bindparam("of_case"))
_NEXT_PLATFORM: Final = select(func.min(LINES.c.platform)).where(LINES.c.platform > bindparam("behind"))
_OF_CASES: Final = (
    select(ITEMS).where(ITEMS.c.case.in_(bindparam("cases", expanding=True))).order_by(ITEMS.c.position)
)


def enter(books: Transaction, line: CaseLine) -> bool:
    """A case that has come in; whether it is news."""
    is_news = bool(books.execute(_ENTER, _row(line, version=0)).rowcount)
    if is_news:
        _enter_items(books, line)
    return is_news


def keep(books: Transaction, line: CaseLine, *, version: int) -> bool:
    """A case as it has come to rest; whether it is news."""
    is_news = bool(books.execute(_KEEP, _row(line, version=version)).rowcount)
    if is_news:
        _enter_items(books, line)
    return is_news


def version(books: Transaction, case: UUID) -> int:
    """For the how manieth time a case was kept at rest last."""
    return books.execute(_VERSION, {"of_case": str(case)}).scalar_one_or_none() or 0


def turn_away(books: Transaction, outcome: Outcome) -> CaseLine:
    """A case has ended before any department was troubled; how it stands now."""
    ended = {"stage": Stage.CLOSED, "outcome": outcome.kind, "closed_at": outcome.closed_at, "holders": "[]"}
    books.execute(_TURN_AWAY, {"of_case": str(outcome.case), **ended})
    (line,) = read(books, books.execute(_ONE, {"of_case": str(outcome.case)}))
    return line


def find(books: Transaction, case: str) -> CaseLine | None:
    """How it stood when it came to rest last."""
    found = read(books, books.execute(_ONE, {"of_case": case}))
    return found[0] if found else None


def platform_of(books: Transaction, case: str) -> str:
    """By which platform it was filed; empty where none has."""
    found = books.execute(_ONE, {"of_case": case}).first()
    return found.platform if found else ""


def platforms(books: Transaction) -> Iterator[str]:
    """All that have ever filed a case: each is looked up behind the one before it."""
    platform = ""
    while platform := books.execute(_NEXT_PLATFORM, {"behind": platform}).scalar_one() or "":
        yield platform


def read(books: Transaction, rows: Iterable[Any]) -> tuple[CaseLine, ...]:
    """Lines with their items, in the order in which they were found."""
    found = [*rows]
    items: dict[str, list[ItemLine]] = {row.case: [] for row in found}
    if items:
        for item in books.execute(_OF_CASES, {"cases": [*items]}).mappings():
            items[item["case"]].append(ItemLine.model_validate(dict(item)))
    return tuple(
        CaseLine.model_validate(
            {**row._asdict(), "holders": json.loads(row.holders), "items": tuple(items[row.case])}
        )
        for row in found
    )


def _row(line: CaseLine, *, version: int) -> dict[str, Any]:
    row = line.model_dump(exclude={"items"})
    counted = {
        "is_late": _is_late(line.closed_at, line.due_on),
        "granted": sum(item.state is State.GRANTED for item in line.items),
        "automatic": sum(item.automatic for item in line.items),
    }
    written = {"case": str(line.case), "holders": json.dumps(line.holders), "version": version}
    return {**row, **counted, **written}


def _is_late(ended_at: datetime | None, due_on: date | None) -> bool:
    return bool(ended_at and due_on and clock.day_in_china(ended_at) > due_on)


def _enter_items(books: Transaction, line: CaseLine) -> None:
    rows = [
        {
            **item.model_dump(),
            "case": str(line.case),
            "position": position,
            "is_late": _is_late(item.decided_at, item.due_on),
        }
        for position, item in enumerate(line.items)
    ]
    if rows:
        books.execute(_KEEP_ITEM, rows)
