"""Conditions and rules that always hold, never hold, or break."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from matters.definitions.clawback.definition import WHOEVER_PAID
from matters.definitions.clawback.definition import decision as clawback_decision
from matters.definitions.newborn.definition import (
    birth_certificate,
    household_registration,
    parenting_guidance,
)
from matters.definitions.newborn.form import Childbirth, Household
from matters.definitions.newborn.situations import settles_here
from matters.definitions.restaurant.definition import (
    sign_permit,
    tobacco_licence,
)
from matters.definitions.restaurant.form import Premises, RoadSign
from matters.definitions.restaurant.situations import FIRE_CHECK_FROM
from matters.language import (
    Facts,
)
from tests.support.mistakes.mistake import (
    Mistake,
    caught_by_check,
    clawback,
    cost,
    newborn,
    paper,
    restaurant,
    rule,
)


def is_small_and_large(form: Premises) -> bool:
    """面积既小又大"""
    return form.floor_area < FIRE_CHECK_FROM.value and form.floor_area * 2 > 3 * FIRE_CHECK_FROM.value


def is_of_some_size(form: Premises) -> bool:
    """面积不限"""
    return form.floor_area > 0


def is_on_a_large_sign(form: RoadSign) -> bool:
    """招牌较大"""
    return form.sign_area > 15  # type: ignore[operator]  # the mistake: it may be left open


def is_born_before_and_after(form: Childbirth) -> bool:
    """出生日期前后矛盾"""
    return form.born_on < date(2020, 1, 1) and (form.born_on - date(2020, 1, 1)).days > 1


def is_less_than_both(form: Any) -> bool:
    """多发金额为负"""
    return bool(form.paid + form.due < form.due)


def is_settled_elsewhere(form: Household) -> bool:
    """不在本市落户的"""
    return not settles_here(form)


def is_and_is_not_the_mother(form: Childbirth, facts: Facts) -> bool:
    return facts.applicant == form.mother_id and facts.applicant != form.mother_id


def is_a_day_or_another(form: Childbirth, facts: Facts) -> bool:
    return form.born_on <= facts.on or form.born_on > facts.on


def is_measured_large(form: RoadSign, _: Facts) -> bool:
    return form.sign_area > 1  # type: ignore[operator]  # the mistake: it may be left open


WRONG_CONDITIONS: Final[tuple[Mistake, ...]] = (
    caught_by_check(
        "a condition on a figure that never holds",
        restaurant(sign_permit, when=is_small_and_large),
        "no answer makes 'is_small_and_large' true",
    ),
    caught_by_check(
        "a condition on a figure that always holds",
        restaurant(tobacco_licence, when=is_of_some_size),
        "no answer makes 'is_of_some_size' false",
    ),
    caught_by_check(
        "a condition on a date that never holds",
        newborn(parenting_guidance, when=is_born_before_and_after),
        "no answer makes 'is_born_before_and_after' true",
    ),
    caught_by_check(
        "a condition on a sum that never holds",
        clawback(clawback_decision, materials=(*clawback_decision.materials, paper(when=is_less_than_both))),
        "no answer makes 'is_less_than_both' true",
    ),
    caught_by_check(
        "a condition that breaks on an open answer",
        restaurant(sign_permit, when=is_on_a_large_sign),
        "let it answer True or False",
    ),
    caught_by_check(
        "a paper that is never wanted where its item applies",
        newborn(household_registration, materials=(paper(when=is_settled_elsewhere),)),
        "no answer makes 'is_settled_elsewhere' true",
    ),
    caught_by_check(
        "a paper whose condition always holds",
        restaurant(tobacco_licence, materials=(paper(when=is_of_some_size),)),
        "no answer makes 'is_of_some_size' false",
    ),
    caught_by_check(
        "a rule that nobody satisfies",
        newborn(birth_certificate, checks=(rule(is_and_is_not_the_mother, field="mother_id"),)),
        "nothing satisfies rule 'test.rule'",
    ),
    caught_by_check(
        "a rule that nothing breaks",
        newborn(birth_certificate, checks=(rule(is_a_day_or_another, field="born_on"),)),
        "nothing breaks rule 'test.rule'",
    ),
    caught_by_check(
        "a rule that breaks on an open answer",
        restaurant(sign_permit, checks=(rule(is_measured_large, field="sign_area"),)),
        "rule 'test.rule' fails on",
    ),
    caught_by_check(
        "nobody pays",
        restaurant(sign_permit, fee=cost(exempt=is_of_some_size)),
        "so nobody pays",
    ),
    caught_by_check(
        "a rate that nobody has",
        restaurant(
            sign_permit, fee=cost(rates=(*cost().rates, replace(cost().rates[0], when=is_small_and_large)))
        ),
        "leave that rate out",
    ),
    caught_by_check(
        "an exemption that nobody has",
        restaurant(sign_permit, fee=cost(exempt=is_small_and_large)),
        "leave `exempt` out",
    ),
    caught_by_check(
        "a body that is not listed decides",
        clawback(clawback_decision, competent=replace(WHOEVER_PAID, among=WHOEVER_PAID.among[:1])),
        "list it in `among`",
    ),
)
