"""What parents need not write down: who already holds it, and under whose number."""

from typing import Any

from ...language import Facts, Prefill
from ..licences import ID_CARD, SOCIAL_SECURITY_CARD
from ..registers import (
    ACCOUNTS,
    BIRTHS,
    INSURANCE,
    LICENCE_LIBRARY,
    MARRIAGES,
    POPULATION,
    AccountEntry,
    BirthEntry,
    Element,
    HeldLicence,
    InsuranceEntry,
    MarriageEntry,
    PersonEntry,
    licence_key,
)
from .form import Card, Childbirth, FirstNewbornForm, Had, Household, Maternity, Sex


def applicant(_: Childbirth, facts: Facts) -> str:
    return facts.applicant


def mother(form: Childbirth, _: Facts) -> str | None:
    return form.mother_id


def father(form: Household, _: Facts) -> str | None:
    return form.father_id


def mothers_id_card(form: Childbirth, _: Facts) -> str | None:
    return licence_key(ID_CARD, form.mother_id) if form.mother_id else None


def mothers_social_security_card(form: Maternity, _: Facts) -> str | None:
    return licence_key(SOCIAL_SECURITY_CARD, form.mother_id) if form.mother_id else None


def as_ever(insured: InsuranceEntry) -> bool | None:
    """Only what no day has changed: what counts is the day of the birth."""
    return insured.maternity if insured.since is None and insured.until is None else None


MOTHER = (
    Prefill[Childbirth, PersonEntry](
        field="mother_id",
        register=POPULATION,
        key=applicant,
        says=lambda person: person.number if person.sex == Sex.FEMALE else None,
    ),
    Prefill[Childbirth, MarriageEntry](
        field="mother_id",
        register=MARRIAGES,
        key=applicant,
        says=lambda marriage: None if marriage.ended_on else marriage.wife,
        about=lambda marriage: marriage.wife,
    ),
    Prefill[Childbirth, PersonEntry](
        field="mother_name", register=POPULATION, key=mother, says=lambda person: person.name
    ),
    Prefill[Childbirth, HeldLicence](
        field="mother_name",
        register=LICENCE_LIBRARY,
        key=mothers_id_card,
        says=lambda card: card.elements.get(Element.NAME),
    ),
)
FATHER = (
    Prefill[Household, PersonEntry](
        field="father_id",
        register=POPULATION,
        key=applicant,
        says=lambda person: person.number if person.sex == Sex.MALE else None,
    ),
    Prefill[Household, MarriageEntry](
        field="father_id",
        register=MARRIAGES,
        key=applicant,
        says=lambda marriage: None if marriage.ended_on else marriage.husband,
        about=lambda marriage: marriage.husband,
    ),
    Prefill[Household, PersonEntry](
        field="father_name", register=POPULATION, key=father, says=lambda person: person.name
    ),
    Prefill[Household, MarriageEntry](
        field="parents_married",
        register=MARRIAGES,
        key=applicant,
        says=lambda marriage: marriage.ended_on is None or None,
    ),
)
CHILD = (
    Prefill[Childbirth, BirthEntry](
        field="child_sex",
        register=BIRTHS,
        key=mother,
        says=lambda birth: birth.sex if birth.children == 1 else None,
    ),
    Prefill[Childbirth, BirthEntry](
        field="born_on", register=BIRTHS, key=mother, says=lambda birth: str(birth.born_on)
    ),
    Prefill[Childbirth, BirthEntry](
        field="already_had",
        register=BIRTHS,
        key=mother,
        says=lambda birth: [Had.CERTIFICATE.value] if birth.certified >= birth.children else [],
    ),
    Prefill[Childbirth, BirthEntry](
        field="hospital", register=BIRTHS, key=mother, says=lambda birth: birth.hospital
    ),
)
REST = (
    Prefill[Maternity, InsuranceEntry](
        field="maternity_insured", register=INSURANCE, key=mother, says=as_ever
    ),
    Prefill[Maternity, HeldLicence](
        field="bank_account",
        register=LICENCE_LIBRARY,
        key=mothers_social_security_card,
        says=lambda card: card.elements.get(Element.ACCOUNT),
    ),
    Prefill[Card, PersonEntry](
        field="deliver_to", register=POPULATION, key=applicant, says=lambda person: person.address
    ),
    Prefill[Card, AccountEntry](
        field="phone", register=ACCOUNTS, key=applicant, says=lambda account: account.phone
    ),
)
PREFILLS: tuple[Prefill[FirstNewbornForm, Any], ...] = (*MOTHER, *FATHER, *CHILD, *REST)
