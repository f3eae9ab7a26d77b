"""Words that say the contrary, or another number, of what is done; choices and names that are none."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any, Final

from matters.definitions.newborn.definition import household_registration, social_security_card
from matters.definitions.newborn.form import Card, Household, Settles
from matters.definitions.restaurant.definition import food_licence, tobacco_licence
from matters.definitions.restaurant.form import Premises, Tobacco
from matters.definitions.restaurant.operator_checks import FULL_AGE
from matters.language import Asks, Facts, Family, Form
from tests.support.mistakes.mistake import Mistake, caught_by_check, newborn, paper, restaurant, rule
from tests.support.mistakes.wrong_forms import carded_as


class CardPickup(StrEnum):
    """Two of these look alike to people, and are two choices to a machine."""

    POST = "邮寄"
    COLLECT = "窗口领取"
    COLLECT_HERE = "窗口 领取"


class Collected(Card):
    route: Annotated[CardPickup, Asks("社会保障卡如何领取？")]


def sells_none(form: Tobacco) -> bool:
    """零售烟草制品"""
    return not form.sells_tobacco


def settles_elsewhere(form: Household) -> bool:
    """随母落户"""
    return form.settles is not Settles.WITH_MOTHER


def needs_no_address(form: Card, _: Facts) -> bool:
    return form.deliver_to is None


def nobody(_: Form) -> str:
    """无人"""
    return " "


def is_of_age(form: Premises, facts: Facts) -> bool:
    return facts.on.year - int(form.operator_id[6:10]) > FULL_AGE.value


def says(text: str) -> Callable[[], Any]:
    said = replace(rule(is_of_age, field="operator_id"), says=text)
    return restaurant(food_licence, checks=(*food_licence.checks, said))


WRONG_WORDS: Final[tuple[Mistake, ...]] = (
    caught_by_check("one choice spelled twice", carded_as(Collected), "offers one choice twice"),
    caught_by_check("a condition negated", restaurant(tobacco_licence, when=sells_none), "is answered 否"),
    caught_by_check(
        "a paper for the other choice",
        newborn(household_registration, materials=(paper(when=settles_elsewhere),)),
        "turn it round, or name what it holds for",
    ),
    caught_by_check(
        "a rule of completeness that wants nothing",
        newborn(
            social_security_card,
            checks=(replace(rule(needs_no_address, field="deliver_to"), family=Family.COMPLETENESS),),
        ),
        "fails wherever 'deliver_to' is answered",
    ),
    caught_by_check("a rule that says another age", says("经营者未满16周岁"), "says 16周岁"),
    caught_by_check("a rule that says another age in words", says("经营者未满十六周岁"), "says 16周岁"),
    caught_by_check(
        "a paper of nobody",
        newborn(social_security_card, materials=(paper(licence=None, of=nobody),)),
        "whoever holds it",
    ),
    caught_by_check(
        "a licence for nobody", restaurant(food_licence, given_to=nobody), "the number of whoever holds it"
    ),
)
