"""What the import of a definition refuses."""

from dataclasses import replace
from functools import partial
from typing import Final

from matters.definitions import departments, law, licences
from matters.definitions.clawback.definition import receipt
from matters.definitions.newborn import NEWBORN
from matters.definitions.newborn.checks import BORN
from matters.definitions.newborn.definition import (
    birth_certificate,
    household_registration,
    parenting_guidance,
    vaccination_record,
)
from matters.definitions.newborn.form import Household
from matters.definitions.newborn.situations import settles_here
from matters.definitions.restaurant.definition import (
    food_licence,
    sign_permit,
)
from matters.definitions.restaurant.form import Premises
from matters.definitions.restaurant.situations import hangs_a_sign
from matters.language import (
    Severity,
)
from tests.support.mistakes.mistake import (
    Mistake,
    caught_at_import,
    clawback,
    cost,
    newborn,
    paper,
    rate,
    restaurant,
)


def without_words(form: Household) -> bool:
    return settles_here(form)


def by_a_threshold(form: Premises, area: int) -> bool:
    """面积达到标准"""
    return form.floor_area > area


REFUSED_DEFINITIONS: Final[tuple[Mistake, ...]] = (
    caught_at_import(
        "two items of one code",
        newborn(household_registration, code="birth-certificate"),
        "lists 'birth-certificate' twice",
    ),
    caught_at_import(
        "an item follows one that is not listed",
        newborn(parenting_guidance, after=(food_licence,)),
        "list 'food-licence' in 'newborn' before it",
    ),
    caught_at_import(
        "a licence is needed before it is given",
        lambda: replace(NEWBORN, matters=tuple(reversed(NEWBORN.matters))),
        "follows .*; list",
    ),
    caught_at_import(
        "a condition without words", newborn(household_registration, when=without_words), "docstring"
    ),
    caught_at_import(
        "a condition that is no function",
        restaurant(sign_permit, when=partial(by_a_threshold, area=3)),
        "is no plain function",
    ),
    caught_at_import(
        "a basic code of six digits", newborn(birth_certificate, basic_code="990700"), "12 digits"
    ),
    caught_at_import("a code with capitals", newborn(birth_certificate, code="Birth"), "lower-case words"),
    caught_at_import("a paper's code with blanks", lambda: paper(code="my paper"), "lower-case words"),
    caught_at_import(
        "a licence type of no standard", lambda: replace(licences.ID_CARD, type_code="1"), "GB/T 36904"
    ),
    caught_at_import(
        "a credit code with a slip",
        lambda: replace(departments.HEALTH, credit_code="119901010000000199"),
        "GB 32100",
    ),
    caught_at_import(
        "a machine grants what is inspected", newborn(vaccination_record, inspection=True), "inspected"
    ),
    caught_at_import(
        "a clock of the law stops for more",
        clawback(receipt, statutory=law.SINGLE_LIMIT),
        "leave that ground out",
    ),
    caught_at_import(
        "a rule about what is not asked",
        newborn(birth_certificate, checks=(replace(BORN, field="born"),)),
        "name one of its fields",
    ),
    caught_at_import(
        "a prefill of what is not asked",
        lambda: replace(NEWBORN, prefills=(replace(NEWBORN.prefills[0], field="mothers_name"),)),
        "name one of its fields",
    ),
    caught_at_import(
        "two rules of one id",
        newborn(birth_certificate, checks=(BORN, replace(BORN, says="出生日期有误"))),
        "give one of the two another id",
    ),
    caught_at_import(
        "not ours, and not whose",
        lambda: replace(BORN, severity=Severity.NOT_OURS),
        "names the body to go to",
    ),
    caught_at_import("a fee without a rate", lambda: cost(rates=()), "list at least one rate"),
    caught_at_import(
        "a fee without a rate for everybody", lambda: rate(when=hangs_a_sign), "of everybody first"
    ),
)
