"""How the departments of a rehearsal answer, and what is written down of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from matters.language import DefinitionError, OneMatter
from matters.language.form import chosen
from matters.language.groups.elements import anywhere, asked_at, root
from matters.language.partial_form import read_answers


class Answers(StrEnum):
    """What a department does with an item that it has been given."""

    GRANTS = "grants"
    REFUSES = "refuses"
    ASKS = "asks"
    IS_LATE = "is-late"


class NoSuchItem(DefinitionError):
    """The one-matter has no such item."""


YES_OR_NO: Final[Mapping[str, bool]] = {chosen(answer): answer for answer in (True, False)}


class NoSuchAnswer(DefinitionError):
    """The one-matter does not ask that, or would not take the answer."""


@dataclass(frozen=True, kw_only=True)
class Script:
    """Codes of items whose departments do not simply grant them on the last day of their promise.

    Those that ask want something mended, and grant afterwards; those that are late decide after that day.
    """

    refuse: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    answer: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the applicant says where he is asked in the course, by field; else he says nothing."""

    def require_items_of(self, one: OneMatter[Any]) -> None:
        """Of what there is for each element one may be named (`[1]`), or all.  Raises `NoSuchItem`."""
        known = {matter.code: matter for matter in one.matters}
        for code in (*self.refuse, *self.ask, *self.late):
            matter = known.get(root(code))
            if matter is None or (code != matter.code and not matter.for_each):
                each = (f"{matter.code}[0]…" if matter.for_each else matter.code for matter in one.matters)
                raise NoSuchItem(f"{one.code!r} has no item {code!r}; it has: {', '.join(each)}")

    def require_answers_of(self, one: OneMatter[Any]) -> None:
        """Raises `NoSuchAnswer`."""
        for asked, said in self.answer.items():
            if anywhere(asked) not in [late.path for late in one.later]:
                raise NoSuchAnswer(f"{one.code!r} does not ask {asked!r} in the course; say it in the form")
            form, name = asked_at(one.form, asked)
            for wrong in read_answers(form, {name: self.said(asked)})[1]:
                raise NoSuchAnswer(f"{asked}={said!r}: {wrong.says}")

    def said(self, asked: str) -> str | bool | None:
        """An answer as a form has it; nothing where nothing is said."""
        said = self.answer.get(asked)
        return YES_OR_NO.get(said, said) if said else None

    def answers(self, item: str) -> Answers:
        """Where several are said of one item, the gravest."""
        said = ((self.refuse, Answers.REFUSES), (self.ask, Answers.ASKS), (self.late, Answers.IS_LATE))
        named = {item, root(item)}
        return next((answer for codes, answer in said if not named.isdisjoint(codes)), Answers.GRANTS)


@dataclass(frozen=True, kw_only=True)
class PlayedStep:
    """On that day somebody did something; `by` is the last day for what follows from it."""

    on: date
    who: str
    item: str
    does: str
    by: date | None = None
