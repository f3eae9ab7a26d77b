"""A procedure under way (听证、核查、初审): what is recorded of it, and what follows from that on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from ..language import OutsideEvent, Owner, Procedure, ProcedureStep, Stops
from .calendar import Calendar
from .day_count import ONE_DAY
from .deadlines import Due, due, due_before
from .proceedings import OwnGround, SpecialProcedure, Term


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class PlannedEvent(_Record):
    """See `language.OutsideEvent`; `key` is the answer itself, `says` have the titles of fields."""

    register_code: str
    register_name: str
    key: str
    on: str
    says: dict[str, str] = {}

    @classmethod
    def of(cls, event: OutsideEvent, told: Mapping[str, JsonValue]) -> Self:
        fields = event.register.entry.model_fields
        return cls(
            register_code=event.register.code,
            register_name=event.register.name,
            key=str(told[event.key]),
            on=event.on,
            says={name: fields[name].title or name for name in event.says},
        )


class PlannedStep(_Record):
    """See `language.ProcedureStep`; `body` is empty where it is the department that decides."""

    code: str
    name: str
    owner: Owner
    basis: str
    term: Term | None = None
    since: str = ""
    before: str = ""
    lapses: bool = False
    tells: bool = False
    fixes_day: bool = False
    officers: int = 0
    document: bool = False
    signed: bool = False
    body: str = ""
    body_name: str = ""
    event: PlannedEvent | None = None
    stops: Stops | None = None

    @property
    def is_a_right(self) -> bool:
        """Whether each whom it concerns may take it, within a time of his own."""
        return self.owner is Owner.CONCERNED and self.lapses and not self.since

    @classmethod
    def of(cls, step: ProcedureStep, told: Mapping[str, JsonValue]) -> Self:
        return cls(
            code=step.code,
            name=step.name,
            owner=step.owner,
            basis=str(step.basis),
            term=Term.of(step.within) if step.within else None,
            since=step.since,
            before=step.before,
            lapses=step.lapses,
            tells=step.tells,
            fixes_day=step.fixes_day,
            officers=int(step.officers.value) if step.officers else 0,
            document=step.document,
            signed=step.signed,
            body=step.body.code if step.body else "",
            body_name=step.body.name if step.body else "",
            event=PlannedEvent.of(step.event, told) if step.event else None,
            stops=step.stops,
        )


class PlannedProcedure(_Record):
    """See `language.Procedure`, as it travels with a case."""

    code: str
    name: str
    basis: str
    steps: tuple[PlannedStep, ...]
    ground: SpecialProcedure | OwnGround | None = None
    stands_from: str = ""
    comes_first: bool = False
    concerns: tuple[str, ...] = ()

    @classmethod
    def of(cls, procedure: Procedure, told: Mapping[str, JsonValue] | None = None) -> Self:
        """`told` are the answers that the item's department is told: events are kept under one of them."""
        return cls(
            code=procedure.code,
            name=procedure.name,
            basis=str(procedure.basis),
            steps=tuple(PlannedStep.of(step, told or {}) for step in procedure.steps),
            ground=_ground(procedure),
            stands_from=procedure.stands_from,
            comes_first=procedure.comes_first,
            concerns=procedure.concerns,
        )

    def latest(self, begun_on: date, calendar: Calendar) -> date:
        """On which day it is over at the latest; steps that have no time of their own take none.

        What lapses is over when its last day is.
        """
        days: dict[str, date] = {}
        for step in self.steps:
            since = days.get(step.since, begun_on)
            last = due(since, step.term, calendar).on if step.term and not step.before else since
            days[step.code] = last + ONE_DAY if step.lapses else last
        return max(days.values(), default=begun_on)

    @property
    def by_department(self) -> bool:
        """Whether nobody but the deciding department has a part in it."""
        return all(step.owner is Owner.DEPARTMENT for step in self.steps)


class StepTaken(_Record):
    """What is on record of a step: when it was taken, and what was said of it.

    `day` and `place` are those that it fixes for another step, `officers` those whom it names, `party` who
    takes it where that is not the department, `document` the number of the paper that there is of it,
    signed by those in `signed_by`.
    """

    step: str
    on: date
    day: date | None = None
    place: str = ""
    officers: tuple[str, ...] = ()
    party: str = ""
    document: str = ""
    signed_by: tuple[str, ...] = ()
    says: str = ""


class Course(_Record):
    """A procedure that has begun, about one item. Nothing ticks: what is due follows from what is `taken`.

    `parties` are those whom it concerns besides the applicant, as the department refers to them. `no_sooner`
    than on these days end times that people were told, by `time_of` a step.
    """

    procedure: PlannedProcedure
    begun_on: date | None
    parties: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    taken: tuple[StepTaken, ...] = ()
    no_sooner: Mapping[str, date] = Field(default_factory=dict[str, date])

    def record_of(self, code: str) -> StepTaken | None:
        """The last word on a step: what was fixed may be fixed anew."""
        return next((one for one in reversed(self.taken) if one.step == code), None)

    def step(self, code: str) -> PlannedStep | None:
        return next((step for step in self.procedure.steps if step.code == code), None)

    @property
    def next_step(self) -> PlannedStep | None:
        """The first that is not taken yet."""
        return next((step for step in self.procedure.steps if not self.record_of(step.code)), None)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Whom its steps have named last."""
        return next((one.officers for one in reversed(self.taken) if one.officers), ())

    def code_of(self, step: PlannedStep) -> str:
        """By which a step is known among those of all procedures of an item."""
        return f"{self.procedure.code}/{step.code}"

    def may_take(self, code: str) -> bool:
        """Whether that step comes now; a day that was fixed may be fixed anew until it has come."""
        following, step = self.next_step, self.step(code)
        if following is None or step is None:
            return False
        return step is following or (step.fixes_day and step.before == following.code)

    def began(self, step: PlannedStep) -> date | None:
        """The day on which the time of a step began; that day itself is not counted."""
        if not step.since:
            return self.begun_on
        earlier = self.record_of(step.since)
        return earlier.on if earlier else None

    def fixed(self, step: PlannedStep) -> date | None:
        """The day that an earlier step has fixed for it."""
        fixes = (one for one in self.procedure.steps if one.before == step.code and one.fixes_day)
        records = (self.record_of(one.code) for one in fixes)
        return next((one.day for one in records if one), None)

    def due(self, step: PlannedStep, calendar: Calendar) -> Due | None:
        """The last day of a step; None where it has none, or its time has not begun."""
        if step.term is None:
            return None
        if step.before:
            event = self.ahead_of(step, calendar)
            return due_before(event, step.term, calendar) if event else None
        began = self.began(step)
        last = due(began, step.term, calendar) if began else None
        kept = self.no_sooner.get(self.time_of(step))
        return Due(on=kept) if last and kept and kept > last.on else last

    def time_of(self, step: PlannedStep) -> str:
        """By which that of a step is known, which begins on a day of its own for each whom it concerns."""
        return f"{step.code}/{self.began(step)}"

    def ahead_of(self, step: PlannedStep, calendar: Calendar) -> date | None:
        """The day of the step that this one comes before: as fixed, else the last on which it can be."""
        later = self.step(step.before)
        if later is None:
            return None
        last = self.due(later, calendar)
        return self.fixed(later) or (last.on if last else None)

    def earliest(self, on: date, step: PlannedStep, calendar: Calendar) -> date:
        """The first day that a step taken `on` a day may fix: not sooner than its time allows."""
        day = on
        while step.term and due_before(day, step.term, calendar).on < on:
            day = date.fromordinal(day.toordinal() + 1)
        return day

    def lapsed(self, today: date, calendar: Calendar) -> bool:
        """Whether somebody has let the time pass after which there is nothing more to come."""
        step = self.next_step
        return step is not None and step.lapses and self.late(step, today, calendar=calendar)

    def missed(self, today: date, calendar: Calendar) -> bool:
        """Whether the time has passed without that which its item cannot go on without."""
        step = self.next_step
        return step is not None and step.stops is Stops.MISSED and self.late(step, today, calendar=calendar)

    def late(self, step: PlannedStep, day: date, *, calendar: Calendar) -> bool:
        """Whether a day is after the last one of a step."""
        last = self.due(step, calendar)
        return last is not None and last.on < day

    def over(self, today: date, calendar: Calendar) -> bool:
        """Whether nothing of it is to come."""
        return self.next_step is None or self.lapsed(today, calendar)

    def documents(self) -> Iterator[str]:
        """What a decision rests upon: each paper with its number."""
        for step in self.procedure.steps:
            record = self.record_of(step.code)
            if record and record.document:
                yield f"{step.name}（{record.document}）"


def _ground(procedure: Procedure) -> SpecialProcedure | OwnGround | None:
    """One of the closed list, or of the definition's own."""
    if procedure.ground is None:
        return None
    listed = {special.value: special for special in SpecialProcedure}
    return listed.get(procedure.ground.code) or OwnGround.of(procedure.ground)
