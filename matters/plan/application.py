"""From a definition, which is code, to a plan, which is data."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from .. import clock
from ..clock import Due, OwnGround, PlannedProcedure, Term, WayToServe, calendar
from ..clock.calendar import Calendar
from ..definitions import law
from ..definitions.procedures import begun_by_officers
from ..definitions.register_errors import COUNTER_PROOF
from ..language import (
    CheckFinding,
    Facts,
    Form,
    Later,
    Material,
    Matter,
    OneMatter,
    Severity,
    words,
)
from ..language.form import FORM, PAPERS
from ..language.groups.unfolded_items import unfold
from ..language.licence import holders_of
from ..language.partial_form import Answers
from ..language.parties.parties import APPLICANT
from . import lead_times
from .parts import (
    against_ending,
    answerable,
    planned_clock,
    planned_delivery,
    planned_element,
    planned_lead_time,
    planned_licence,
    planned_question,
    planned_quota,
    planned_timetable,
)
from .plan import LeftOut, Plan, PlannedFee, PlannedItem, PlannedPaper, Source

FormT = TypeVar("FormT", bound=Form)
SaidT = TypeVar("SaidT")
Wanted = tuple[str, str]
"""A licence of somebody: its code and the holder's identity number."""


@dataclass(frozen=True, kw_only=True)
class Application(Generic[FormT]):
    """A definition met by one applicant's form.

    `held` are the identifiers of the e-licences that were found, `uploaded` the codes of the papers
    that came with the form. `findings` are those of its pre-review, `changed` the answers that had been
    prefilled, and were then changed by hand. `acts_as` is as what the applicant applies.
    """

    one: OneMatter[FormT]
    form: FormT
    facts: Facts
    held: Mapping[Wanted, str] = field(default_factory=dict[Wanted, str])
    uploaded: tuple[str, ...] = ()
    findings: tuple[CheckFinding, ...] = ()
    changed: tuple[str, ...] = ()
    acts_as: str = ""
    arranged: Calendar | None = None

    @property
    def answers(self) -> Answers:
        """What the form says, as far as it is filled in."""
        return self.form.__dict__

    @cached_property
    def calendar(self) -> Calendar:
        """As it is published today from the day of receipt on, unless it was `arranged` otherwise since."""
        return self.arranged or calendar.published(self.facts.on)

    @cached_property
    def unfolded(self) -> OneMatter[FormT]:
        """With an item for each element of a group."""
        return unfold(self.one, self.answers)

    @cached_property
    def matters(self) -> tuple[Matter[FormT], ...]:
        """The items that the applicant's situation calls for, as far as he was asked."""
        called: dict[str, Matter[FormT]] = {}
        for matter in self.unfolded.matters:
            if not self._hangs_on(matter, called) and matter.when(self.form):
                called[matter.code] = matter
        return tuple(called.values())

    @cached_property
    def later(self) -> tuple[Later, ...]:
        """What he is asked in the course of the case."""
        codes = {matter.code for matter in self.matters}
        return tuple(late for late in self.unfolded.later if self._is_to_be_asked(late, codes))

    def _hangs_on(self, matter: Matter[FormT], called: Container[str]) -> str:
        """The question that must be answered before it is known whether there is such an item."""
        open_ones = (late for late in self.unfolded.later if self._is_to_be_asked(late, called))
        return next((late.asks(self.one.form) for late in open_ones if late.opens(matter)), "")

    def _is_to_be_asked(self, late: Later, called: Container[str]) -> bool:
        return late.asked_after.code in called and not late.is_answered(self.answers)

    def wanted_licences(self) -> tuple[Wanted, ...]:
        """What to look up in the library: licences that no item of this case will give."""
        wanted = (
            (kind.code, self._holder(paper))
            for matter in self.matters
            for paper in self._papers(matter)
            for kind in paper.licences
            if not self._giver(matter, paper)
        )
        return tuple(dict.fromkeys(wanted))

    def plan(self, *, number: int = 1, accepted_on: date | None = None) -> Plan:
        """The items, their order, papers and due dates; accepted on the day of receipt if not later."""
        start = accepted_on or self.facts.on
        items: dict[str, PlannedItem] = {}
        for matter in self.matters:
            items[matter.code] = self._planned(matter, items, start)
        return Plan(
            number=number,
            one_matter=self.one.code,
            edition=self.one.edition,
            name=self.one.name,
            lead=self.one.lead.code,
            calendar=self.calendar,
            timetable=planned_timetable(self.one.timetable),
            on_refusal=self.one.on_refusal,
            clock=planned_clock(self.one),
            due=clock.due(start, Term.of(self.one.promised), self.calendar),
            serves_by=tuple(map(WayToServe.of, law.SERVICE_MODES)),
            answerable=answerable(self.unfolded),
            in_two_words=True,
            procedures=tuple(map(PlannedProcedure.of, begun_by_officers(self.one))),
            facts_checked=True,
            acts_as=self.acts_as,
            remedies=against_ending(self.one),
            items=tuple(items.values()),
            left_out=tuple(self._left_out()),
            later=tuple(planned_question(late, self.one.form) for late in self.later),
        )

    def _left_out(self) -> Iterator[LeftOut]:
        codes = {matter.code for matter in self.matters}
        for matter in self.unfolded.matters:
            if matter.code not in codes:
                yield LeftOut(
                    code=matter.code,
                    name=matter.name,
                    because=words(matter.when),
                    until_answered=self._hangs_on(matter, codes),
                )

    def _planned(self, matter: Matter[FormT], earlier: Mapping[str, PlannedItem], start: date) -> PlannedItem:
        before = tuple(other.code for other in self.unfolded.before(matter) if other.code in earlier)
        hears = tuple(other.code for other in matter.hears if other.code in before)
        body, told = matter.body(self.form), matter.tells(self.form)
        procedures = tuple(PlannedProcedure.of(procedure, told) for procedure in matter.procedures)
        doubts = tuple(self._doubts(matter))
        return PlannedItem(
            code=matter.code,
            name=matter.name,
            department=body.code,
            department_name=body.name,
            issuer=body.credit_code,
            implementation_code=matter.implementation_code(self.form),
            because=words(matter.when),
            after=tuple(code for code in before if code not in hears),
            hears=hears,
            on_promise=tuple(
                other.code for other in self.unfolded.on_promise(matter) if other.code in earlier
            ),
            papers=tuple(self._planned_paper(matter, one, start) for one in self._shown(matter, doubts)),
            fields=told,
            element=planned_element(matter, self.form),
            clock=planned_clock(matter).model_copy(
                update={
                    "lead_time": planned_lead_time(matter, self.form),
                    "deemed": str(matter.deemed or ""),
                }
            ),
            stops_for=tuple(map(OwnGround.of, matter.stops_for)),
            due=self._due(matter, start, [earlier[code].due for code in before], procedures),
            inspection=matter.inspection,
            fee=self._fee(matter),
            gives=planned_licence(matter, self.form),
            quota=planned_quota(matter, self.form, on=start),
            sequels=None if matter.sequels is None else tuple(one.code for one in matter.sequels),
            on_withdrawal=matter.on_withdrawal,
            doubts=doubts,
            changed=tuple(filter(matter.is_told, self.changed)),
            unattended=matter.unattended is not None,
            starts=matter.starts,
            closed=tuple(day.on for day in body.closes),
            delivery=planned_delivery(matter, by=body),
            procedures=procedures,
        )

    def _doubts(self, matter: Matter[FormT]) -> Iterator[CheckFinding]:
        """What a person is to look at before it is granted: a rule or a paper may be of several items."""
        checks = [check for check in matter.checks if check.when(self.form)]
        about: set[str | tuple[str, str]] = {(check.rule, f"{FORM}{check.field}") for check in checks}
        about |= {APPLICANT, *(f"{PAPERS}{paper.code}" for paper in self._papers(matter))}
        for finding in self.findings:
            is_about = not about.isdisjoint(((finding.rule, finding.path), finding.path))
            if finding.severity is Severity.TO_A_PERSON and (is_about or finding.matter == matter.code):
                yield finding

    def _shown(self, matter: Matter[FormT], doubts: tuple[CheckFinding, ...]) -> tuple[Material[Any], ...]:
        """Its papers; where there is a doubt, also what was brought against a register."""
        against = doubts and COUNTER_PROOF.code in self.uploaded
        return (*self._papers(matter), *((COUNTER_PROOF,) if against else ()))

    def _due(
        self,
        matter: Matter[FormT],
        start: date,
        before: Sequence[Due],
        procedures: Sequence[PlannedProcedure],
    ) -> Due:
        """The latest day: the item's clock starts when what comes before it has used all of its time."""
        start = max([start, *(due.on for due in before)])
        calendar = self.calendar.closed_on(tuple(day.on for day in matter.body(self.form).closes))
        first = (procedure for procedure in procedures if procedure.comes_first)
        start = max([start, *(procedure.latest(start, calendar) for procedure in first)])
        due = clock.due(start, Term.of(matter.promised), calendar)
        if lead := matter.lead_time:
            last = lead_times.last_day(lead, self.form, self.calendar, by=matter.body(self.form))
            due = min(due, last, key=lambda each: each.on)
        provisional = due.provisional or any(earlier.provisional for earlier in before)
        return due.model_copy(update={"provisional": provisional})

    def _fee(self, matter: Matter[FormT]) -> PlannedFee | None:
        if not matter.fee:
            return None
        planned = PlannedFee(fen=0, account=matter.fee.account, basis=str(matter.fee.statute), at_start=True)
        if matter.fee.exempt(self.form):
            return planned.model_copy(update={"exempt_because": words(matter.fee.exempt)})
        rate = matter.fee.on(self.facts.on, self.form)
        basis = f"{planned.basis}；{rate.bases}"
        return planned.model_copy(update={"fen": rate.total(matter.fee.units(self.form)), "basis": basis})

    def _planned_paper(self, matter: Matter[FormT], paper: Material[FormT], start: date) -> PlannedPaper:
        source, reference = self._source(matter, paper)
        planned = PlannedPaper(code=paper.code, name=paper.name, source=source, reference=reference)
        if source is not Source.FOLLOWS or not paper.follows:
            return planned
        within = Term.of(paper.follows.within)
        by = clock.due(start, within, self.calendar).on
        follows = {"follows_by": by, "within": within, "otherwise": paper.follows.otherwise}
        return planned.model_copy(update=follows)

    def _papers(self, matter: Matter[FormT]) -> tuple[Material[FormT], ...]:
        return tuple(paper for paper in matter.materials if self._says(paper.when))

    @cached_property
    def _said(self) -> dict[Callable[[FormT], object], object]:
        return {}

    def _says(self, function: Callable[[FormT], SaidT]) -> SaidT:
        """What a function of the form says; asked once, for a paper may be one of a hundred items."""
        if function not in self._said:
            self._said[function] = function(self.form)
        return cast("SaidT", self._said[function])

    def _source(self, matter: Matter[FormT], paper: Material[FormT]) -> tuple[Source, str]:
        if giver := self._giver(matter, paper):
            return Source.EARLIER_ITEM, giver.code
        if identifier := self._held(paper):
            return Source.LICENCE_LIBRARY, identifier
        if paper.follows and paper.code not in self.uploaded:
            return Source.FOLLOWS, paper.code
        return Source.APPLICANT, paper.code

    def _giver(self, matter: Matter[FormT], paper: Material[FormT]) -> Matter[FormT] | None:
        givers = (
            other for other in self.unfolded.before(matter) if other.supplies(paper) and other in self.matters
        )
        return next(givers, None)

    def _held(self, paper: Material[FormT]) -> str | None:
        if not self.held:
            return None
        holder = self._holder(paper)
        found = (self.held.get((kind.code, holder)) for kind in paper.licences)
        return next(filter(None, found), None)

    def _holder(self, paper: Material[FormT]) -> str:
        return holders_of(self._says(paper.of))[0] if paper.of else self.facts.applicant
