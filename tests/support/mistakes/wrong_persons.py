"""Licences that go to somebody else, and registers that are asked about whom nobody can speak for."""

from dataclasses import replace
from typing import Any, Final

from matters.definitions import licences
from matters.definitions.newborn.definition import birth_certificate, parenting_guidance
from matters.definitions.registers import BUSINESSES
from matters.definitions.restaurant import RESTAURANT
from matters.definitions.restaurant.checks import BY_THE_OPERATOR
from matters.definitions.restaurant.definition import business_registration, food_licence
from matters.definitions.restaurant.form import Registration
from matters.language import Facts, Prefill, whoever_it_names
from tests.support.mistakes.mistake import Mistake, caught_by_check, newborn, paper, restaurant, rule

FIRMS_AS_PERSONS: Final = replace(BUSINESSES, subject=whoever_it_names)


def is_registered(form: Registration, facts: Facts) -> bool:
    return form.credit_code is None or facts.entry(FIRMS_AS_PERSONS, form.credit_code) is not None


def of_the_shop(form: Registration) -> str:
    return form.shop_name


BY_FIRM: Final = Prefill[Registration, Any](
    field="shop_name",
    register=FIRMS_AS_PERSONS,
    key=lambda form, _: form.credit_code,
    says=lambda firm: firm.name,
)

WRONG_PERSONS: Final[tuple[Mistake, ...]] = (
    caught_by_check(
        "a licence that goes to somebody else",
        restaurant(
            business_registration,
            checks=tuple(check for check in business_registration.checks if check is not BY_THE_OPERATOR),
            unattended=None,
        ),
        "'business-registration' gives it to the applicant, who may be another",
    ),
    caught_by_check(
        "a rule about a firm, as if it were a person",
        restaurant(food_licence, checks=(rule(is_registered, field="credit_code"),)),
        "rule 'test.rule' asks 'business-register' about an answer that need not be",
    ),
    caught_by_check(
        "a paper of a shop, as if it were a person",
        restaurant(
            food_licence,
            materials=(paper(licence=licences.MARRIAGE_CERTIFICATE, of=of_the_shop),),
        ),
        "it asks 'licence-library' about an answer that need not be",
    ),
    caught_by_check(
        "a prefill about a firm, as if it were a person",
        lambda: replace(RESTAURANT, prefills=(*RESTAURANT.prefills, BY_FIRM)),
        "its prefill asks 'business-register' about an answer that need not be",
    ),
    caught_by_check(
        "one item, written once for each district",
        newborn(parenting_guidance, name=birth_certificate.name, form=birth_certificate.form),
        "write one item with `competent=`",
    ),
)
