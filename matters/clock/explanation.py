"""Why a limit ends when it does: every day from receipt on, counted or not, with the article for it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Self

from pydantic import BaseModel, ConfigDict

from ..language import Convention
from .account import Account, reason_before
from .assumptions import assumptions, assumptions_before
from .calendar import Calendar
from .day_count import through
from .day_names import Why
from .deadlines import Due, deadline, due_before
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
    def of(cls, convention: Convention) -> Self:
        return cls(says=convention.says, basis=str(convention.basis))


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
    due = deadline(proceedings, term, calendar)
    account = Account(proceedings=proceedings, term=term, calendar=calendar, today=today)
    days = through(proceedings.received_on, due.on if due else today)
    return Explanation(
        spans=_spans((account.reason(day), day) for day in days),
        accepted_on=account.accepted,
        due=due,
        assumptions=_assumed(assumptions(proceedings, term, calendar)),
    )


def explain_before(event: date, term: Term, calendar: Calendar) -> Explanation:
    """How `due_before` comes about: from the last day to the event."""
    due = due_before(event, term, calendar)
    days = through(due.on, event)
    return Explanation(
        spans=_spans((reason_before(day, event, term, calendar), day) for day in days),
        accepted_on=None,
        due=due,
        assumptions=_assumed(assumptions_before(due, calendar)),
    )


def _spans(days: Iterable[tuple[Why, date]]) -> tuple[DaySpan, ...]:
    grouped = groupby(days, key=itemgetter(0))
    return tuple(_span(why, tuple(day for _, day in group)) for why, group in grouped)


def _span(why: Why, days: tuple[date, ...]) -> DaySpan:
    return DaySpan(
        first=days[0], last=days[-1], counted=why.counted, days=len(days), why=why.says, basis=why.basis
    )


def _assumed(conventions: Iterable[Convention]) -> tuple[Assumption, ...]:
    return tuple(map(Assumption.of, conventions))
