"""Runs of which a call of the engine's own has failed more than once, as workers tell when they try again."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, select
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_or_replace, table_of
from activities.ledger.ledger import LedgerTable


class FailingRunRow(LedgerTable, table=True):
    """A run, and when a call of it was tried last after it had failed; by now it may have gone through."""

    __tablename__ = "failing_runs"

    workflow: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Timestamp, index=True)


AT_MOST: Final = 500
"""Runs at once, those that were tried last: where there are more they fail alike."""

_RUNS: Final = table_of(FailingRunRow)
_ENTER: Final = insert_or_replace(_RUNS)
_BEFORE: Final = bindparam("before", type_=Timestamp)
_FORGET: Final = delete(_RUNS).where(_RUNS.c.at < _BEFORE)
_LATEST: Final = (
    select(_RUNS.c.workflow).where(_RUNS.c.at >= _BEFORE).order_by(_RUNS.c.at.desc()).limit(AT_MOST)
)


def enter(books: Transaction, row: FailingRunRow, *, before: datetime) -> None:
    """That it is tried again; whatever was not since `before` is forgotten."""
    books.execute(_FORGET, {"before": before})
    books.execute(_ENTER, row.model_dump())


def latest(books: Transaction, *, before: datetime) -> tuple[str, ...]:
    """What was tried again since."""
    return tuple(books.execute(_LATEST, {"before": before}).scalars())
