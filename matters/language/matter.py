"""One item (事项): one thing that one department decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic

from pydantic import JsonValue

from .check import Check, FormT, always, words
from .errors import ClosedList, MalformedCode, NotForMachines, UnknownReference
from .figures.basis import Basis
from .figures.fee import Fee
from .figures.lead_time import LeadTime
from .figures.limit import Extendable, Ground, Limit, Remedy, Start, Validity
from .figures.procedure import Procedure
from .figures.quota import Quota
from .figures.sequel import Sequel
from .form import Form
from .groups import elements
from .groups.elements import Elements
from .groups.group import FormList, ListElement, require_own
from .licence import Department, Holders, Licence
from .parties.competent import Competent
from .parties.duty import ByLaw
from .register import Trust
from .unattended import Unattended

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_BASIC_CODE = re.compile(r"[0-9A-Z]{12}")


class OnWithdrawal(StrEnum):
    """What becomes of an item already granted when the applicant withdraws the case."""

    KEEP = "keep"
    UNDO = "undo"


class Otherwise(StrEnum):
    """What becomes of an item whose paper was allowed to follow and did not come."""

    REVIEW_AGAIN = "review-again"
    LAPSE = "lapse"


def read_by(thing: Check[Any] | Material[Any], matter: Matter[Any]) -> type[Form]:
    """The form that its functions are given: the item's own, unless it is for each element of a group."""
    return thing.for_each.read if thing.for_each else matter.form


def _as_written(function: Callable[..., Any] | None) -> object:
    """The function of an author, wherever it was lifted to."""
    return getattr(function, "__wrapped__", function)


def require_code(code: str, *, of: str) -> None:
    """Codes name things in ids, queues and addresses, so they are plain."""
    if not _CODE.fullmatch(code):
        raise MalformedCode(f"{of} {code!r}: write lower-case words joined by hyphens")


@dataclass(frozen=True, kw_only=True)
class Follows:
    """容缺受理: a paper that is not essential may come later, but by a date."""

    within: Limit
    otherwise: Otherwise


@dataclass(frozen=True, kw_only=True)
class Material(Generic[FormT]):
    """A paper that a department needs.

    With a `licence` it is taken from the earlier item that gives it, or fetched from the e-licence
    library; only what is in neither place is asked for. `of` names the holder's identity number
    (the applicant's where it is not given); where any one of several proves it, the others are `or_else`.
    `on_promise`: the word of the department that will give it is enough to start on (告知承诺). What
    `follows` may come later, by a date (容缺受理). `trust` is that of the file which an applicant brings: D
    where he makes it himself. `for_each` is set by `each`.
    """

    code: str
    name: str
    licence: Licence | None = None
    or_else: tuple[Licence, ...] = ()
    of: Callable[[FormT], Holders] | None = None
    when: Callable[[FormT], bool] = always
    on_promise: bool = False
    follows: Follows | None = None
    trust: Trust = Trust.C
    basis: Basis | None = None
    for_each: FormList[Any, Any] | None = None

    def __post_init__(self) -> None:
        require_code(self.code, of="material")
        words(self.when)
        if self.or_else and (self.licence is None or self.licence in self.or_else):
            raise UnknownReference(
                f"material {self.code!r} has `or_else` licences beside no other; give the first as "
                "`licence`, and each once"
            )

    @property
    def licences(self) -> tuple[Licence, ...]:
        """Any one of which suffices, in the order in which they are looked for."""
        return (self.licence, *self.or_else) if self.licence else ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Matter(Generic[FormT]):
    """One item. `basic_code` is its 基本编码 (12 characters, GB/T 39554.1).

    Where the form tells who decides, that is `competent`, and `department` stands for all of them.

    `statutory` is the limit of the law, `promised` the shorter one the department binds itself to, and
    `extension` says by how much both may be extended, once, and by whom. By the text that is `deemed` it
    counts as granted if nobody has decided by the last day of the law. `inspection`: staff go and see,
    so two officers decide (行政许可法 Art. 34), and never a machine. Without `unattended` none does, either,
    but for what the department's own system decides. `given_to` names the identity numbers or credit codes
    of whoever holds what it gives, where that is not the applicant (its docstring says who), and `face` what
    stands on it. `valid` is how long that is in force; None where no end is set. `stops_for` are grounds
    on which the clock may stand beside the special procedures of Art. 45; a limit of the law knows no others.
    `starts` says what starts its limits, `lead_time` ends them before an event, `delivery` is how long it may
    take to issue and serve the decision, if not as long as the law of licensing allows. Of what has a `quota`
    there are only so many. `remedies` are those against it, where they are not those of general law; an empty
    tuple says that a law leaves none. `sequels` are those that its department may begin about it later, where
    not all of general law; what is ordered from above always may.

    It follows `after` by what these grant. What `hears` others waits for their decisions, whatever these are,
    and its department is told them (联审). `for_each` is set by `each`: once a form says how many elements
    there are, `unfolded_items.py` makes an item for each, and that is about an `element`.
    """

    code: str
    name: str
    basic_code: str
    department: Department
    competent: Competent[FormT] | None = None
    form: type[FormT]
    promised: Limit
    statutory: Limit | None = None
    extension: Extendable | None = None
    stops_for: tuple[Ground, ...] = ()
    starts: Start = Start.ACCEPTANCE
    deemed: Basis | None = None
    lead_time: LeadTime[FormT] | None = None
    delivery: Limit | None = None
    remedies: tuple[Remedy, ...] | None = None
    gives: Licence | None = None
    given_to: Callable[[FormT], Holders] | None = None
    face: Callable[[FormT], Mapping[str, str]] | None = None
    valid: Validity | None = None
    when: Callable[[FormT], bool] = always
    materials: tuple[Material[FormT], ...] = ()
    checks: tuple[Check[FormT], ...] = ()
    after: tuple[Matter[Any], ...] = ()
    hears: tuple[Matter[Any], ...] = ()
    inspection: bool = False
    procedures: tuple[Procedure, ...] = ()
    unattended: Unattended[FormT] | None = None
    fee: Fee[FormT] | None = None
    quota: Quota[FormT] | None = None
    on_withdrawal: OnWithdrawal = OnWithdrawal.KEEP
    sequels: tuple[Sequel, ...] | None = None
    by_law: tuple[ByLaw[FormT], ...] = ()
    basis: Basis | None = None
    for_each: FormList[Any, Any] | None = None
    element: ListElement | None = None

    def __post_init__(self) -> None:
        require_code(self.code, of="matter")
        if self.for_each:
            require_own(self.form, self.for_each)
        for said in filter(None, (self.when, self.given_to)):
            words(said)
        if not _BASIC_CODE.fullmatch(self.basic_code):
            raise MalformedCode(f"{self.code!r}: basic code {self.basic_code!r} is not 12 digits or capitals")
        if self.unattended and self.inspection:
            raise NotForMachines(
                f"matter {self.code!r} is inspected, so two officers decide it; leave `unattended` out"
            )
        if self.unattended and self.procedures:
            raise NotForMachines(
                f"matter {self.code!r} goes through procedures, and people do; leave `unattended` out"
            )
        self._require_own_clock()
        read = [("a check is about", check.field, read_by(check, self)) for check in self.rules]
        if self.competent and self.competent.field:
            read.append(("who is competent rests upon", self.competent.field, self.form))
        for what, field, asking in read:
            if field not in asking.model_fields:
                raise MalformedCode(
                    f"matter {self.code!r}: {what} {field!r}, which {asking.__name__} does not ask; "
                    "name one of its fields"
                )
        self._require_procedures()

    def _require_procedures(self) -> None:
        for procedure in self.procedures:
            for code in (procedure.code, *(step.code for step in procedure.steps)):
                require_code(code, of=f"matter {self.code!r}: procedure or step")
            for step in procedure.steps:
                if step.event and step.event.key not in self.form.model_fields:
                    raise UnknownReference(
                        f"matter {self.code!r}: the event of {procedure.code}/{step.code} is kept under "
                        f"{step.event.key!r}, which {self.form.__name__} does not ask; name one of its fields"
                    )

    def _require_own_clock(self) -> None:
        for ground in self.stops_for:
            require_code(ground.code, of="ground")
            if self.statutory:
                raise ClosedList(
                    f"matter {self.code!r}: {self.statutory.basis} sets its limit, and its clock does not "
                    f"stop for {ground.code!r}; leave that ground out, or the limit if no law sets one"
                )
        if self.deemed and (self.quota or not self.statutory):
            raise ClosedList(
                f"matter {self.code!r}: by {self.deemed} silence grants it when the law's limit is over; "
                "give `statutory`, and no `quota`, whose places silence cannot give"
            )
        if self.quota and self.quota.waits and self.statutory:
            raise ClosedList(
                f"matter {self.code!r}: {self.statutory.basis} sets its limit, and its clock does not stop "
                "while somebody waits for a place; leave `waits` out"
            )

    @property
    def is_licence(self) -> bool:
        """Whether the law of licensing governs it: of kind 01 (行政许可, GB/T 39554.1)."""
        return self.basic_code[2:4] == "01"

    def supplies(self, paper: Material[Any]) -> bool:
        """Whether what it gives is that paper: a licence of its kind, and of the one who is to hold it."""
        if self.gives is None or self.gives not in paper.licences:
            return False
        return self.given_to is None or _as_written(self.given_to) is _as_written(paper.of)

    @property
    def listed_as(self) -> str:
        """Its code in the definition, whichever element it is about."""
        return elements.root(self.code)

    def meets(self, other: Matter[Any]) -> bool:
        """Whether one may wait for the other: not for another element of the same group."""
        ours, theirs = self.element, other.element
        if ours is None or theirs is None or not ours.group.is_same(theirs.group):
            return True
        return ours.place == theirs.place

    def is_told(self, field: str) -> bool:
        """Whether its department is told an answer: of its group, those of its own element alone."""
        if self.element and elements.root(field) == self.element.group.field:
            return field.startswith(self.element.at)
        return elements.root(field) in self.form.model_fields

    def tells(self, form: Form) -> dict[str, JsonValue]:
        """What its department is told; an item of an element is told nothing of the others."""
        seen = self.element.seen(form, self.form) if self.element else form
        lists = elements.lists(self.form)
        own = self.element.group.field if self.element else ""
        told = seen.model_dump(mode="json", include=self.form.model_fields.keys() - {own})
        gaps = {name: said for name, said in vars(seen).items() if name in lists and name in told}
        return told | {name: said.as_json() for name, said in gaps.items() if isinstance(said, Elements)}

    @property
    def rules(self) -> tuple[Check[FormT], ...]:
        """Those of pre-review, and those upon which a machine decides, in shadow or not."""
        if self.unattended is None:
            return self.checks
        return (*self.checks, *self.unattended.rules, *self.unattended.shadow)

    @property
    def parts(self) -> tuple[Matter[Any] | Material[FormT] | Check[FormT], ...]:
        """The item and all that may be there for each element of a group."""
        return (self, *self.materials, *self.rules)

    @property
    def departments(self) -> tuple[Department, ...]:
        """All that may have to decide it."""
        return self.competent.among if self.competent else (self.department,)

    @property
    def decided_by(self) -> str:
        """Who decides, as a guide says it."""
        return self.competent.name if self.competent else self.department.name

    def body(self, form: FormT) -> Department:
        """Who decides for this form; `department`, where nobody here does."""
        return (self.competent and self.competent.by(form)) or self.department

    def implementation_code(self, form: FormT) -> str:
        """实施编码, 31 characters: the body's credit code, its level, the item's basic code."""
        body = self.body(form)
        return body.credit_code + body.level + self.basic_code
