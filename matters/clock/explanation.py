"""Why a limit ends when it does: every day from receipt on, counted or not, with the article for it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Self

from pydantic import BaseModel, ConfigDict

from ..definitions import law
from ..language import Convention
from .account import Account, reason_before, reason_since
from .assumptions import assumptions, assumptions_before, assumptions_since
from .calendar import Calendar
from .day_count import DayCount, through
from .day_names import Why
from .deadlines import Due, deadline, due, due_before
from .proceedings import Proceedings, Term


class DaySpan(BaseModel):
    """Days from `first` to `last` inclusive that are all counted, or all not, for one reason."""

    model_config = ConfigDict(frozen=True)

    first: date
    last: date
    counted: bool
    days: int
    why: str
    basis: str


class Assumption(BaseModel):
    """How a text was read that leaves something open; `basis` is the text."""

    model_config = ConfigDict(frozen=True)

    says: str
    basis: str

    @classmethod
    def of(cls, convention: Convention, *, licensed: bool = True) -> Self:
        return cls(says=convention.says, basis=str(law.governing(convention.basis, licensed=licensed)))


class Explanation(BaseModel):
    """The spans from receipt to the last day of the limit, or to today while there is none.

    They follow one another without gap or overlap; the days counted sum to the limit, extension included.
    `assumptions` are the conventions that told in this reckoning.
    """

    model_config = ConfigDict(frozen=True)

    spans: tuple[DaySpan, ...]
    accepted_on: date | None
    due: Due | None
    assumptions: tuple[Assumption, ...] = ()

    def rows(self) -> Iterator[tuple[str, ...]]:
        """First and last day, days, counted or not, counted so far, why, basis."""
        sofar = 0
        for span in self.spans:
            sofar += span.days * span.counted
            counted = "是" if span.counted else "否"
            yield str(span.first), str(span.last), str(span.days), counted, str(sofar), span.why, span.basis


def explain(proceedings: Proceedings, term: Term, calendar: Calendar, *, today: date) -> Explanation:
    """How `deadline` comes about, for anyone to check by hand."""
    last = deadline(proceedings, term, calendar)
    account = Account(proceedings=proceedings, term=term, calendar=calendar, today=today)
    days = through(proceedings.received_on, last.on if last else today)
    return Explanation(
        spans=_spans((account.reason(day), day) for day in days),
        accepted_on=account.accepted,
        due=last,
        assumptions=_assumed(assumptions(proceedings, term, calendar), licensed=proceedings.licensed),
    )


def explain_since(event: str, since: date, term: Term, calendar: Calendar) -> Explanation:
    """How `due` comes about; `event` says what has happened on the day `since`."""
    last = due(since, term, calendar)
    count = DayCount(after=since, calendar=calendar).followed_by(term)
    return Explanation(
        spans=_spans((reason_since(day, event, count), day) for day in through(since, last.on)),
        accepted_on=None,
        due=last,
        assumptions=_assumed(assumptions_since(count, last)),
    )


def explain_before(event: date, term: Term, calendar: Calendar) -> Explanation:
    """How `due_before` comes about: from the last day to the event."""
    last = due_before(event, term, calendar)
    days = through(last.on, event)
    return Explanation(
        spans=_spans((reason_before(day, event, term, calendar), day) for day in days),
        accepted_on=None,
        due=last,
        assumptions=_assumed(assumptions_before(last, term, calendar)),
    )


def _spans(days: Iterable[tuple[Why, date]]) -> tuple[DaySpan, ...]:
    grouped = groupby(days, key=itemgetter(0))
    return tuple(_span(why, tuple(day for _, day in group)) for why, group in grouped)


def _span(why: Why, days: tuple[date, ...]) -> DaySpan:
    return DaySpan(
        first=days[0], last=days[-1], counted=why.counted, days=len(days), why=why.says, basis=why.basis
    )


def _assumed(conventions: Iterable[Convention], *, licensed: bool = True) -> tuple[Assumption, ...]:
    return tuple(Assumption.of(each, licensed=licensed) for each in conventions)
