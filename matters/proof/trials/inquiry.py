"""One way through a condition: every question that it asks is answered, and the answer remembered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ...language import Enquired, Entry, Facts, Form, IdentityNumber, Register, Silence
from ...language.groups.elements import bounds, kind_of_elements

MOST_ELEMENTS = 2
"""Of a list: what goes wrong among them goes wrong between two."""

MOST_BESIDES = 1
"""Of entries that one entry names besides itself: with it there are two."""

ABOUT = "?"
"""Where what asks keeps its inquiry: no field can be called so."""

_elements = cache(kind_of_elements)
"""Looked at once, and not for every answer."""


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What is asked: by whom (a form, or an entry of a register), and the kind of its answers."""

    path: str
    kind: Any
    metadata: tuple[Any, ...] = ()
    form: type[Form] | None = None

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]


@dataclass
class Trail:
    """The choices on one way. What is not chosen yet is the first; another differs in the last it can."""

    choices: list[int] = field(default_factory=list[int])
    options: list[int] = field(default_factory=list[int])

    def choose(self, options: int) -> int:
        place = len(self.options)
        self.options.append(options)
        if place == len(self.choices):
            self.choices.append(0)
        return self.choices[place]

    def another(self) -> "Trail | None":
        for place in reversed(range(len(self.options))):
            if self.choices[place] + 1 < self.options[place]:
                return Trail([*self.choices[:place], self.choices[place] + 1])
        return None


class Inquiry:
    """Forms and facts that ask, as they are read, for what they do not know yet."""

    def __init__(self, trail: Trail) -> None:
        self.trail = trail
        self.answers: dict[str, object] = {}
        self.exhaustive = True
        """Whether nothing but the answers tried could have been given."""
        self.enquired: list[tuple[Register[Any], str]] = []
        """What registers were asked, and under which keys."""

    def answers_to(self, question: Sought) -> tuple[object, ...]:
        """All that are to be tried."""
        raise NotImplementedError

    def ask(self, question: Sought) -> object:
        if question.path not in self.answers:
            options = self._lists(question) or self.answers_to(question)
            self.answers[question.path] = options[self.trail.choose(len(options))]
        return self.answers[question.path]

    def _lists(self, question: Sought) -> tuple[object, ...]:
        """None, one and two elements, as far as so many may be, each of which asks for its own answers."""
        besides = _besides(question.kind)
        element = besides or _elements(question.kind)
        if element is None:
            return ()
        self.exhaustive = False
        each = tuple(
            _asking(element, self, prefix=f"{question.path}[{place}]") for place in range(MOST_ELEMENTS)
        )
        least, most = bounds(question.metadata)
        most = min(most, MOST_BESIDES if besides else MOST_ELEMENTS)
        return tuple(each[:many] for many in range(least, most + 1))

    def form(self, form: type[Form]) -> Any:
        return _asking(form, self, prefix="form")

    @property
    def facts(self) -> Facts:
        facts = object.__new__(_AskingFacts)
        region = self.ask(Sought(path="facts.region", kind=Region))
        vars(facts).update({ABOUT: self, "region": region})
        return facts


@cache
def _besides(kind: Any) -> type[Entry] | None:
    """Of what kind the entries are that an entry names."""
    inner = get_args(kind)[0] if get_origin(kind) is tuple and get_args(kind) else None
    return inner if isinstance(inner, type) and issubclass(inner, Entry) else None


def _asking(model: type[BaseModel], inquiry: Inquiry, *, prefix: str) -> Any:
    kind = _that_asks(model)
    made = kind.__new__(kind)  # with no answer at all, not even a default
    object.__setattr__(made, "__pydantic_fields_set__", set[str]())
    vars(made).update({ABOUT: inquiry, "prefix?": prefix})
    return made


@cache
def _that_asks(model: type[BaseModel]) -> type[BaseModel]:
    fields = model.model_fields

    def answer(self: BaseModel, name: str) -> object:
        if name not in fields:
            raise AttributeError(f"{model.__name__} does not ask {name!r}", name=name, obj=self)
        known = vars(self)
        known[name] = known[ABOUT].ask(sought(fields[name], f"{known['prefix?']}.{name}", model))
        return known[name]

    create: Any = type(model)  # of pydantic, which would check a plain form once more
    arguments = {"in_part": True} if issubclass(model, Form) else {}
    made: type[BaseModel] = create(
        model.__name__, (model,), {"__getattr__": answer, "__module__": __name__}, **arguments
    )
    return made


def sought(info: FieldInfo, path: str, model: type[BaseModel]) -> Sought:
    """What a field asks, wherever it stands."""
    form = model if issubclass(model, Form) else None
    return Sought(path=path, kind=info.annotation, metadata=tuple(info.metadata), form=form)


class _AskingFacts(Facts):
    """Every datum is a question, every entry one that may not be there."""

    def __getattr__(self, name: str) -> Any:
        inquiry = vars(self)[ABOUT]
        if name == "said":
            return _Said(inquiry)
        if name not in _OnReceipt.model_fields:
            raise AttributeError(name=name, obj=self)
        return inquiry.ask(sought(_OnReceipt.model_fields[name], f"facts.{name}", _OnReceipt))


class Region:
    """The kind of a division that a submission comes from."""


class Presence:
    """The kind of the question whether a register has an entry."""


class _OnReceipt(Form):
    """Of the facts, what has no value before there are any."""

    on: date
    applicant: IdentityNumber


@dataclass(frozen=True, eq=False)
class _Said(Mapping[Enquired, Entry | Silence]):
    inquiry: Inquiry

    def __getitem__(self, enquired: Enquired) -> Entry | Silence:
        register, key = enquired
        self.inquiry.enquired.append((register, str(key)))
        path = f"{register.code}[{key}]"
        if not self.inquiry.ask(Sought(path=path, kind=Presence)):
            return Silence.NOT_FOUND
        entry: Entry = _asking(register.entry, self.inquiry, prefix=path)
        return entry

    def get(self, enquired: Enquired, default: object = None) -> Any:  # noqa: ARG002 # there is always an answer
        return self[enquired]

    def __iter__(self) -> Iterator[Enquired]:
        return iter(())

    def __len__(self) -> int:
        return 0
