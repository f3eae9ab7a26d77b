"""A one-matter (一件事): the items that a citizen meets as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

from .check import always
from .edition import InEdition
from .errors import ClosedList, DuplicateCode, MalformedCode, UnfitForm, UnknownReference
from .figures.basis import Basis, Figure
from .figures.limit import Extendable, Limit, Remedy
from .figures.timetable import Timetable, WhenRefused
from .form import Form, question
from .groups import elements
from .groups.elements import root
from .groups.group import FormList, ListElement
from .licence import Department, Licence
from .matter import Material, Matter, require_code
from .partial_form import Answers
from .parties.duty import ByLaw
from .parties.parties import Parties
from .prefill import Prefill

WholeT = TypeVar("WholeT", bound=Form)


@dataclass(frozen=True, kw_only=True)
class Later:
    """A question that is put in the course of a case, once `asked_after` is granted.

    Items whose forms ask for `field` wait for the answer. It is wanted `within` a time of the grant; if
    nothing is said by then, it is `if_silent`. Whoever knows it before may say it at once, and is not asked.
    `for_each` is set by `each`; once a form says which elements there are, there is one of each `element`.
    """

    field: str
    asked_after: Matter[Any]
    within: Limit
    if_silent: str | bool
    for_each: FormList[Any, Any] | None = None
    element: ListElement | None = None

    @property
    def path(self) -> str:
        """Where it is answered."""
        if self.element:
            return self.element.path(self.field)
        return f"{self.for_each.field}[].{self.field}" if self.for_each else self.field

    def asks(self, form: type[Form]) -> str:
        """The question as it is read."""
        if self.for_each:
            return f"每一{self.for_each.noun}：{question(self.for_each.element, self.field).question}"
        return elements.asked(form, self.path)

    def is_answered(self, answers: Answers) -> bool:
        """Whether somebody has said it at once."""
        return elements.answer_at(answers, self.path) is not None

    def opens(self, matter: Matter[Any]) -> bool:
        """Whether that is an item which waits for the answer: of its own element, if it is of one."""
        if self.field not in matter.form.model_fields:
            return False
        if self.element:
            return matter.element is not None and self.element.is_same(matter.element)
        return self.for_each is None or (
            matter.for_each is not None and self.for_each.is_same(matter.for_each)
        )


def nothing_of_its_own(_: Form) -> tuple[str, ...]:
    """Where the applicant is all that a case is about."""
    return ()


@dataclass(frozen=True, kw_only=True, eq=False)
class OneMatter(InEdition, Generic[WholeT]):
    """Items in the order in which they are listed.

    `also_called` are the everyday words by which people look for it (小饭馆).

    `about` names what is asked for, such as a child or a shop, whoever asks: by these names another case of
    the same is found (`registers.same_object`). `parties` are those who may apply; without, anybody may as
    far as rules let him. `remedies` are open against what ends the whole without a decision (不予受理、
    终止办理); if they are not named, those against what its lead decides.

    The graph is not drawn: an item follows the items that give the licences its papers need, those named in
    `after`, and the one after which a question of its own is asked (`later`). What is needed is listed
    earlier, so a cycle cannot be written.
    """

    code: str
    edition: str
    name: str
    basic_code: str
    lead: Department
    form: type[WholeT]
    matters: tuple[Matter[WholeT], ...]
    promised: Limit
    timetable: Timetable
    statutory: Limit | None = None
    extension: Extendable | None = None
    on_refusal: WhenRefused = WhenRefused.GO_ON
    figures: tuple[Figure, ...] = ()
    prefills: tuple[Prefill[WholeT, Any], ...] = ()
    about: Callable[[WholeT], tuple[str, ...]] = nothing_of_its_own
    parties: Parties[WholeT] | None = None
    later: tuple[Later, ...] = ()
    also_called: tuple[str, ...] = ()
    remedies: tuple[Remedy, ...] | None = None
    basis: Basis | None = None

    def __post_init__(self) -> None:
        require_code(self.code, of="one-matter")
        self.require_term(of=f"edition {self.edition!r} of {self.code!r}")
        self._require_askable()
        listed: dict[str, Matter[WholeT]] = {}
        for matter in self.matters:
            if matter.code in listed:
                raise DuplicateCode(
                    f"{self.code!r} lists {matter.code!r} twice; give one of the two another code"
                )
            for needed in (*matter.after, *matter.hears, *self.before(matter)):
                if listed.get(needed.code) is not needed:
                    raise UnknownReference(
                        f"{matter.code!r} follows {needed.code!r}; "
                        f"list {needed.code!r} in {self.code!r} before it"
                    )
            listed[matter.code] = matter
        self._require_own_clock()
        self._require_groups()
        self._require_known_fields()
        self._require_one_meaning_of_each_rule()

    def _require_own_clock(self) -> None:
        """The clock of the whole stands with that of each item."""
        for matter in self.matters if self.statutory else ():
            if matter.stops_for:
                raise ClosedList(
                    f"{self.code!r} has a statutory limit, which {matter.code!r} would stop for "
                    f"{matter.stops_for[0].code!r}; leave that ground out"
                )
            if matter.quota and matter.quota.waits:
                raise ClosedList(
                    f"{self.code!r} has a statutory limit, which does not stop while {matter.code!r} waits "
                    "for a place; leave `waits` out"
                )

    def _require_askable(self) -> None:
        """What is asked later may be left open at first, and is nothing to whoever decides before."""
        for late in self.later:
            asking = late.for_each.element if late.for_each else self.form
            asked = asking.model_fields.get(late.field)
            if asked is None or asked.is_required() or asked.default is not None:
                raise UnfitForm(
                    f"{self.code!r} asks {late.field!r} later, which {asking.__name__} must leave open; "
                    "ask it as `| None`, with the default None"
                )
            group = late.asked_after.for_each
            is_of_another = group and not (late.for_each and late.for_each.is_same(group))
            if late.asked_after not in self.matters or is_of_another:
                raise UnknownReference(
                    f"{self.code!r} asks {late.field!r} after {late.asked_after.code!r}; name an item that "
                    "it lists, and that is for each element of the same list, or of none"
                )
            if late.opens(late.asked_after):
                raise UnfitForm(
                    f"{self.code!r} asks {late.field!r} after {late.asked_after.code!r}; let the forms of "
                    "those items ask it that wait for the answer, and not the form of that one"
                )

    def _require_known_fields(self) -> None:
        for rule in self.prefills:
            asking = rule.for_each.element if rule.for_each else self.form
            if rule.field not in asking.model_fields:
                raise MalformedCode(
                    f"{self.code!r} prefills {rule.field!r}, which {asking.__name__} does not ask; "
                    "name one of its fields"
                )

    def _require_one_meaning_of_each_rule(self) -> None:
        """Whenever it is one."""
        each = (check for matter in self.matters for check in matter.rules)
        rules = dict.fromkeys(replace(check, when=always) for check in each)
        meanings = {check.rule: check for check in rules}
        for check in rules:
            if meanings[check.rule] is not check:
                raise DuplicateCode(
                    f"{self.code!r} has two rules {check.rule!r}; give one of the two another id"
                )

    def _require_groups(self) -> None:
        """Of a list that is asked, and by names that are nobody else's: an item reads both side by side."""
        for group in self.groups:
            if group.field not in self.form.model_fields:
                raise UnfitForm(
                    f"{self.code!r} has something for each of {group.field!r}, which {self.form.__name__} "
                    f"does not ask; let it inherit {group.form.__name__}"
                )
            for name in group.element.model_fields:
                if name in self.form.model_fields:
                    raise UnfitForm(
                        f"{name!r} is asked by {self.form.__name__} and of each {group.element.__name__}; "
                        "give one of the two another name"
                    )

    @cached_property
    def groups(self) -> tuple[FormList[Any, Any], ...]:
        """Those for whose elements there is anything, each once."""
        found: dict[str, FormList[Any, Any]] = {}
        parts = (thing for matter in self.matters for thing in matter.parts)
        for thing in (*self.prefills, *self.later, *parts):
            if thing.for_each:
                found.setdefault(thing.for_each.field, thing.for_each)
        return tuple(found.values())

    @property
    def is_licence(self) -> bool:
        """Whether any item of it is a licence, so that the law of licensing governs the whole."""
        return any(matter.is_licence for matter in self.matters)

    @property
    def duties(self) -> tuple[ByLaw[WholeT], ...]:
        """Of all items, each once."""
        duties = {id(duty): duty for matter in self.matters for duty in matter.by_law}
        return tuple(duties.values())

    @cached_property
    def _order(self) -> Mapping[Matter[WholeT], tuple[Matter[WholeT], ...]]:
        return {matter: tuple(self._before(matter)) for matter in self.matters}

    def before(self, matter: Matter[WholeT]) -> tuple[Matter[WholeT], ...]:
        """The items whose results `matter` waits for, in the order of the list."""
        return self._order[matter]

    def _before(self, matter: Matter[WholeT]) -> Iterator[Matter[WholeT]]:
        papers = tuple(self._givable(matter))
        for other in self.matters:
            gives = other.gives is not None and any(map(other.supplies, papers))
            waits = gives or other in (*matter.after, *matter.hears) or self._asks_between(other, matter)
            if waits and other is not matter and other.meets(matter):
                yield other

    def _asks_between(self, other: Matter[WholeT], matter: Matter[WholeT]) -> bool:
        """By codes: an unfolded item is not the one that its author wrote."""
        return any(late.asked_after.code == other.code and late.opens(matter) for late in self.later)

    @cached_property
    def _given(self) -> frozenset[Licence]:
        return frozenset(matter.gives for matter in self.matters if matter.gives)

    def _givable(self, matter: Matter[WholeT]) -> Iterator[Material[WholeT]]:
        """Its papers that an item may give; those of many elements once."""
        for paper in {root(paper.code): paper for paper in matter.materials}.values():
            if not self._given.isdisjoint(paper.licences):
                yield paper

    def on_promise(self, matter: Matter[WholeT]) -> tuple[Matter[WholeT], ...]:
        """Those of the items before `matter` on whose promise it may start."""
        needed = tuple(paper for paper in matter.materials if not paper.on_promise)
        return tuple(
            other
            for other in self.before(matter)
            if other not in matter.after and not any(map(other.supplies, needed))
        )

    @property
    def implementation_code(self) -> str:
        """The first 31 characters of acceptance numbers, in the shape of an 实施编码."""
        return self.lead.credit_code + self.lead.level + self.basic_code
