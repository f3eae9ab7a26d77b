"""Guidance (智能引导): what a form that is answered in part leads to, and what is still worth asking.

There is no second description of any condition. Each is tried with every answer that is still missing
(`answers.py`): if it says the same whatever these are, it is decided; if not, it hangs on those answers that
alone can turn it. Numbers are tried around the figures of the definition, and a text or a date that a
condition looks at counts as decisive, since nobody can try them all.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from itertools import combinations
from typing import Any

from ..language import Check, Facts, Family, Fee, Form, Material, Matter, OneMatter, words
from ..language.groups import elements
from ..language.groups.unfolded_items import unfold
from ..language.partial_form import Answers
from ..plan.plan import Source
from .outcomes import outcomes
from .service_guide import questions

Condition = Callable[[Any], bool]

NOTHING_KNOWN = Facts(on=date.min, applicant="")
"""Whether something must be answered at all hangs on answers alone."""


class Applicability(StrEnum):
    """Whether an item or a paper is called for, as far as the answers tell."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NOT = "not"


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """A question worth asking, in the words of the form, and the items and papers that hang on it."""

    field: str
    asks: str
    decides: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AdvisedPaper:
    """A paper, where it will come from, and in which situation it is wanted."""

    code: str
    name: str
    source: Source
    standing: Applicability
    because: str


@dataclass(frozen=True, kw_only=True)
class AdvisedItem:
    """An item, why it is in or out, and what it takes and gives."""

    code: str
    name: str
    department: str
    standing: Applicability
    because: str
    after: tuple[str, ...]
    promised: str
    statutory: str
    fee: str
    gives: str
    papers: tuple[AdvisedPaper, ...]


@dataclass(frozen=True, kw_only=True)
class Advice:
    """The answer to somebody who has answered some of the questions; the first question decides most."""

    one_matter: str
    edition: str
    name: str
    promised: str
    statutory: str
    questions: tuple[OpenQuestion, ...]
    items: tuple[AdvisedItem, ...]


@dataclass(frozen=True)
class _Verdict:
    standing: Applicability
    hangs_on: tuple[str, ...] = ()


def guide(one: OneMatter[Any], answers: Answers) -> Advice:
    """What the answers, read by `read_answers`, lead to."""
    return _Guide(unfold(one, answers), answers).guidance()


def open_questions(one: OneMatter[Any], answers: Answers) -> tuple[OpenQuestion, ...]:
    """What of that remains to be answered, at a fifth of the cost."""
    return _Guide(unfold(one, answers), answers).questions()


def is_asked(one: OneMatter[Any], answers: Answers, name: str) -> bool:
    """Whether that is among them: found out in half of the time again."""
    return _Guide(unfold(one, answers), answers).asks(name)


@dataclass(frozen=True)
class _Guide:
    one: OneMatter[Any]
    answers: Answers
    items: dict[str, _Verdict] = field(init=False, default_factory=dict[str, _Verdict])
    papers: dict[Condition, _Verdict] = field(init=False, default_factory=dict["Condition", _Verdict])

    def __post_init__(self) -> None:
        self.items.update({matter.code: self._verdict(matter.when) for matter in self.one.matters})

    def guidance(self) -> Advice:
        return Advice(
            one_matter=self.one.code,
            edition=self.one.edition,
            name=self.one.name,
            promised=str(self.one.promised),
            statutory=str(self.one.statutory or ""),
            questions=self.questions(),
            items=tuple(map(self._item, self.one.matters)),
        )

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
        def holds(form: Any) -> bool:
            return check.holds(form, NOTHING_KNOWN)

        left_open = self._tried(holds, {**self.answers, name: None})
        return all(said is False for _, said in left_open) and any(
            said is True for _, said in self._tried(holds, self.answers)
        )

    def _certain(self) -> Iterator[Matter[Any]]:
        return (m for m in self.one.matters if self.items[m.code].standing is Applicability.CERTAIN)

    def _item(self, matter: Matter[Any]) -> AdvisedItem:
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
            papers=tuple(paper for paper in papers if paper.standing is not Applicability.NOT),
        )

    def _fee(self, fee: Fee[Any] | None) -> str:
        """Nothing where nothing is charged."""
        if fee is None:
            return ""
        match self._verdict(fee.exempt).standing:
            case Applicability.CERTAIN:
                return f"免收：{words(fee.exempt)}"
            case Applicability.POSSIBLE:
                return f"{fee}，{fee.unless}"
            case Applicability.NOT:
                return str(fee)

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
        givers = (other for other in self.one.before(matter) if other.gives == paper.licence)
        certain = any(self.items[giver.code].standing is Applicability.CERTAIN for giver in givers)
        return Source.EARLIER_ITEM if certain else Source.LICENCE_LIBRARY

    def _verdict(self, condition: Callable[[Any], bool]) -> _Verdict:
        tried = tuple(self._tried(condition, self.answers))
        if hangs_on := self._hanging(tried):
            return _Verdict(Applicability.POSSIBLE, hangs_on)
        _, said = tried[0]
        if isinstance(said, Exception):
            raise said
        return _Verdict(Applicability.CERTAIN if said else Applicability.NOT)

    def _tried(self, condition: Callable[[Any], bool], given: Answers) -> Iterable[tuple[Answers, object]]:
        return outcomes(condition, form=self.one.form, figures=self.one.figures, given=given)

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
