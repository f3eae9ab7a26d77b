"""One running clock: what is recorded of it, and what follows from that today."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from client.messages.cases.explanation import Assumed, Reckoning, Span
from client.messages.cases.progress import Colour
from client.messages.officers.commands import Extend
from matters import clock
from matters.clock import (
    Due,
    Explanation,
    Extension,
    OwnGround,
    Proceedings,
    SpecialProcedure,
    Suspension,
    Term,
)
from matters.clock.calendar import Calendar
from matters.plan.plan import PlannedClock, PlannedTimetable


@dataclass(kw_only=True)
class LegalClock:
    """Of an item, or of the whole case. Facts are recorded; every date is reckoned from them anew.

    It warns once so many percent of its days are over. `changes` counts what was recorded since it began.
    `put_to` is an extension that waits for its approver, `put_by` the natural person who has put it.
    """

    planned: PlannedClock
    proceedings: Proceedings
    warn_percent: int
    changes: int = 0
    put_to: Extend | None = None
    put_by: str = ""

    def __post_init__(self) -> None:
        self._facts: tuple[Proceedings, Calendar] | None = None
        self._days: tuple[Due | None, Due | None] = (None, None)

    @classmethod
    def begun(
        cls, planned: PlannedClock, timetable: PlannedTimetable, *, received_on: date, accepted: bool
    ) -> LegalClock:
        """What was received (收件) is `accepted` (受理) on that day, or first to be corrected."""
        proceedings = Proceedings(
            received_on=received_on,
            accepted_on=received_on if accepted else None,
            notice_within=timetable.notice,
            licensed=planned.licensed,
        )
        return cls(planned=planned, proceedings=proceedings, warn_percent=timetable.warn_percent)

    @property
    def extended(self) -> bool:
        """Whether the one extension there is has been used, or none is provided for."""
        return self.planned.extension is None or self.proceedings.extension is not None

    @property
    def suspended(self) -> bool:
        """Whether it stands still for a special procedure."""
        return bool(self.standing)

    @property
    def standing(self) -> tuple[Suspension, ...]:
        """For which it stands still."""
        return tuple(one for one in self.proceedings.suspensions if _goes_on(one))

    @property
    def grounds(self) -> tuple[SpecialProcedure | OwnGround, ...]:
        """On which it does."""
        return tuple(one.procedure for one in self.standing)

    def told(self, day: date) -> None:
        """What is to be mended was told; only before acceptance does that keep the clock from starting."""
        if self.proceedings.told_on is None:
            self._record(told_on=day)

    def take_acceptance_back(self) -> None:
        """As in cases begun before acceptance was recorded: a demand put the clock back to its start."""
        self.proceedings = self.proceedings.model_copy(update={"accepted_on": None})

    def answered(self, day: date) -> None:
        """All corrections of the first notice are handed in."""
        if self.proceedings.told_on and self.proceedings.answered_on is None:
            self._record(answered_on=day)

    def suspend(self, suspension: Suspension) -> None:
        """A special procedure begins."""
        self._record(suspensions=(*self.proceedings.suspensions, suspension))

    def resume(self, day: date, *, but: Collection[SpecialProcedure | OwnGround] = ()) -> None:
        """Whatever goes on has ended, `but` for these; nothing is recorded where nothing does."""
        suspensions = self.proceedings.suspensions
        if any(_goes_on(one) and one.procedure not in but for one in suspensions):
            self._record(suspensions=tuple(_ended(one, day, but) for one in suspensions))

    def end(self, procedure: SpecialProcedure | OwnGround, day: date) -> None:
        """That one has ended, and no other."""
        others = [one.procedure for one in self.proceedings.suspensions if one.procedure != procedure]
        self.resume(day, but=others)

    def stand_with(self, suspensions: tuple[Suspension, ...]) -> None:
        """The clock of a whole case stands whenever that of one of its items does."""
        if suspensions != self.proceedings.suspensions:
            self._record(suspensions=suspensions)

    def may_be_extended(self, today: date, calendar: Calendar) -> bool:
        """Whether the limit that the law sets, or else the promised one, has not passed yet."""
        limit = self.planned.statutory or self.planned.promised
        return clock.may_be_extended(self.proceedings, limit, calendar, today=today)

    def extend(self, extension: Extension) -> None:
        """The limit is longer from now on."""
        self.put_to = None
        self._record(extension=extension)

    def accepted_on(self, calendar: Calendar) -> date | None:
        """The day from which the limits run; none while corrections are awaited."""
        return clock.accepted_on(self.proceedings, calendar)

    def may_be_told(self, today: date, calendar: Calendar) -> bool:
        """Whether a correction notice told today would be in time."""
        return today <= clock.notice_due(self.proceedings, calendar).on

    def notice_due(self, calendar: Calendar) -> Due:
        """The last day for the one correction notice."""
        return clock.notice_due(self.proceedings, calendar)

    def due(self, calendar: Calendar) -> Due | None:
        """The last promised day; nothing while the clock has not started or stands."""
        return self._reckoned(calendar)[1]

    def statutory_due(self, calendar: Calendar) -> Due | None:
        """The last day that the law allows, where it sets one."""
        statutory = self.planned.statutory
        return clock.deadline(self.proceedings, statutory, calendar) if statutory else None

    def deemed_due(self, calendar: Calendar) -> Due | None:
        """The last day to decide, after which it counts as granted, if it ever does."""
        return self.statutory_due(calendar) if self.planned.deemed else None

    def colour(self, now: datetime, calendar: Calendar) -> Colour:
        """Red from the end of the last promised day on, or of the day until which it was told to stand."""
        warning, due = self._reckoned(calendar)
        last = due or self._standing_until()
        if last and last.at <= now:
            return Colour.RED
        return Colour.YELLOW if due and warning and warning.at <= now else Colour.GREEN

    def next_change(self, now: datetime, calendar: Calendar) -> datetime | None:
        """When the colour changes next, if nothing else happens."""
        warning, due = self._reckoned(calendar)
        last = due or self._standing_until()
        changes = (due and warning and warning.at, last and last.at)
        return min((at for at in changes if at and now < at), default=None)

    def reckonings(self, subject: str, today: date, calendar: Calendar) -> tuple[Reckoning, ...]:
        """Both limits, explained day by day."""
        planned = self.planned
        silence = f"，期满未作决定的视为准予，{planned.deemed}" if planned.deemed else ""
        return (
            self._reckoning(f"{subject}（承诺时限）", planned.promised, today, calendar),
            *(
                (self._reckoning(f"{subject}（法定时限{silence}）", planned.statutory, today, calendar),)
                if planned.statutory
                else ()
            ),
            *self._before_event(subject, calendar),
        )

    def _before_event(self, subject: str, calendar: Calendar) -> Iterator[Reckoning]:
        if lead := self.planned.lead_time:
            explained = clock.explain_before(lead.on, lead.term, calendar)
            yield reckoning(f"{subject}（{lead.event}前）", lead.term, explained)

    def _reckoning(self, subject: str, term: Term, today: date, calendar: Calendar) -> Reckoning:
        return reckoning(subject, term, clock.explain(self.proceedings, term, calendar, today=today))

    def _reckoned(self, calendar: Calendar) -> tuple[Due | None, Due | None]:
        """Warning and last day: asked for at every step of a case, and changed by nothing but the facts."""
        facts = (self.proceedings, calendar)
        if self._facts is None or facts[0] is not self._facts[0] or facts[1] is not self._facts[1]:
            self._facts = facts
            warning, last = clock.warning_and_deadline(
                self.proceedings, self.planned.promised, calendar, percent=self.warn_percent
            )
            latest = self._latest(calendar)
            self._days = _sooner(warning, latest), _sooner(last, latest)
        return self._days

    def _latest(self, calendar: Calendar) -> Due | None:
        """The last day before an event, whatever stops the clock."""
        lead = self.planned.lead_time
        return clock.due_before(lead.on, lead.term, calendar) if lead else None

    def _standing_until(self) -> Due | None:
        """The end of a procedure as it was told in writing: a clock that stands is not forgotten, either."""
        ends = [one.expected_end for one in self.proceedings.suspensions if one.until is None]
        return Due(on=min(filter(None, ends))) if any(ends) else None

    def _record(self, **facts: object) -> None:
        self.proceedings = self.proceedings.model_copy(update=facts)
        self.changes += 1


def _sooner(one: Due | None, other: Due | None) -> Due | None:
    return min(filter(None, (one, other)), key=lambda due: due.on, default=None)


def reckoning(subject: str, term: Term, explained: Explanation) -> Reckoning:
    """A limit as it is told, day by day."""
    return Reckoning(
        subject=subject,
        limit=f"{term}，{term.basis}",
        accepted_on=explained.accepted_on,
        due_on=explained.due and explained.due.on,
        provisional=bool(explained.due and explained.due.provisional),
        spans=tuple(Span.model_validate(span, from_attributes=True) for span in explained.spans),
        assumptions=tuple(
            Assumed.model_validate(each, from_attributes=True) for each in explained.assumptions
        ),
    )


def _goes_on(suspension: Suspension) -> bool:
    return suspension.until is None


def _ended(suspension: Suspension, day: date, but: Collection[SpecialProcedure | OwnGround]) -> Suspension:
    if not _goes_on(suspension) or suspension.procedure in but:
        return suspension
    return suspension.model_copy(update={"until": day})
