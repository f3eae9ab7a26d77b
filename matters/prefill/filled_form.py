"""Prefilling (智能申报): a form as far as registers and e-licences already answer it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import JsonValue

from ..clock.calendar import Calendar
from ..definitions.registers import LICENCE_LIBRARY, HeldLicence, licence
from ..guide.advice import guide, is_asked
from ..guide.advised import Advice, AdvisedPaper, Applicability
from ..language import (
    Enquired,
    Facts,
    Form,
    Material,
    OneMatter,
    Prefill,
    Silence,
    Trust,
    Unasked,
    Unknown,
)
from ..language.groups import elements
from ..language.groups.unfolded_items import unfold
from ..language.licence import holder_of
from ..language.partial_form import Answers, fill_in, read_answers
from ..plan.plan import Source


@dataclass(frozen=True, kw_only=True)
class FilledField:
    """An answer that is held, by which register, since when, and how far it may be trusted."""

    field: str
    asks: str
    value: JsonValue
    source: str
    as_of: date
    trust: Trust


class Hindrance(StrEnum):
    """Why an answer that should be held is not given."""

    UNREACHABLE = "unreachable"
    UNAUTHORISED = "unauthorised"
    CONTRADICTORY = "contradictory"


@dataclass(frozen=True, kw_only=True)
class UnfilledField:
    """An answer that the applicant must give, though somebody holds it."""

    field: str
    asks: str
    source: str
    because: Hindrance


@dataclass(frozen=True, kw_only=True)
class PaperOnFile:
    """A paper that need not be brought: the library has it, and it is in force."""

    code: str
    name: str
    identifier: str
    as_of: date
    trust: Trust


@dataclass(frozen=True, kw_only=True)
class FilledForm:
    """`unasked` is what registers must still say; as long as there is any, the rest is not complete.

    `guidance` is what remains to be answered and brought. The counts are of the answers and the papers that
    this situation needs, as far as it is known.
    """

    prefilled: tuple[FilledField, ...]
    withheld: tuple[UnfilledField, ...]
    held_papers: tuple[PaperOnFile, ...]
    guidance: Advice
    answers_needed: int
    answers_spared: int
    papers_needed: int
    papers_spared: int
    unasked: tuple[Enquired, ...]


_OBSTACLES = {Silence.UNREACHABLE: Hindrance.UNREACHABLE, Silence.UNAUTHORISED: Hindrance.UNAUTHORISED}


def prefill(
    one: OneMatter[Any], answers: Answers, facts: Facts, *, arranged: Calendar | None = None
) -> FilledForm:
    """Answer what is held. What the applicant has answered stays as it is."""
    desk = _Desk(unfold(one, answers), facts, dict(answers))
    while desk.fill():
        pass
    guidance = guide(desk.one, desk.answers, on=facts.on, arranged=arranged)
    held = tuple(desk.held_papers(guidance))
    needed = () if desk.unasked else tuple(_needed(desk.one, desk.answers))
    papers = _papers(guidance)
    given = [code for code, paper in papers.items() if paper.source is Source.EARLIER_ITEM]
    return FilledForm(
        prefilled=tuple(desk.found.values()),
        withheld=tuple(desk.withheld[name] for name in desk.withheld if name not in desk.found),
        held_papers=held,
        guidance=guidance,
        answers_needed=len(needed) + len(guidance.questions),
        answers_spared=sum(name in desk.found for name in needed),
        papers_needed=len(papers),
        papers_spared=len(given) + len(held),
        unasked=tuple(desk.unasked),
    )


def _needed(one: OneMatter[Any], answers: Answers) -> Iterator[str]:
    """The answers that would be asked for, were they not there; of elements, whatever is answered."""
    form: type[Form] = one.form
    for name, answer in answers.items():
        if elements.parts(name):
            yield name
        elif elements.element_of(form, name):
            there: Any = answer
            yield name
            for place, element in elements.standing(there):
                yield from (elements.path(name, place, own) for own in vars(element))
        elif is_asked(one, {other: answers[other] for other in answers if other != name}, name):
            yield name


def _papers(guidance: Advice) -> dict[str, AdvisedPaper]:
    """The papers that are certainly wanted, each once."""
    return {
        paper.code: paper
        for item in guidance.items
        for paper in item.papers
        if paper.standing is Applicability.CERTAIN
    }


@dataclass
class _Desk:
    """One answer may be the key to the next: a spouse's number to the spouse's name."""

    one: OneMatter[Any]
    facts: Facts
    answers: dict[str, object]
    found: dict[str, FilledField] = field(default_factory=dict[str, FilledField])
    withheld: dict[str, UnfilledField] = field(default_factory=dict[str, UnfilledField])
    unasked: dict[Enquired, None] = field(default_factory=dict[Enquired, None])

    def fill(self) -> bool:
        """Go through the open fields once; tells whether anything new was found."""
        before = len(self.answers)
        for name in dict.fromkeys(rule.field for rule in self.one.prefills):
            if not elements.is_answered(self.answers, name):
                self._fill(name, [rule for rule in self.one.prefills if rule.field == name])
        return len(self.answers) > before

    def held_papers(self, guidance: Advice) -> Iterator[PaperOnFile]:
        """Of the papers that are certainly wanted from the library, those that it has."""
        wanted = {code for code, paper in _papers(guidance).items() if paper.source is Source.LICENCE_LIBRARY}
        materials = {paper.code: paper for matter in self.one.matters for paper in matter.materials}
        for code, paper in materials.items():
            if code in wanted and (held := self._held(paper)):
                yield PaperOnFile(
                    code=code,
                    name=paper.name,
                    identifier=held.identifier,
                    as_of=held.as_of,
                    trust=LICENCE_LIBRARY.trust,
                )

    def _held(self, paper: Material[Any]) -> HeldLicence | None:
        try:
            form = fill_in(self.one.form, self.answers)
            holder = holder_of(paper.of, form, applicant=self.facts.applicant)
            found = tuple(licence(self.facts, kind, holder) for kind in paper.licences)
        except Unasked as unasked:
            self.unasked[unasked.enquired] = None
            return None
        except (AttributeError, Unknown):  # whose it is cannot be told yet, or whether it is there
            return None
        return next((one for one in found if one and one.is_valid(self.facts.now)), None)

    def _fill(self, name: str, rules: list[Prefill[Any, Any]]) -> None:
        try:
            said = [datum for rule in rules for datum in self._said(rule)]
        except Unasked as unasked:
            self.unasked[unasked.enquired] = None
            return
        if not said:
            return
        if any(datum.value != said[0].value for datum in said):
            self._withhold(rules[0], Hindrance.CONTRADICTORY)
            return
        asking, own = elements.asked_at(self.one.form, name)
        read, wrong = read_answers(asking, {own: said[0].value})
        if not wrong:  # what a form would not take is as good as not held
            self.answers[name] = read[own]
            as_a_form_has_it = fill_in(asking, read).model_dump(mode="json")[own]
            self.found[name] = replace(said[0], value=as_a_form_has_it)

    def _said(self, rule: Prefill[Any, Any]) -> Iterator[FilledField]:
        """What one register says, if it says anything and the applicant may see it."""
        try:
            key = rule.key(fill_in(self.one.form, self.answers), self.facts)
            entry = self.facts.entry(rule.register, key) if key else None
        except AttributeError:  # the answer that is the key is not there yet
            return
        except Unknown as unknown:
            self._withhold(rule, _OBSTACLES[unknown.silence])
            return
        if entry is None or (value := rule.says(entry)) is None:
            return
        if self.facts.may_see(rule.about(entry)):
            yield FilledField(
                field=rule.field,
                asks=self._asks(rule),
                value=value,
                source=rule.register.name,
                as_of=entry.as_of,
                trust=rule.register.trust,
            )
        else:
            self._withhold(rule, Hindrance.UNAUTHORISED)

    def _withhold(self, rule: Prefill[Any, Any], because: Hindrance) -> None:
        self.withheld[rule.field] = UnfilledField(
            field=rule.field, asks=self._asks(rule), source=rule.register.name, because=because
        )

    def _asks(self, rule: Prefill[Any, Any]) -> str:
        return elements.asked(self.one.form, rule.field)
