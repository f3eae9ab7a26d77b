"""What an order of the calendar comes to: which last days would be others, before anybody has ordered it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from activities.cases import kept_file
from activities.cases.kept_file import KeptClock, KeptFile
from activities.database import Transaction
from client.messages.lists.bulk_order import MovedDays
from client.messages.officers.commands import Amendment
from matters import catalogue
from matters.clock.calendar import Calendar

MOST: Final = 3_000
"""Cases that are reckoned while somebody waits for a preview: half a millisecond each."""

SHOWN: Final = 100
"""Of all that would move, the earliest."""


class _Move(NamedTuple):
    """From which day to which, of which department; of none, if it is that of the whole case."""

    before: date
    after: date
    department: str


class Moved(NamedTuple):
    """Days that move, in how many `cases`; so many are `unknown`: too many, or they have not rested yet."""

    days: tuple[MovedDays, ...]
    cases: int
    unknown: int


def moved(books: Transaction, cases: Iterable[UUID], amendment: Amendment) -> Moved:
    """By what is on file of open cases."""
    counts, moving, found = Counter[_Move](), 0, tuple(cases)
    unknown = len(found[MOST:])
    for case in found[:MOST]:
        kept = kept_file.find(books, case)
        moves = tuple(_moves(kept, amendment)) if kept else ()
        counts.update(moves)
        moving += bool(moves)
        unknown += kept is None
    days = (_days(move, counts[move]) for move in sorted(counts)[:SHOWN])
    return Moved(tuple(days), moving, unknown)


def hint(of: Moved) -> str:
    """How many there are, and of how many it is not said."""
    unknown = f"（另有 {of.unknown} 件未计算）" if of.unknown else ""
    return f"期限会变化的案件 {of.cases} 件{unknown}"


def _moves(kept: KeptFile, amendment: Amendment) -> Iterator[_Move]:
    """Of the case, and of its items that are not decided; of a number that it has had, none."""
    if kept.plan is None or amendment.number in kept.amended:
        return
    before = kept.plan.calendar
    after = before.amended(holidays=amendment.holidays, workdays=amendment.workdays, until=amendment.until)
    yield from _move(kept.clock, before, after, "")
    for item in kept.items.values():
        if not item.decided_at:
            closed, department = item.planned.closed, item.planned.department
            yield from _move(item.clock, before.closed_on(closed), after.closed_on(closed), department)


def _move(clock: KeptClock | None, before: Calendar, after: Calendar, department: str) -> Iterator[_Move]:
    if clock is None:
        return
    was, will_be = clock.due(before), clock.due(after)
    if was and will_be and was != will_be:
        yield _Move(was, will_be, department)


def _days(move: _Move, clocks: int) -> MovedDays:
    called = catalogue.department_names()
    name = called.get(move.department, move.department)
    return MovedDays(
        department=move.department, name=name, before=move.before, after=move.after, clocks=clocks
    )
