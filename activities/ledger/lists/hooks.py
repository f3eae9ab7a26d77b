"""Webhooks: to which address a platform is told of its cases, and how far it has been."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, select, update
from sqlmodel import Field

from activities.database import Timestamp, Transaction, insert_new, insert_or_replace, table_of
from activities.ledger.ledger import LedgerTable


class HookRow(LedgerTable, table=True):
    """`position` is that of the last event that was taken, or set aside.

    After `failures` in a row it is tried again at `try_at`; `fault` says what the last one was. Whoever tells
    it events holds it until `held_until`, so that two workers do not.
    """

    __tablename__ = "hooks"

    platform: str = Field(primary_key=True)
    url: str
    position: int
    failures: int = 0
    fault: str = ""
    try_at: datetime = Field(sa_type=Timestamp)
    held_until: datetime = Field(sa_type=Timestamp)


class DeadLetterRow(LedgerTable, table=True):
    """An event that a platform would not take, and why."""

    __tablename__ = "dead_letters"

    platform: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    fault: str
    at: datetime = Field(sa_type=Timestamp)


AT_MOST: Final = 500
"""Letters at once, the oldest."""

_HOOKS: Final = table_of(HookRow)
_LETTERS: Final = table_of(DeadLetterRow)

_SET: Final = insert_or_replace(_HOOKS)
_ALL: Final = select(_HOOKS).order_by(_HOOKS.c.platform)
_THIS: Final = _HOOKS.c.platform == bindparam("of")
_HOLD: Final = (
    update(_HOOKS)
    .where(_THIS, _HOOKS.c.try_at <= bindparam("now"), _HOOKS.c.held_until <= bindparam("now"))
    .values(held_until=bindparam("until"))
    .returning(*_HOOKS.c)
)
_MOVE: Final = update(_HOOKS).where(_THIS)
_END: Final = delete(_HOOKS).where(_THIS)
_SET_ASIDE: Final = insert_new(_LETTERS)
_COUNT: Final = select(_LETTERS.c.platform, func.count().label("number")).group_by(_LETTERS.c.platform)
_OF_ONE: Final = (
    select(_LETTERS)
    .where(_LETTERS.c.platform == bindparam("of"))
    .order_by(_LETTERS.c.position)
    .limit(AT_MOST)
)


def begin(books: Transaction, row: HookRow) -> None:
    """Tell a platform at this address from now on, behind this position; in place of what was before."""
    books.execute(_SET, row.model_dump())


def end(books: Transaction, platform: str) -> bool:
    """Tell it nothing any more; whether it was told."""
    return bool(books.execute(_END, {"of": platform}).rowcount)


def all_of(books: Transaction) -> Sequence[HookRow]:
    """Of all platforms."""
    return [HookRow(**row) for row in books.execute(_ALL).mappings()]


def hold(books: Transaction, platform: str, *, now: datetime, until: datetime) -> HookRow | None:
    """How far it is, if the caller may tell it for so long; nothing if another does, or it is not yet due."""
    held = books.execute(_HOLD, {"of": platform, "now": now, "until": until}).mappings().first()
    return HookRow(**held) if held else None


def move(books: Transaction, platform: str, **how: Any) -> None:
    """How far it is, and how it went."""
    books.execute(_MOVE.values(**how), {"of": platform})


def set_aside(books: Transaction, letter: DeadLetterRow) -> None:
    """What a platform would not take; a repeat changes nothing."""
    books.execute(_SET_ASIDE, letter.model_dump())


def dead_letters(books: Transaction) -> dict[str, int]:
    """How many were set aside, by platform."""
    return {row.platform: row.number for row in books.execute(_COUNT)}


def letters_of(books: Transaction, platform: str) -> Sequence[DeadLetterRow]:
    """What was set aside of one, the oldest first."""
    return [DeadLetterRow(**row) for row in books.execute(_OF_ONE, {"of": platform}).mappings()]
