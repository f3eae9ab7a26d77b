"""What an operator need not write down: who already holds it."""

from typing import Any

from ...language import Facts, Prefill
from ..licences import ID_CARD
from ..registers import (
    LICENCE_LIBRARY,
    OPERATORS,
    POPULATION,
    BusinessEntry,
    BusinessStatus,
    Element,
    HeldLicence,
    PersonEntry,
    licence_key,
)
from .form import FirstRestaurantForm, Premises, Registration


def applicant_for_himself(_: Premises, facts: Facts) -> str | None:
    """Whoever is authorised by somebody may apply for him: then we do not guess."""
    return None if facts.authorised_by else facts.applicant


def operator(form: Premises, _: Facts) -> str:
    return form.operator_id


def operators_id_card(form: Premises, _: Facts) -> str:
    return licence_key(ID_CARD, form.operator_id)


def _is_open(business: BusinessEntry) -> bool:
    return business.status is BusinessStatus.OPEN


OPERATOR = (
    Prefill[Premises, PersonEntry](
        field="operator_id",
        register=POPULATION,
        key=applicant_for_himself,
        says=lambda person: person.number,
    ),
    Prefill[Premises, PersonEntry](
        field="operator_name", register=POPULATION, key=operator, says=lambda person: person.name
    ),
    Prefill[Premises, HeldLicence](
        field="operator_name",
        register=LICENCE_LIBRARY,
        key=operators_id_card,
        says=lambda card: card.elements.get(Element.NAME),
    ),
)
BUSINESS = (
    Prefill[Registration, BusinessEntry](
        field="already_registered",
        register=OPERATORS,
        key=operator,
        says=lambda business: _is_open(business) or None,
    ),
    Prefill[Registration, BusinessEntry](
        field="credit_code",
        register=OPERATORS,
        key=operator,
        says=lambda business: business.credit_code if _is_open(business) else None,
    ),
    Prefill[Premises, BusinessEntry](
        field="shop_name",
        register=OPERATORS,
        key=operator,
        says=lambda business: business.name if _is_open(business) else None,
    ),
    Prefill[Premises, BusinessEntry](
        field="address",
        register=OPERATORS,
        key=operator,
        says=lambda business: business.address if _is_open(business) else None,
    ),
)
PREFILLS: tuple[Prefill[FirstRestaurantForm, Any], ...] = (*OPERATOR, *BUSINESS)
