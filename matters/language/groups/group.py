"""A list in a form, by name; and functions of one element, made functions of the whole form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Generic, TypeVar, cast

from ..errors import UnfitForm, Wordless
from ..form import Form
from ..partial_form import fill_in
from . import elements

WholeT = TypeVar("WholeT", bound=Form, contravariant=True)
ElementT = TypeVar("ElementT", bound=Form)
SeenT = TypeVar("SeenT", bound=Form)
ReturnT = TypeVar("ReturnT")


@dataclass(frozen=True, eq=False)
class FormList(Generic[WholeT, ElementT]):
    """The elements that `of` names: `FormList(Recruits, lambda form: form.employees)`.

    `part` is what a rule, a paper or a source of one element reads, if that is more than the element itself.
    """

    form: type[WholeT]
    of: Callable[[WholeT], tuple[ElementT, ...]]
    part: type[ElementT] | None = None

    def __post_init__(self) -> None:
        if not elements.noun(self.element):
            raise Wordless(
                f"{self.element.__name__} has no docstring; write in a word of Chinese what one element is"
            )
        if not elements.naming(self.element, "identifies"):
            raise UnfitForm(
                f"nothing tells one {self.element.__name__} from another; give one of its questions "
                "`Asks(…, identifies=True)`"
            )

    @cached_property
    def field(self) -> str:
        """The name of the list. Raises `UnfitForm`."""
        try:
            self.of(cast("WholeT", fill_in(self.form, {})))
        except AttributeError as missing:
            if missing.name and elements.element_of(self.form, missing.name):
                return missing.name
        raise UnfitForm(
            f"a group of {self.form.__name__} names no list of elements; write `lambda form: form.NAME`, "
            "where NAME is a tuple of a form"
        )

    @property
    def element(self) -> type[Form]:
        found = elements.element_of(self.form, self.field)
        assert found  # noqa: S101 # `field` has just looked
        return found

    @property
    def noun(self) -> str:
        """What people call one of them."""
        return elements.noun(self.element)

    @property
    def read(self) -> type[Form]:
        """What a rule of one element reads."""
        return self.part or self.element

    def beside(self, part: type[SeenT]) -> FormList[WholeT, SeenT]:
        """The same group, for rules that read an element and more of the form: `part` inherits both."""
        require_own(part, self)
        return FormList(self.form, cast("Any", self.of), part)

    def is_same(self, other: FormList[Any, Any]) -> bool:
        return self.field == other.field


@dataclass(frozen=True, kw_only=True)
class ListElement:
    """One of a group: where it stands. Without a `place` it stands for all that are not known yet."""

    group: FormList[Any, Any]
    place: int | None

    @property
    def key(self) -> str:
        """By which codes of its items and papers tell it from others."""
        return "" if self.place is None else f"[{self.place}]"

    @property
    def title(self) -> str:
        """As people tell it from others, whoever it is."""
        return f"每一{self.group.noun}" if self.place is None else f"{self.group.noun}{self.place + 1}"

    @property
    def at(self) -> str:
        """Where it stands in the form."""
        return elements.path(self.group.field, self.place or 0)

    def is_same(self, other: ListElement) -> bool:
        return self.place == other.place and self.group.is_same(other.group)

    def path(self, name: str) -> str:
        """Of an answer: in this element, if that is where it is asked."""
        own = name in self.group.element.model_fields
        return f"{self.at}.{name}" if own else name

    def seen(self, form: Form, part: type[Form]) -> Form:
        """What somebody reads who knows this element, and the form around it."""
        by_place = dict(elements.standing(self.group.of(form)))
        place = next(iter(by_place)) if self.place is None else self.place
        return fill_in(part, {**vars(form), **vars(by_place[place])})

    def lifted(self, function: Callable[..., ReturnT], part: type[Form]) -> Callable[..., ReturnT]:
        """A function of the element, as one of the whole form; what is not answered is named by its path."""

        @wraps(function)
        def of_the_whole(form: Form, *more: Any) -> ReturnT:
            seen = self.seen(form, part)
            try:
                return function(seen, *more)
            except AttributeError as missing:
                if missing.obj is not seen or missing.name not in part.model_fields:
                    raise
                raise AttributeError(name=self.path(missing.name), obj=form) from None

        return of_the_whole


def require_own(part: type[Form], group: FormList[Any, Any]) -> None:
    """Whoever is about an element is told at least which one.  Raises `UnfitForm`."""
    identity = elements.naming(group.element, "identifies")
    if identity not in part.model_fields:
        raise UnfitForm(
            f"{part.__name__} is about each {group.element.__name__} and does not ask {identity!r}; let it "
            f"inherit {group.form.__name__} and {group.element.__name__}, or the part of it that it needs"
        )
