"""From a definition, which is code, to a plan, which is data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from .. import clock
from ..clock import Due, OwnGround, PlannedProcedure, Term, WayToServe, calendar
from ..clock.calendar import Calendar
from ..definitions import law, procedures
from ..language import CheckFinding, Facts, Form, Material, Matter, OneMatter, Severity, words
from ..language.groups import elements
from ..language.groups.unfolded_items import unfold
from ..language.partial_form import Answers
from .parts import planned_clock, planned_delivery, planned_element, planned_licence, planned_timetable
from .plan import LeftOut, Plan, PlannedFee, PlannedItem, PlannedPaper, Source

FormT = TypeVar("FormT", bound=Form)
Wanted = tuple[str, str]
"""A licence of somebody: its code and the holder's identity number."""


@dataclass(frozen=True, kw_only=True)
class Application(Generic[FormT]):
    """A definition met by one applicant's form.

    `held` are the identifiers of the e-licences that were found, `uploaded` the codes of the papers
    that came with the form. `findings` are those of its pre-review, `changed` the answers that had been
    prefilled, and were then changed by hand.
    """

    one: OneMatter[FormT]
    form: FormT
    facts: Facts
    held: Mapping[Wanted, str] = field(default_factory=dict[Wanted, str])
    uploaded: tuple[str, ...] = ()
    findings: tuple[CheckFinding, ...] = ()
    changed: tuple[str, ...] = ()
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
        """The items that the applicant's situation calls for."""
        return tuple(matter for matter in self.unfolded.matters if matter.when(self.form))

    def wanted_licences(self) -> tuple[Wanted, ...]:
        """What to look up in the library: licences that no item of this case will give."""
        wanted = (
            (paper.licence.code, self._holder(paper))
            for matter in self.matters
            for paper in self._papers(matter)
            if paper.licence and not self._giver(matter, paper)
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
            answerable=self._answerable(),
            in_two_words=True,
            procedures=tuple(map(PlannedProcedure.of, procedures.BEGUN_BY_OFFICERS)),
            facts_checked=True,
            items=tuple(items.values()),
            left_out=tuple(
                LeftOut(code=matter.code, name=matter.name, because=words(matter.when))
                for matter in self.unfolded.matters
                if matter not in self.matters
            ),
        )

    def _answerable(self) -> tuple[str, ...]:
        """Every question of the one form, and every paper that any of its items knows."""
        papers = (paper.code for matter in self.unfolded.matters for paper in matter.materials)
        fields = (f"form.{path}" for path in elements.every_path(self.one.form))
        return (*fields, *dict.fromkeys(f"papers.{code}" for code in papers))

    def _planned(self, matter: Matter[FormT], earlier: Mapping[str, PlannedItem], start: date) -> PlannedItem:
        after = tuple(other.code for other in self.unfolded.before(matter) if other.code in earlier)
        body = matter.body(self.form)
        return PlannedItem(
            code=matter.code,
            name=matter.name,
            department=body.code,
            department_name=body.name,
            issuer=body.credit_code,
            implementation_code=matter.implementation_code(self.form),
            because=words(matter.when),
            after=after,
            on_promise=tuple(
                other.code for other in self.unfolded.on_promise(matter) if other.code in earlier
            ),
            papers=tuple(self._planned_paper(matter, paper, start) for paper in self._papers(matter)),
            fields=matter.tells(self.form),
            element=planned_element(matter, self.form),
            clock=planned_clock(matter),
            stops_for=tuple(map(OwnGround.of, matter.stops_for)),
            due=self._due(matter, start, [earlier[code].due for code in after]),
            inspection=matter.inspection,
            fee=self._fee(matter),
            gives=planned_licence(matter),
            on_withdrawal=matter.on_withdrawal,
            doubts=tuple(self._doubts(matter)),
            changed=tuple(filter(matter.is_told, self.changed)),
            unattended=matter.unattended is not None,
            starts=matter.starts,
            closed=tuple(day.on for day in body.closes),
            delivery=planned_delivery(matter, by=body),
            procedures=tuple(map(PlannedProcedure.of, matter.procedures)),
        )

    def _doubts(self, matter: Matter[FormT]) -> Iterator[CheckFinding]:
        """What a person is to look at before it is granted: a rule or a paper may be of several items."""
        about: set[str | tuple[str, str]] = {(check.rule, f"form.{check.field}") for check in matter.checks}
        about |= {f"papers.{paper.code}" for paper in self._papers(matter)}
        for finding in self.findings:
            if finding.severity is Severity.TO_A_PERSON and not about.isdisjoint(
                ((finding.rule, finding.path), finding.path)
            ):
                yield finding

    def _due(self, matter: Matter[FormT], start: date, before: Sequence[Due]) -> Due:
        """The latest day: the item's clock starts when those before it have used all of theirs."""
        start = max([start, *(due.on for due in before)])
        calendar = self.calendar.closed_on(tuple(day.on for day in matter.body(self.form).closes))
        due = clock.due(start, Term.of(matter.promised), calendar)
        provisional = due.provisional or any(earlier.provisional for earlier in before)
        return due.model_copy(update={"provisional": provisional})

    def _fee(self, matter: Matter[FormT]) -> PlannedFee | None:
        if not matter.fee:
            return None
        rate = matter.fee.on(self.facts.on)
        exempt = matter.fee.exempt(self.form)
        return PlannedFee(
            fen=0 if exempt else rate.fen,
            account=matter.fee.account,
            basis=f"{matter.fee.statute}；{rate.basis}",
            exempt_because=words(matter.fee.exempt) if exempt else "",
        )

    def _planned_paper(self, matter: Matter[FormT], paper: Material[FormT], start: date) -> PlannedPaper:
        source, reference = self._source(matter, paper)
        planned = PlannedPaper(code=paper.code, name=paper.name, source=source, reference=reference)
        if source is not Source.FOLLOWS or not paper.follows:
            return planned
        by = clock.due(start, Term.of(paper.follows.within), self.calendar).on
        return planned.model_copy(update={"follows_by": by, "otherwise": paper.follows.otherwise})

    def _papers(self, matter: Matter[FormT]) -> tuple[Material[FormT], ...]:
        return tuple(paper for paper in matter.materials if paper.when(self.form))

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
            other
            for other in self.unfolded.before(matter)
            if paper.licence and other.gives == paper.licence and other in self.matters
        )
        return next(givers, None)

    def _held(self, paper: Material[FormT]) -> str | None:
        return self.held.get((paper.licence.code, self._holder(paper))) if paper.licence else None

    def _holder(self, paper: Material[FormT]) -> str:
        return paper.of(self.form) if paper.of else self.facts.applicant
