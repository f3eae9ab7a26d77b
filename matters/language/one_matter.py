"""A one-matter (一件事): the items that a citizen meets as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from .edition import InEdition
from .errors import ClosedList, DuplicateCode, MalformedCode, UnfitForm, UnknownReference
from .figures.basis import Basis, Figure
from .figures.limit import Extendable, Limit
from .form import Form
from .groups.group import FormList
from .licence import Department
from .matter import Matter, require_code
from .prefill import Prefill

WholeT = TypeVar("WholeT", bound=Form)


class WhenRefused(StrEnum):
    """What happens to the rest of a case when an item is refused and the applicant says nothing."""

    GO_ON = "go-on"
    WITHDRAW_REST = "withdraw-rest"


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """How long the applicant and the one window may take, whatever the items.

    `gather` is the window in which demands of several departments become one notice, which must be told
    within `notice` of receipt. After `answer` without an answer the applicant is reminded and has `grace`
    more; likewise for `pay`, and what was paid by then counts if the payment system tells of it `told_within`
    so long after. `choose` is the time for a choice after a refusal. `warn_at` is the share of
    a promised limit, in percent, after which the department is warned.
    """

    gather: Limit
    notice: Limit
    answer: Limit
    grace: Limit
    choose: Limit
    pay: Limit
    warn_at: Figure
    told_within: Limit | None = None


def nothing_of_its_own(_: Form) -> tuple[str, ...]:
    """Where the applicant is all that a case is about."""
    return ()


@dataclass(frozen=True, kw_only=True, eq=False)
class OneMatter(InEdition, Generic[WholeT]):
    """Items in the order in which they are listed.

    `also_called` are the everyday words by which people look for it (小饭馆).

    `about` names what is asked for, such as a child or a shop, whoever asks: by these names another case of
    the same is found (`registers.same_object`).

    The graph is not drawn: an item follows the items that give the licences its papers need, and
    those named in `after`. What is needed is listed earlier, so a cycle cannot be written.
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
    also_called: tuple[str, ...] = ()
    basis: Basis | None = None

    def __post_init__(self) -> None:
        require_code(self.code, of="one-matter")
        self.require_term(of=f"edition {self.edition!r} of {self.code!r}")
        listed: dict[str, Matter[WholeT]] = {}
        for matter in self.matters:
            if matter.code in listed:
                raise DuplicateCode(
                    f"{self.code!r} lists {matter.code!r} twice; give one of the two another code"
                )
            for needed in (*matter.after, *self.before(matter)):
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

    def _require_known_fields(self) -> None:
        for rule in self.prefills:
            asking = rule.for_each.element if rule.for_each else self.form
            if rule.field not in asking.model_fields:
                raise MalformedCode(
                    f"{self.code!r} prefills {rule.field!r}, which {asking.__name__} does not ask; "
                    "name one of its fields"
                )

    def _require_one_meaning_of_each_rule(self) -> None:
        rules = dict.fromkeys(check for matter in self.matters for check in matter.rules)
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
        for thing in (*self.prefills, *(thing for matter in self.matters for thing in matter.parts)):
            if thing.for_each:
                found.setdefault(thing.for_each.field, thing.for_each)
        return tuple(found.values())

    @cached_property
    def _order(self) -> Mapping[Matter[WholeT], tuple[Matter[WholeT], ...]]:
        return {matter: tuple(self._before(matter)) for matter in self.matters}

    def before(self, matter: Matter[WholeT]) -> tuple[Matter[WholeT], ...]:
        """The items whose results `matter` waits for, in the order of the list."""
        return self._order[matter]

    def _before(self, matter: Matter[WholeT]) -> Iterator[Matter[WholeT]]:
        wanted = tuple(dict.fromkeys(paper.licence for paper in matter.materials if paper.licence))
        for other in self.matters:
            gives = other in matter.after or (other.gives is not None and other.gives in wanted)
            if gives and other is not matter and other.meets(matter):
                yield other

    def on_promise(self, matter: Matter[WholeT]) -> tuple[Matter[WholeT], ...]:
        """Those of the items before `matter` on whose promise it may start."""
        needed = {paper.licence for paper in matter.materials if paper.licence and not paper.on_promise}
        return tuple(
            other for other in self.before(matter) if other not in matter.after and other.gives not in needed
        )

    @property
    def implementation_code(self) -> str:
        """The first 31 characters of acceptance numbers, in the shape of an 实施编码."""
        return self.lead.credit_code + self.lead.level + self.basic_code
