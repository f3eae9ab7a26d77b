"""When an item or a paper is called for, and what licences say; the docstring is what parents read."""

from ..registers import Element
from .form import (
    Card,
    Childbirth,
    Had,
    Household,
    Maternity,
    MaternityOfSpouse,
    ParentingGuidance,
    Parents,
    Settles,
)


def not_certified(form: Childbirth) -> bool:
    """出生医学证明尚未签发"""
    return Had.CERTIFICATE not in form.already_had


def certified(form: Childbirth) -> bool:
    """出生医学证明已经办好"""
    return Had.CERTIFICATE in form.already_had


def registers_here(form: Household) -> bool:
    """在本市落户，尚未办理出生户口登记"""
    return settles_here(form) and Had.HOUSEHOLD not in form.already_had


def enrols_here(form: Household) -> bool:
    """在本市落户，尚未参加居民医保"""
    return settles_here(form) and Had.INSURANCE not in form.already_had


def name_of_the_child(form: Childbirth) -> dict[str, str]:
    return {Element.NAME.value: form.child_name}


def settles_here(form: Household) -> bool:
    """在本市落户"""
    return form.settles is not Settles.ELSEWHERE


def unmarried(form: Household) -> bool:
    """父母未登记结婚"""
    return not form.parents_married


def unmarried_with_father(form: Household) -> bool:
    """父母未登记结婚且随父落户"""
    return not form.parents_married and form.settles is Settles.WITH_FATHER


def wants_card(form: Card) -> bool:
    """在本市落户并同时申领社会保障卡"""
    return settles_here(form) and form.wants_card


def maternity_insured(form: Maternity) -> bool:
    """母亲参加生育保险"""
    return form.maternity_insured


def maternity_covered(form: MaternityOfSpouse) -> bool:
    """母亲参加生育保险，或者母亲未就业而由参加生育保险的父亲享受待遇"""
    return form.maternity_insured or form.through_father


def wants_guidance(form: ParentingGuidance) -> bool:
    """愿意接受科学育儿指导"""
    return form.wants_guidance


def marriage_is_kept(form: Household) -> bool:
    """父母已登记结婚"""
    return form.parents_married and bool(form.mother_id or receiving_parent(form))


def joins_a_household(form: Household) -> bool:
    """入户方有公民身份号码"""
    return bool(receiving_parent(form))


def receiving_parent(form: Household) -> str:
    """The identity number of the parent whose household the child joins."""
    joins_father = form.settles is Settles.WITH_FATHER and form.father_id
    return form.father_id if joins_father and form.father_id else mother(form)


def mother(form: Childbirth) -> str:
    """The mother's identity number; nothing where she has none."""
    return form.mother_id or ""


def a_spouse(form: Parents) -> str:
    """The identity number of either, under which their marriage is kept."""
    return form.mother_id or form.father_id or ""


def has_a_number(form: Childbirth) -> bool:
    """母亲有公民身份号码"""
    return form.mother_id is not None


def has_a_document(form: Childbirth) -> bool:
    """母亲没有公民身份号码，只有护照等身份证件"""
    return form.mother_id is None
