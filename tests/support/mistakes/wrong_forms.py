"""Forms that cannot be filled in part, or ask badly."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field, model_validator

from matters.definitions.newborn import NEWBORN
from matters.definitions.newborn.definition import (
    social_security_card,
)
from matters.definitions.newborn.form import Card, NewbornForm
from matters.language import (
    Asks,
    Form,
    OneMatter,
    Text,
)
from tests.support.mistakes.mistake import (
    Mistake,
    caught_at_import,
    caught_by_check,
    newborn,
    with_item,
)


class EnglishChoices(StrEnum):
    YES = "yes"
    NO = "no"


class AskedTwice(NewbornForm):
    telephone: Annotated[Text, Asks("联系电话")]


class WithoutWords(Card):
    reason: Text


class InEnglish(Card):
    reason: Annotated[Text, Asks("Reason")]


class EnglishChoice(Card):
    choice: Annotated[EnglishChoices, Asks("是否选择？")]


class OfNoUse(NewbornForm):
    remark: Annotated[Text, Asks("备注")]


def filled_as(form: type[NewbornForm]) -> Callable[[], OneMatter[Any]]:
    return lambda: replace(NEWBORN, form=form)


def carded_as(form: type[Form]) -> Callable[[], OneMatter[Any]]:
    bases: Any = (form, NewbornForm)
    whole: Any = type("Whole", bases, {"__module__": __name__})
    return lambda: replace(with_item(NEWBORN, social_security_card, form=form), form=whole)


def form_with(kind: Any, **default: Any) -> Callable[[], object]:
    return lambda: type("Odd", (Form,), {"__annotations__": {"odd": kind}, "__module__": __name__, **default})


def two_meanings() -> object:
    class Rent(Form):
        amount: Annotated[Decimal, Asks("租金（元）"), Field(gt=0, decimal_places=2)]

    class Loan(Form):
        amount: Annotated[Decimal, Asks("贷款（元）"), Field(gt=0)]

    class Both(Rent, Loan):
        """Which of the two?"""

    return Both


def rule_of_the_whole() -> object:
    class OfTheWhole(Form):
        one: int
        two: int

        @model_validator(mode="after")
        def _agree(self) -> "OfTheWhole":
            if self.one > self.two:
                raise ValueError("前者不得大于后者")
            return self

    return OfTheWhole


REFUSED_FORMS: Final[tuple[Mistake, ...]] = (
    caught_at_import("a rule of the whole form", rule_of_the_whole, "write a `Check`"),
    caught_at_import(
        "a default that is made anew", form_with(str, odd=Field(default_factory=str)), "plain default"
    ),
    caught_at_import("an answer of two kinds", form_with(int | str), "of a kind that cannot"),
    caught_at_import("a float for money", form_with(float), "of a kind that cannot"),
    caught_at_import("a list, which can be changed", form_with(list[str]), "of a kind that cannot"),
    caught_at_import("a mapping", form_with(dict[str, str]), "of a kind that cannot"),
    caught_at_import("one name with two meanings", two_meanings, "give one of the two another name"),
)


WRONG_QUESTIONS: Final[tuple[Mistake, ...]] = (
    caught_by_check("a question without words", carded_as(WithoutWords), "is asked without words"),
    caught_by_check("a question in English", carded_as(InEnglish), "'Reason' is read by citizens"),
    caught_by_check("choices in English", carded_as(EnglishChoice), "'yes' is read by citizens"),
    caught_by_check("a question asked twice", filled_as(AskedTwice), "as 'phone' does; ask once"),
    caught_by_check("a question that nobody needs", filled_as(OfNoUse), "is told to no department"),
    caught_by_check(
        "a forgotten rule of completeness",
        newborn(social_security_card, checks=(), unattended=None),
        "deliver_to: may be left open, and no rule says when",
    ),
)
