"""Guidance (智能引导): what a form that is answered in part leads to, and what is still worth asking.

There is no second description of any condition. Each is tried with every answer that is still missing
(`answers.py`): if it says the same whatever these are, it is decided; if not, it hangs on those answers that
alone can turn it. Numbers are tried around the figures of the definition, and a text or a date that a
condition looks at counts as decisive, since nobody can try them all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import combinations
from typing import Any

from ..clock.calendar import Calendar, published
from ..definitions.register_errors import COUNTER_PROOF, WHEN
from ..language import Check, Facts, Family, Fee, Form, Later, Material, Matter, OneMatter, words
from ..language.groups import elements
from ..language.groups.unfolded_items import unfold
from ..language.partial_form import Answers, fill_in
from ..plan import lead_times
from ..plan.plan import Source
from .advised import Advice, AdvisedItem, AdvisedPaper, Applicability, OpenQuestion
from .later_question import LaterQuestion
from .outcomes import outcomes
from .service_guide import questions, quota_of

Condition = Callable[[Any], bool]

NOTHING_KNOWN = Facts(on=date.min, applicant="")
"""Whether something must be answered at all hangs on answers alone."""

ANYWAY = AdvisedPaper(
    code=COUNTER_PROOF.code,
    name=COUNTER_PROOF.name,
    source=Source.APPLICANT,
    standing=Applicability.POSSIBLE,
    because=WHEN,
)

SURE = {Applicability.CERTAIN: True, Applicability.NOT: False}


@dataclass(frozen=True)
class _Verdict:
    standing: Applicability
    hangs_on: tuple[str, ...] = ()


def guide(
    one: OneMatter[Any], answers: Answers, *, on: date | None = None, arranged: Calendar | None = None
) -> Advice:
    """What the answers, read by `read_answers`, lead to; on a day, what is over by then is told.

    By the working days as they are published, unless they are `arranged` otherwise since.
    """
    return _Guide.of(one, answers).guidance(on=on, days=arranged or published(on or date.min))


def open_questions(one: OneMatter[Any], answers: Answers) -> tuple[OpenQuestion, ...]:
    """What of that remains to be answered, at a fifth of the cost."""
    return _Guide.of(one, answers).questions()


def is_asked(one: OneMatter[Any], answers: Answers, name: str) -> bool:
    """Whether that is among them: found out in half of the time again."""
    return _Guide.of(one, answers).asks(name)


@dataclass(frozen=True)
class _Guide:
    one: OneMatter[Any]
    answers: Answers
    items: dict[str, _Verdict] = field(init=False, default_factory=dict[str, _Verdict])
    papers: dict[Condition, _Verdict] = field(init=False, default_factory=dict["Condition", _Verdict])

    def __post_init__(self) -> None:
        self.items.update({matter.code: self._standing(matter) for matter in self.one.matters})

    @classmethod
    def of(cls, one: OneMatter[Any], answers: Answers) -> "_Guide":
        """What is asked later, and was left open, is not answered by that."""
        known, unfolded = answers, unfold(one, answers)
        for late in unfolded.later:
            known = known if late.is_answered(known) else elements.without(known, late.path)
        return cls(unfolded, known)

    @cached_property
    def form(self) -> Form:
        """As far as it is answered."""
        return fill_in(self.one.form, self.answers)

    def guidance(self, *, on: date | None, days: Calendar) -> Advice:
        return Advice(
            one_matter=self.one.code,
            edition=self.one.edition,
            name=self.one.name,
            promised=str(self.one.promised),
            statutory=str(self.one.statutory or ""),
            questions=self.questions(),
            items=tuple(self._item(matter, on, days) for matter in self.one.matters),
            later=tuple(self._later()),
            anyway=(ANYWAY,),
        )

    def _later(self) -> Iterator[LaterQuestion]:
        for late in self._put_off():
            if self.items[late.asked_after.code].standing is not Applicability.NOT:
                yield LaterQuestion.of(self.one, late)

    def _put_off(self) -> Iterator[Later]:
        return (late for late in self.one.later if not late.is_answered(self.answers))

    def _standing(self, matter: Matter[Any]) -> _Verdict:
        """For what hangs on a later answer, nobody need answer anything yet."""
        verdict = self._verdict(matter.when)
        if verdict.standing is not Applicability.NOT and any(late.opens(matter) for late in self._put_off()):
            return _Verdict(Applicability.POSSIBLE)
        return verdict

    def questions(self) -> tuple[OpenQuestion, ...]:
        decides: dict[str, list[str]] = {name: [] for name in self._to_fill_in()}
        for name, verdict in self._undecided():
            for asked in verdict.hangs_on:
                decides.setdefault(asked, []).append(name)
        order = {name: place for place, name in enumerate(questions(self.one))}
        first = sorted(decides, key=lambda name: (-len(decides[name]), order[elements.root(name)]))
        return tuple(
            OpenQuestion(
                field=name,
                asks=elements.asked(self.one.form, name),
                decides=tuple(dict.fromkeys(decides[name])),
            )
            for name in first
        )

    def asks(self, name: str) -> bool:
        """Whether `name`, which is not answered, is asked for."""
        wanted = any(self._wants(matter, name) for matter in self._certain())
        return wanted or any(name in verdict.hangs_on for _, verdict in self._undecided())

    def _undecided(self) -> Iterator[tuple[str, _Verdict]]:
        """Items, and papers of items that are certain: what hangs on them is named."""
        for matter in self.one.matters:
            yield matter.name, self.items[matter.code]
        for matter in self._certain():
            for paper in matter.materials:
                yield paper.name, self._of_paper(matter, paper)

    def _to_fill_in(self) -> Iterator[str]:
        """What the certain items need, though nothing else hangs on it."""
        for matter in self._certain():
            for name in self._asked_by(matter):
                if not elements.is_answered(self.answers, name) and self._wants(matter, name):
                    yield name

    def _asked_by(self, matter: Matter[Any]) -> Iterator[str]:
        """The paths of its questions; of an element, once there is one."""
        for name in matter.form.model_fields:
            if matter.element is None or matter.element.path(name) == name:
                yield name
                yield from (path for path in self._of_elements(name) if matter.is_told(path))

    def _of_elements(self, name: str) -> Iterator[str]:
        """The paths of all that is asked of the elements of a list, as far as these are known."""
        form: type[Form] = self.one.form
        if element := elements.element_of(form, name):
            there: Any = self.answers.get(name) or ()
            for place, _ in elements.standing(there):
                yield from (elements.path(name, place, own) for own in element.model_fields)

    def _wants(self, matter: Matter[Any], name: str) -> bool:
        if not matter.is_told(name):
            return False
        asking, own = elements.asked_at(self.one.form, name)
        return asking.model_fields[own].is_required() or self._is_demanded(matter, name)

    def _is_demanded(self, matter: Matter[Any], name: str) -> bool:
        """Whether a rule of completeness fails without this answer, and need not fail with it."""
        return any(
            self._fails_without(check, name) for check in matter.checks if check.family is Family.COMPLETENESS
        )

    def _fails_without(self, check: Check[Any], name: str) -> bool:
        """Where the rule is about this answer, nothing else that may be left out stands in for it, either."""

        def holds(form: Any) -> bool:
            return check.is_kept(form, NOTHING_KNOWN)

        blank = self._left_out() if check.field == name else {}
        left_open = outcomes(holds, one=self.one, given={**blank, **self.answers, name: None})
        return all(said is False for _, said in left_open) and any(
            said is True for _, said in outcomes(holds, one=self.one, given=self.answers)
        )

    def _left_out(self) -> dict[str, None]:
        """Whatever may be, left out."""
        fields = self.one.form.model_fields.items()
        return {name: None for name, asked in fields if not asked.is_required() and asked.default is None}

    def _certain(self) -> Iterator[Matter[Any]]:
        return (m for m in self.one.matters if self.items[m.code].standing is Applicability.CERTAIN)

    def _item(self, matter: Matter[Any], on: date | None, days: Calendar) -> AdvisedItem:
        standing = self.items[matter.code].standing
        called_for = standing is not Applicability.NOT
        papers = [self._paper(matter, paper) for paper in matter.materials if called_for]
        return AdvisedItem(
            code=matter.code,
            name=matter.name,
            department=matter.decided_by,
            standing=standing,
            because=words(matter.when),
            after=self._after(matter),
            promised=str(matter.promised),
            statutory=str(matter.statutory or ""),
            fee=self._fee(matter.fee) if called_for else "",
            gives=matter.gives.name if matter.gives else "",
            quota=quota_of(matter) if called_for else "",
            lead_time=lead_times.advised(matter, self.form, days, on=on) if called_for else "",
            papers=tuple(paper for paper in papers if paper.standing is not Applicability.NOT),
        )

    def _fee(self, fee: Fee[Any] | None) -> str:
        """Nothing where nothing is charged."""
        return fee.advised(lambda condition: SURE.get(self._verdict(condition).standing)) if fee else ""

    def _after(self, matter: Matter[Any]) -> tuple[str, ...]:
        before = (other.code for other in self.one.before(matter))
        return tuple(code for code in before if self.items[code].standing is not Applicability.NOT)

    def _paper(self, matter: Matter[Any], paper: Material[Any]) -> AdvisedPaper:
        return AdvisedPaper(
            code=paper.code,
            name=paper.name,
            source=self._source(matter, paper),
            standing=self._of_paper(matter, paper).standing,
            because=words(paper.when),
        )

    def _of_paper(self, matter: Matter[Any], paper: Material[Any]) -> _Verdict:
        """Tried once for all the items that are certain and want it."""
        if self.items[matter.code].standing is not Applicability.CERTAIN:
            return self._verdict(lambda form: matter.when(form) and paper.when(form))
        if paper.when not in self.papers:
            self.papers[paper.when] = self._verdict(paper.when)
        return self.papers[paper.when]

    def _source(self, matter: Matter[Any], paper: Material[Any]) -> Source:
        """Where a giver is not certain yet, the library is: it is asked if there is none."""
        if paper.licence is None:
            return Source.FOLLOWS if paper.follows else Source.APPLICANT
        givers = (other for other in self.one.before(matter) if other.supplies(paper))
        certain = any(self.items[giver.code].standing is Applicability.CERTAIN for giver in givers)
        return Source.EARLIER_ITEM if certain else Source.LICENCE_LIBRARY

    def _verdict(self, condition: Callable[[Any], bool]) -> _Verdict:
        tried = tuple(outcomes(condition, one=self.one, given=self.answers))
        if hangs_on := self._hanging(tried):
            return _Verdict(Applicability.POSSIBLE, hangs_on)
        _, said = tried[0]
        if isinstance(said, Exception):
            raise said
        return _Verdict(Applicability.CERTAIN if said else Applicability.NOT)

    def _turning(self, tried: tuple[tuple[Answers, object], ...]) -> Iterator[str]:
        """The answers on which it hangs: two ways that differ in one of them alone end differently."""
        for (one_way, said), (another, said_then) in combinations(tried, 2):
            apart = [name for name in one_way if name in another and one_way[name] != another[name]]
            if said != said_then and len(apart) == 1:
                yield apart[0]
        for way, _ in tried:
            yield from (name for name in way if name not in self.answers and _is_made_up(way[name]))

    def _hanging(self, tried: tuple[tuple[Answers, object], ...]) -> tuple[str, ...]:
        """Where no element is known, all that is asked of one hangs on who there is."""
        names = (self._known(name) for name in self._turning(tried))
        return tuple(dict.fromkeys(names))

    def _known(self, name: str) -> str:
        return name if elements.root(name) in self.answers else elements.root(name)


def _is_made_up(answer: object) -> bool:
    return isinstance(answer, str | date) and not isinstance(answer, Enum)
