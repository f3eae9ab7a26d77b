"""Whose a case's time was: whoever has the ball shares in every moment, so that all sums to the whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import pairwise

from client.messages.lists.case_line import Hold, Holder
from matters.clock.calendar import Calendar
from matters.clock.office_hours import worked


def shares(
    holds: Sequence[Hold], *, since: datetime, until: datetime, calendar: Calendar
) -> Mapping[str, int]:
    """Working seconds by holder; what nobody else had the ball for was the engine's.

    Whoever had the ball at the same time as others has an equal share of that time. Rounded so that the sum
    is that of the whole.
    """
    taken: dict[str, Fraction] = {}
    for begin, end in _pieces(holds, since=since, until=until):
        seconds = Fraction(int(worked(begin, end, calendar).total_seconds()))
        having = _having(holds, begin) or (Holder.ENGINE,)
        for holder in having:
            taken[holder] = taken.get(holder, Fraction()) + seconds / len(having)
    return _rounded(taken)


def _rounded(taken: Mapping[str, Fraction]) -> Mapping[str, int]:
    """Whole seconds, of which those left over go where most was cut off."""
    left = int(sum(taken.values())) - sum(map(int, taken.values()))
    cut_off = sorted(taken, key=lambda holder: int(taken[holder]) - taken[holder])
    return {holder: int(taken[holder]) + (holder in cut_off[:left]) for holder in sorted(taken)}


def _pieces(
    holds: Iterable[Hold], *, since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Between each two instants at which the ball went from one to another."""
    instants = {since, until}
    for hold in holds:
        instants |= {min(max(at, since), until) for at in (hold.since, hold.until or until)}
    return pairwise(sorted(instants))


def _having(holds: Iterable[Hold], at: datetime) -> tuple[str, ...]:
    now = (hold.holder for hold in holds if hold.since <= at and (hold.until is None or at < hold.until))
    return tuple(dict.fromkeys(now))
