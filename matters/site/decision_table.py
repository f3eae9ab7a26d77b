"""Situations as data: every way through each condition, so that a page without an engine can narrow.

A condition is what `guide` tries, and its ways are those of `outcomes`. A page that knows some answers keeps
the ways that agree with them: if all of these end alike it is decided, if not it hangs on the rest.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ..guide.outcomes import outcomes
from ..guide.service_guide import questions
from ..language import Form, Material, Matter, OneMatter, Rate, always, question
from ..language.groups import elements
from ..language.groups.unfolded_items import unfold
from ..language.partial_form import Answers
from .ranges import AnswerChoice, is_number, numbers_of, ranges_of

Condition = Callable[[Any], bool]


@dataclass(frozen=True, kw_only=True)
class SituationQuestion:
    """A question on which something hangs, with choices of which each stands for all answers alike."""

    field: str
    asks: str
    choices: tuple[AnswerChoice, ...]


@dataclass(frozen=True, kw_only=True)
class Branch:
    """The choices that lead to it, by field, and what is said there; None where samples cannot tell."""

    chosen: Mapping[str, int]
    said: bool | None


@dataclass(frozen=True, eq=False)
class DecisionTable:
    """Of one one-matter. Conditions are called `item`, `item/paper`, `item fee`, `item rate`."""

    one: OneMatter[Any]

    @cached_property
    def questions(self) -> tuple[SituationQuestion, ...]:
        """In the order of the form."""
        asked = ((path, self._choices[path]) for name in questions(self.one) for path in self._paths(name))
        return tuple(
            SituationQuestion(field=path, asks=self._asks(path), choices=choices)
            for path, choices in asked
            if choices
        )

    def _paths(self, name: str) -> Iterator[str]:
        """Of a question; of a list, what is asked of the one element that stands for all."""
        form: type[Form] = self.one.form
        yield name
        if element := elements.element_of(form, name):
            yield from (elements.path(name, 0, own) for own in element.model_fields)

    def _asks(self, path: str) -> str:
        asking, own = elements.asked_at(self.one.form, path)
        asks = question(asking, own).question
        return asks if own == path else f"{elements.noun(asking)}：{asks}（有几个而情况不同的，可以不答）"

    @cached_property
    def ways(self) -> Mapping[str, tuple[Branch, ...]]:
        """Of each condition that is not the same for everybody in all of its samples."""
        return {name: tuple(self._ways(condition)) for name, condition in self._conditions.items()}

    @cached_property
    def _conditions(self) -> Mapping[str, Condition]:
        """Where nobody is named yet of whom there may be many, one stands for all, as in the guide."""
        return dict(_conditions(unfold(self.one, {})))

    @cached_property
    def _choices(self) -> Mapping[str, tuple[AnswerChoice, ...]]:
        """Of each field that a condition reads; none where one cannot choose, as of a date or a list."""
        names = self.one.form.model_fields
        read: dict[str, dict[object, None]] = {path: {} for name in names for path in self._paths(name)}
        for condition in self._conditions.values():
            for answers, _ in self._outcomes(condition):
                for name, answer in answers.items():
                    if name in read:
                        read[name][answer] = None
        return {name: self._choices_of(name, tuple(answers)) for name, answers in read.items()}

    def _choices_of(self, name: str, answers: tuple[object, ...]) -> tuple[AnswerChoice, ...]:
        """One alone is no choice, and one says yes before no."""
        plain = (
            AnswerChoice.of(answer) for answer in answers if not is_number(answer) and _can_choose(answer)
        )
        asking, own = elements.asked_at(self.one.form, name)
        ranges = ranges_of(
            numbers_of(answers), asking.model_fields[own], lambda value: self._profile(name, value)
        )
        choices = (*ranges, *sorted(plain, key=lambda choice: choice.sample is False))
        return choices if choices[1:] else ()

    def _profile(self, name: str, value: object) -> object:
        """What all conditions that read it say if a number has this value."""
        return tuple(
            frozenset((frozenset(_without(answers, name).items()), repr(said)) for answers, said in tried)
            for condition in self._conditions.values()
            if any(name in answers for answers, _ in self._outcomes(condition))
            for tried in [tuple(self._outcomes(condition, given={name: value}))]
        )

    def _outcomes(
        self, condition: Condition, *, given: Answers | None = None
    ) -> Iterator[tuple[Answers, object]]:
        """What is asked in the course of a case is not answered by leaving it open."""
        later = {late.path for late in self.one.later}
        for answers, said in outcomes(condition, one=self.one, given=given):
            if not any(
                answer is None and elements.anywhere(name) in later for name, answer in answers.items()
            ):
                yield answers, said

    def _ways(self, condition: Condition) -> Iterator[Branch]:
        """Each once: samples of one range lead to the same."""
        tried = tuple(self._outcomes(condition))
        seen = dict.fromkeys(
            (tuple(self._chosen(answers)), self._said(answers, said, tried)) for answers, said in tried
        )
        for chosen, said in seen:
            yield Branch(chosen=dict(chosen), said=said)

    def _chosen(self, answers: Answers) -> Iterator[tuple[str, int]]:
        for name, answer in answers.items():
            for place, choice in enumerate(self._choices.get(name, ())):
                if choice.stands_for(answer):
                    yield name, place

    def _said(self, answers: Answers, said: object, tried: tuple[tuple[Answers, object], ...]) -> bool | None:
        """Nothing where it hangs on what one cannot choose, or compares one number with another."""
        numbers = {name for way, _ in tried for name, answer in way.items() if is_number(answer)}
        if len(numbers) > 1 or not isinstance(said, bool):
            return None
        form: type[Form] = self.one.form
        lists = elements.lists(form)
        unchosen = [name for name in answers if not self._choices.get(name)]
        if not unchosen:
            return said
        chosen = tuple(self._chosen(answers))
        alike = all(other is said for way, other in tried if tuple(self._chosen(way)) == chosen)
        return said if alike and all(elements.root(name) in lists for name in unchosen) else None


def _conditions(one: OneMatter[Any]) -> Iterator[tuple[str, Condition]]:
    for matter in one.matters:
        yield matter.code, matter.when
        for paper in matter.materials:
            yield f"{matter.code}/{paper.code}", _wanted(matter, paper)
        if matter.fee:
            yield f"{matter.code} fee", matter.fee.exempt
            for rate in matter.fee.rates:
                if name := rate_name(matter, rate):
                    yield name, rate.when


def rate_name(matter: Matter[Any], rate: Rate[Any]) -> str:
    """Of the condition on which a rate is the applicant's; empty for that of everybody."""
    return "" if rate.when is always else f"{matter.code} {rate}"


def _wanted(matter: Matter[Any], paper: Material[Any]) -> Condition:
    return lambda form: matter.when(form) and paper.when(form)


def _can_choose(answer: object) -> bool:
    return not isinstance(answer, date | tuple)


def _without(answers: Answers, name: str) -> Answers:
    return {other: answer for other, answer in answers.items() if other != name}
