"""Who issues, who keeps, what was forgotten: departments and registers exchanged, situations left over."""

from dataclasses import replace
from typing import Final

from matters.definitions import departments, registers
from matters.definitions.bereavement import BEREAVEMENT
from matters.definitions.bereavement.definition import deposit
from matters.definitions.newborn.definition import household_registration
from matters.definitions.recruitment import RECRUITMENT
from matters.definitions.recruitment.sources import PREFILLS
from matters.definitions.restaurant.definition import food_licence, sign_permit
from tests.support.mistakes.mistake import Mistake, caught_by_check, newborn, restaurant, with_item

ARCHIVE: Final = replace(registers.BUSINESSES, code="business-archive", name="企业档案库")
LOOKALIKE: Final = replace(registers.POPULATION, name="另一人口库")

WRONG_SOURCES: Final[tuple[Mistake, ...]] = (
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
