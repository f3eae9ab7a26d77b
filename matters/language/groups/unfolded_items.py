"""A one-matter as it is for one form: whatever is for each element of a group is there for every element.

The only place where elements are unfolded. Where none is there, or known yet, one of each stands for all.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from ..check import Check, always
from ..figures.fee import Fee, never, one_unit
from ..figures.quota import Quota, everywhere
from ..form import Form
from ..matter import Material, Matter
from ..one_matter import Later, OneMatter
from ..partial_form import Answers, fill_in, read_answers
from ..parties.competent import Competent
from ..parties.duty import ByLaw
from ..prefill import Prefill
from ..unattended import Unattended
from .elements import parts, root, standing
from .group import FormList, ListElement

ThingT = TypeVar("ThingT")
Thing = Check[Any] | Material[Any]
Known = tuple[int, str]
"""What a definition lists, and the element for which it was unfolded."""

Lift = Callable[[Callable[..., Any]], Callable[..., Any]]


def unfold(one: OneMatter[Any], answers: Answers) -> OneMatter[Any]:
    """What is unfolded already, or has nothing for each, stays as it is."""
    return _Unfolding(one, answers).one_matter() if one.groups else one


def item_alone(one: OneMatter[Any], code: str, told: Mapping[str, Any]) -> tuple[Matter[Any], Form] | None:
    """An item by its code, and a form with what its department was told; nothing if there is no such item."""
    matter = next((matter for matter in one.matters if matter.code == root(code)), None)
    if matter is None:
        return None
    answers, _ = read_answers(matter.form, told)
    _, place, _ = parts(code) or ("", None, "")
    element = _Alone(group=matter.for_each, place=place) if matter.for_each else None
    return _Unfolding(one, answers).item(matter, element), fill_in(matter.form, answers)


class _Alone(ListElement):
    """One of a group whose answers stand in the form itself, as its department is told them."""

    def seen(self, form: Form, part: type[Form]) -> Form:
        return fill_in(part, vars(form))


@dataclass
class _Unfolding:
    one: OneMatter[Any]
    answers: Answers
    known: dict[Known, Any] = field(default_factory=dict["Known", Any])
    there: dict[FormList[Any, Any], tuple[ListElement, ...]] = field(
        default_factory=dict[FormList[Any, Any], tuple[ListElement, ...]]
    )
    items: dict[Matter[Any], list[Matter[Any]]] = field(default_factory=dict[Matter[Any], list[Matter[Any]]])

    def one_matter(self) -> OneMatter[Any]:
        for matter in self.one.matters:
            group = matter.for_each
            elements: tuple[ListElement | None, ...] = self.elements(group) if group else (None,)
            self.items[matter] = [self.item(matter, element) for element in elements]
        unfolded: OneMatter[Any] = object.__new__(type(self.one))
        given = {name: vars(self.one)[name] for name in type(self.one).__dataclass_fields__}
        matters = tuple(item for items in self.items.values() for item in items)
        prefills = tuple(source for rule in self.one.prefills for source in self.sources(rule))
        later = tuple(made for late in self.one.later for made in self.questions(late))
        vars(unfolded).update(given, matters=matters, prefills=prefills, later=later, groups=())
        return unfolded

    def questions(self, late: Later) -> Iterator[Later]:
        """After the item of the same element, or after the one that is not for each."""
        if late.for_each is None:
            yield late
            return
        for element in self.elements(late.for_each):
            items = self.items[late.asked_after]
            after = next(it for it in items if it.element is None or element.is_same(it.element))
            yield _changed(late, asked_after=after, element=element, for_each=None)

    def elements(self, group: FormList[Any, Any]) -> tuple[ListElement, ...]:
        if group not in self.there:
            there: Any = self.answers.get(group.field) or ()
            places: tuple[int | None, ...] = tuple(place for place, _ in standing(there)) or (None,)
            self.there[group] = tuple(ListElement(group=group, place=place) for place in places)
        return self.there[group]

    def item(self, matter: Matter[Any], element: ListElement | None) -> Matter[Any]:
        lift = _lift(element, matter.form)
        made = _changed(
            matter,
            materials=tuple(made for paper in matter.materials for made in self.each(paper, element, lift)),
            checks=self.rules(matter.checks, element, lift),
            unattended=self.unattended(matter.unattended, element, lift),
            after=tuple(it for other in matter.after for it in self.items.get(other, ())),
            hears=tuple(it for other in matter.hears for it in self.items.get(other, ())),
            by_law=tuple(made for duty in matter.by_law for made in self.duties(duty, element, lift)),
            for_each=None,
        )
        if element is None:
            return made
        return _changed(
            made,
            code=f"{matter.code}{element.key}",
            name=f"{matter.name}（{element.title}）",
            when=_when(matter.when, element, matter.form),
            competent=_competent(matter.competent, element, lift),
            lead_time=matter.lead_time and _changed(matter.lead_time, day=lift(matter.lead_time.day)),
            fee=_fee(matter.fee, lift),
            given_to=matter.given_to and lift(matter.given_to),
            face=matter.face and lift(matter.face),
            quota=_quota(matter.quota, lift),
            element=element,
        )

    def rules(
        self, checks: tuple[Check[Any], ...], element: ListElement | None, lift: Lift
    ) -> tuple[Check[Any], ...]:
        return tuple(made for check in checks for made in self.each(check, element, lift))

    def unattended(
        self, declared: Unattended[Any] | None, element: ListElement | None, lift: Lift
    ) -> Unattended[Any] | None:
        if declared is None:
            return None
        rules = self.rules(declared.rules, element, lift)
        return replace(declared, rules=rules, shadow=self.rules(declared.shadow, element, lift))

    def each(self, thing: Any, around: ListElement | None, lift: Lift) -> Iterator[Any]:
        """Of an item for each of the same group, the one of its own element; else of all of them."""
        group = thing.for_each
        if group is None:
            yield self.once(thing, around, partial(_of_item, thing, around, lift)) if around else thing
            return
        own = around is not None and around.group.is_same(group)
        for element in (around,) if own and around else self.elements(group):
            yield self.once(thing, element, partial(_of_element, thing, element))

    def duties(self, duty: ByLaw[Any], around: ListElement | None, lift: Lift) -> Iterator[ByLaw[Any]]:
        """About whom nobody has named yet, nobody is asked."""
        if duty.for_each is None:
            if around is None or around.place is not None:
                yield _changed(duty, whose=lift(duty.whose)) if around else duty
            return
        for element in self.elements(duty.for_each):
            if element.place is not None:
                yield self.once(duty, element, partial(_duty, duty, element))

    def once(self, thing: object, element: ListElement, make: Callable[[], ThingT]) -> ThingT:
        """The same for every item that it is of, so that it is asked for once."""
        key = (id(thing), f"{element.group.field}{element.key}")
        if key not in self.known:
            self.known[key] = make()
        made: ThingT = self.known[key]
        return made

    def sources(self, rule: Prefill[Any, Any]) -> Iterator[Prefill[Any, Any]]:
        if rule.for_each is None:
            yield rule
            return
        for element in self.elements(rule.for_each):
            if element.place is not None:
                key = element.lifted(rule.key, rule.for_each.read)
                yield _changed(rule, field=element.path(rule.field), key=key, for_each=None)


def _of_item(thing: Thing, element: ListElement, lift: Lift) -> Thing:
    """Of an item that is about an element; a paper is still one paper for all of them."""
    if isinstance(thing, Check):
        return _check(thing, element, lift)
    if thing.when is always and thing.of is None:
        return thing
    return _changed(thing, when=lift(thing.when), of=thing.of and lift(thing.of))


def _of_element(thing: Thing, element: ListElement) -> Thing:
    assert thing.for_each  # noqa: S101 # whoever calls has looked
    part = thing.for_each.read
    lift = _lift(element, part)
    if isinstance(thing, Check):
        return _check(thing, element, lift)
    return _changed(
        thing,
        code=f"{thing.code}{element.key}",
        name=f"{thing.name}（{element.title}）",
        when=_when(thing.when, element, part),
        of=thing.of and lift(thing.of),
        for_each=None,
    )


def _check(check: Check[Any], element: ListElement, lift: Lift) -> Check[Any]:
    competent = check.competent and lift(check.competent)
    field_, when = element.path(check.field), lift(check.when)
    return _changed(
        check, field=field_, holds=lift(check.holds), when=when, competent=competent, for_each=None
    )


def _duty(duty: ByLaw[Any], element: ListElement) -> ByLaw[Any]:
    assert duty.for_each  # noqa: S101 # whoever calls has looked
    return _changed(duty, whose=element.lifted(duty.whose, duty.for_each.read), for_each=None)


def _lift(element: ListElement | None, part: type[Form]) -> Lift:
    if element is None:
        return lambda function: function
    return lambda function: (
        function if function in {always, never, one_unit} else element.lifted(function, part)
    )


def _when(condition: Callable[[Any], bool], element: ListElement, part: type[Form]) -> Callable[[Any], bool]:
    """Where no element is known, nothing is called for unless there is one."""
    lifted = _lift(element, part)(condition)
    if element.place is not None:
        return lifted

    def if_there_is_one(form: Form) -> bool:
        return bool(element.group.of(form)) and lifted(form)

    if_there_is_one.__doc__ = condition.__doc__ if condition is not always else f"有{element.group.noun}"
    return if_there_is_one


def _competent(competent: Competent[Any] | None, element: ListElement, lift: Lift) -> Competent[Any] | None:
    if competent is None:
        return None
    elsewhere = competent.elsewhere and lift(competent.elsewhere)
    field_ = element.path(competent.field)
    return _changed(competent, by=lift(competent.by), elsewhere=elsewhere, field=field_)


def _fee(fee: Fee[Any] | None, lift: Lift) -> Fee[Any] | None:
    if fee is None:
        return None
    rates = tuple(_changed(rate, when=lift(rate.when)) for rate in fee.rates)
    return _changed(fee, exempt=lift(fee.exempt), units=lift(fee.units), rates=rates)


def _quota(quota: Quota[Any] | None, lift: Lift) -> Quota[Any] | None:
    if quota is None:
        return None
    ranking = quota.ranking and _changed(quota.ranking, by=lift(quota.ranking.by))
    area = quota.area if quota.area is everywhere else lift(quota.area)
    return _changed(quota, area=area, ranking=ranking)


def _changed(thing: ThingT, **changes: Any) -> ThingT:
    """Without proving once more what its author's words have been proved for."""
    other = copy(thing)
    vars(other).update(changes)
    return other
