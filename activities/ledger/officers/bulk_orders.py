"""The record of orders upon many cases: who has ordered what and when, and what came of each."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, literal, select, update
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable
from client.messages.lists.bulk_order import BulkReport, BulkSearch, BulkState, BulkStep


class BulkOrderRow(LedgerTable, table=True):
    """`search` is its JSON, without anybody's number; `seen` the digest of what it does; `word` is signed.

    Why it was given stands in what the cases have of it.
    """

    __tablename__ = "bulk_orders"

    id: str = Field(primary_key=True)
    kind: str
    by: str
    department: str
    at: datetime = Field(sa_type=Timestamp, index=True)
    seen: str
    search: str
    word: str = Field(default="", sa_column_kwargs={"server_default": ""})


class BulkStepRow(LedgerTable, table=True):
    """See `BulkStep`, in their order; `told` is the mark of what its case is told."""

    __tablename__ = "bulk_steps"

    order: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    case: str
    item: str
    name: str
    department: str
    due_on: date | None
    state: str
    says: str
    told: str = Field(default="", index=True, sa_column_kwargs={"server_default": ""})


FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Before any order: so that the latest are found by their index."""

_ORDERS: Final = table_of(BulkOrderRow)
_STEPS: Final = table_of(BulkStepRow)
_NOT_KEPT: Final = {"department_name"}
"""What whoever looks it up reads in the catalogue."""
_THIS: Final = _STEPS.c.order == bindparam("of")

_ENTER: Final = insert_new(_ORDERS)
_ENTER_STEP: Final = insert_new(_STEPS)
_SEEN: Final = select(_ORDERS.c.seen).where(_ORDERS.c.id == bindparam("of"))
_LATEST: Final = select(_ORDERS).where(_ORDERS.c.at > literal(FIRST, Timestamp)).order_by(_ORDERS.c.at.desc())
_DUE: Final = (
    select(_STEPS)
    .where(_THIS, _STEPS.c.state == BulkState.DUE)
    .order_by(_STEPS.c.place)
    .limit(bindparam("size"))
)
_FIRST: Final = select(_STEPS).where(_THIS).order_by(_STEPS.c.place).limit(bindparam("size"))
_COUNTS: Final = select(_STEPS.c.state, func.count().label("number")).where(_THIS).group_by(_STEPS.c.state)
_SIGNED: Final = (
    select(_ORDERS.c.id, _STEPS.c.item, _ORDERS.c.word)
    .join(_STEPS, _STEPS.c.order == _ORDERS.c.id)
    .where(_STEPS.c.told == bindparam("so"), _STEPS.c.state == BulkState.DUE)
)
_NOTE: Final = (
    update(_STEPS)
    .where(_THIS, _STEPS.c.place == bindparam("at_place"))
    .values(state=bindparam("now"), says=bindparam("why"))
)


class SignedOrder(NamedTuple):
    """By whose `word` a step is taken, about which item of its case."""

    id: UUID
    item: str
    word: str


class BulkTask(NamedTuple):
    """A step, and the mark of what its case is told: the engine says nothing else for it."""

    step: BulkStep
    told: str = ""


def enter(books: Transaction, row: BulkOrderRow, tasks: Iterable[BulkTask]) -> None:
    """An order, and all that there is to be done of it."""
    books.execute(_ENTER, row.model_dump())
    rows = [
        {**step.model_dump(exclude=_NOT_KEPT), "case": str(step.case), "order": row.id, "told": told}
        for step, told in tasks
    ]
    if rows:
        books.execute(_ENTER_STEP, rows)


def seen(books: Transaction, order: UUID) -> str | None:
    """The digest of what an order does; nothing, if it is not on record."""
    found = books.execute(_SEEN, {"of": str(order)}).scalar_one_or_none()
    return None if found is None else str(found)


def due(books: Transaction, order: UUID, *, size: int) -> tuple[BulkStep, ...]:
    """So many of the steps that are still to be taken."""
    rows = books.execute(_DUE, {"of": str(order), "size": size}).mappings()
    return tuple(BulkStep.model_validate(dict(row)) for row in rows)


def signed(books: Transaction, *, told: str) -> tuple[SignedOrder, ...]:
    """The orders by which a case is to be told this, and has not been yet."""
    rows = books.execute(_SIGNED, {"so": told}).mappings()
    return tuple(SignedOrder(UUID(row["id"]), row["item"], row["word"]) for row in rows)


def note(books: Transaction, order: UUID, step: BulkStep) -> None:
    """What came of it."""
    which = {"of": str(order), "at_place": step.place}
    books.execute(_NOTE, {**which, "now": step.state, "why": step.says})


def find(books: Transaction, search: BulkSearch, *, steps: int = 0) -> tuple[BulkReport, ...]:
    """Orders, the latest first, each with so many of its steps."""
    wanted = _LATEST.limit(search.size)
    if search.before:
        wanted = wanted.where(_ORDERS.c.at < literal(search.before, Timestamp))
    if search.department:
        wanted = wanted.where(_ORDERS.c.department == search.department)
    if search.id:
        wanted = wanted.where(_ORDERS.c.id == str(search.id))
    return tuple(
        BulkReport(
            **{name: row[name] for name in ("id", "kind", "by", "department", "at", "seen")},
            **_counted(books, row["id"]),
            steps=tuple(
                BulkStep.model_validate(dict(step))
                for step in (
                    books.execute(_FIRST, {"of": row["id"], "size": steps}).mappings() if steps else ()
                )
            ),
        )
        for row in books.execute(wanted).mappings().all()
    )


def _counted(books: Transaction, order: str) -> dict[str, int]:
    found = {row.state: row.number for row in books.execute(_COUNTS, {"of": order})}
    return {state.name.lower(): found.get(state, 0) for state in BulkState}
