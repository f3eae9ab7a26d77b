"""Names, codes, words, orders, bodies and registers that mislead, and situations left over."""

from dataclasses import replace
from typing import Final

from matters.definitions import departments, licences, registers
from matters.definitions.bereavement import BEREAVEMENT
from matters.definitions.bereavement.definition import deposit
from matters.definitions.newborn import NEWBORN
from matters.definitions.newborn.checks import DELIVERABLE
from matters.definitions.newborn.definition import (
    birth_certificate,
    household_registration,
    parenting_guidance,
    social_security_card,
    vaccination_record,
)
from matters.definitions.newborn.form import Household
from matters.definitions.newborn.situations import settles_here
from matters.definitions.recruitment import RECRUITMENT
from matters.definitions.recruitment.sources import PREFILLS
from matters.definitions.restaurant import RESTAURANT
from matters.definitions.restaurant.definition import food_licence, sign_permit
from matters.definitions.restaurant.fire_safety import fire_check, fire_commitment
from tests.support.mistakes.mistake import Mistake, caught_by_check, newborn, paper, restaurant, with_item


def is_married(form: Household) -> bool:
    """父母已登记结婚"""
    return form.parents_married


def is_unmarried_too(form: Household) -> bool:
    """父母已登记结婚"""
    return not form.parents_married


def speaks_english(form: Household) -> bool:
    """Settles here"""
    return settles_here(form)


ARCHIVE: Final = replace(registers.BUSINESSES, code="business-archive", name="企业档案库")
LOOKALIKE: Final = replace(registers.POPULATION, name="另一人口库")

WRONG_NAMES: Final[tuple[Mistake, ...]] = (
    caught_by_check(
        "two items of one basic code",
        newborn(parenting_guidance, basic_code=birth_certificate.basic_code),
        "share the basic code",
    ),
    caught_by_check(
        "one paper's code for two papers",
        newborn(parenting_guidance, materials=(paper(code="birth-certificate"),)),
        "another paper with this code",
    ),
    caught_by_check(
        "a promise of nobody",
        newborn(parenting_guidance, materials=(paper(licence=licences.TOBACCO_LICENCE, on_promise=True),)),
        "no earlier item gives it",
    ),
    caught_by_check("an item without basis", newborn(parenting_guidance, basis=None), "has no basis"),
    caught_by_check(
        "a rule without basis",
        newborn(social_security_card, checks=(replace(DELIVERABLE, basis=None),), unattended=None),
        "has no basis",
    ),
    caught_by_check(
        "a name in English", newborn(parenting_guidance, name="Parenting"), "write it in Chinese"
    ),
    caught_by_check(
        "a situation in English", newborn(household_registration, when=speaks_english), "write it in Chinese"
    ),
    caught_by_check(
        "a finding in English",
        newborn(
            social_security_card, checks=(replace(DELIVERABLE, mend="Give an address"),), unattended=None
        ),
        "write it in Chinese",
    ),
    caught_by_check(
        "opposite conditions in the same words",
        newborn(
            household_registration,
            materials=(paper(when=is_married), paper(code="one-more-proof", when=is_unmarried_too)),
        ),
        "both say '父母已登记结婚'",
    ),
    caught_by_check(
        "two licences of one code",
        newborn(
            parenting_guidance,
            materials=(paper(licence=replace(licences.BIRTH_CERTIFICATE, name="出生证")),),
        ),
        "another licence 'birth-certificate' is '出生医学证明'",
    ),
    caught_by_check(
        "two departments of one code",
        newborn(parenting_guidance, department=replace(departments.HEALTH, name="卫生局")),
        "another department 'health' is '卫生健康委员会'",
    ),
    caught_by_check(
        "two items give one licence in one case",
        newborn(vaccination_record, gives=licences.BIRTH_CERTIFICATE),
        "waits for both",
    ),
    caught_by_check(
        "an item follows one that never comes with it",
        restaurant(fire_check, after=(fire_commitment,)),
        "which no case has together with it",
    ),
    caught_by_check(
        "an everyday word in English",
        lambda: replace(NEWBORN, also_called=("Baby",)),
        "'Baby' is what citizens look for; write it in Chinese",
    ),
    caught_by_check(
        "an everyday word of two one-matters",
        lambda: (NEWBORN, replace(RESTAURANT, also_called=("二胎",))),
        "'二胎' leads to 'newborn' already",
    ),
    caught_by_check(
        "two one-matters of one name",
        lambda: (NEWBORN, replace(RESTAURANT, name=NEWBORN.name)),
        "is what 'newborn' is called already",
    ),
    caught_by_check(
        "an everyday word twice",
        lambda: replace(NEWBORN, also_called=("二胎", "二胎")),
        "says '二胎' 2 times",
    ),
    caught_by_check("an edition that is listed twice", lambda: (NEWBORN, NEWBORN), "is listed 2 times"),
    caught_by_check(
        "a licence of another department",
        restaurant(food_licence, department=departments.URBAN_MANAGEMENT),
        "which market-regulation issues, and is decided by urban-management",
    ),
    caught_by_check(
        "two departments exchanged",
        restaurant(sign_permit, department=departments.MARKET_REGULATION),
        "which urban-management issues, and is decided by market-regulation",
    ),
    caught_by_check(
        "a register page by the hospital",
        newborn(household_registration, department=departments.MATERNITY_HOSPITAL),
        "which public-security issues",
    ),
    caught_by_check(
        "an answer from a register by which it is not judged",
        lambda: replace(RECRUITMENT, prefills=(replace(PREFILLS[0], register=ARCHIVE), PREFILLS[1])),
        "prefill it from there",
    ),
    caught_by_check(
        "two registers of one code",
        lambda: replace(RECRUITMENT, prefills=(PREFILLS[0], replace(PREFILLS[1], register=LOOKALIKE))),
        "another register 'population-register' is",
    ),
    caught_by_check(
        "a situation for which a paper was forgotten",
        lambda: with_item(BEREAVEMENT, deposit, materials=deposit.materials[:-1]),
        "'is_large' says '在该银行的存款超过免公证提取的限额', and nothing of a case reads it",
    ),
)
