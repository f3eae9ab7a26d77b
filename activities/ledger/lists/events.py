"""The feed: what platforms are told of their cases, in the order in which it came about."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import UniqueConstraint, bindparam, select
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_new, table_of
from activities.ledger.ledger import LedgerTable
from client.messages.lists.event import CaseEvent


class FeedRow(LedgerTable, table=True):
    """How much a platform has been told.

    Whoever tells it something more has this row until his transaction ends, so positions have no gaps, and
    what a reader has not seen yet comes behind what he has.
    """

    __tablename__ = "feeds"

    platform: str = Field(primary_key=True)
    last: int


class EventRow(LedgerTable, table=True):
    """See `CaseEvent`, which it `says` as JSON. By its `mark` a repeat is known."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("case", "mark"),)

    platform: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    case: str
    mark: str
    at: datetime = Field(sa_type=Timestamp)
    says: str


_FEEDS: Final = table_of(FeedRow)
_EVENTS: Final = table_of(EventRow)

_FIRST: Final = insert_or(_FEEDS)
_NEXT: Final = _FIRST.on_conflict_do_update(
    index_elements=[_FEEDS.c.platform], set_={"last": _FEEDS.c.last + _FIRST.excluded.last}
).returning(_FEEDS.c.last)
_LAST: Final = select(_FEEDS.c.last).where(_FEEDS.c.platform == bindparam("of"))
_TOLD: Final = select(_FEEDS.c.platform).order_by(_FEEDS.c.platform)
_KNOWN: Final = select(_EVENTS.c.mark).where(
    _EVENTS.c.case == bindparam("of_case"), _EVENTS.c.mark.in_(bindparam("marked", expanding=True))
)
_ENTER: Final = insert_new(_EVENTS)
_AFTER: Final = (
    select(_EVENTS.c.says, _EVENTS.c.position)
    .where(_EVENTS.c.platform == bindparam("of"), _EVENTS.c.position > bindparam("after"))
    .order_by(_EVENTS.c.position)
    .limit(bindparam("size"))
)


def tell(books: Transaction, platform: str, case: str, told: Mapping[str, CaseEvent]) -> None:
    """Enter events of a case by their marks, last of all in the transaction; a repeat changes nothing.

    What the engine has filed itself, no platform is told of.
    """
    if not platform or not told:
        return
    known = books.execute(_KNOWN, {"of_case": case, "marked": [*told]}).scalars().all()
    new = {mark: event for mark, event in told.items() if mark not in known}
    if not new:
        return
    position = books.execute(_NEXT, {"platform": platform, "last": len(new)}).scalar_one() - len(new)
    rows = [
        {
            "platform": platform,
            "position": at,
            "case": case,
            "mark": mark,
            "at": event.at,
            "says": event.model_dump_json(exclude={"position"}),
        }
        for at, (mark, event) in enumerate(new.items(), start=position + 1)
    ]
    books.execute(_ENTER, rows)


def last(books: Transaction, platform: str) -> int:
    """The position of the last one; 0, if there is none."""
    return books.execute(_LAST, {"of": platform}).scalar() or 0


def platforms(books: Transaction) -> tuple[str, ...]:
    """Of which there is anything to tell."""
    return tuple(books.execute(_TOLD).scalars())


def after(books: Transaction, platform: str, *, position: int, size: int) -> tuple[CaseEvent, ...]:
    """So many of those that came behind a position."""
    asked = {"of": platform, "after": position, "size": size}
    return tuple(
        CaseEvent.model_validate_json(says).model_copy(update={"position": at})
        for says, at in books.execute(_AFTER, asked)
    )
