"""When an item or a paper is called for; the docstring is what parents read."""

from .form import Card, Household, Maternity, MaternityOfSpouse, ParentingGuidance, Settles


def settles_here(form: Household) -> bool:
    """在本市落户"""
    return form.settles is not Settles.ELSEWHERE


def married(form: Household) -> bool:
    """父母已登记结婚"""
    return form.parents_married


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


def receiving_parent(form: Household) -> str:
    """The identity number of the parent whose household the child joins."""
    joins_father = form.settles is Settles.WITH_FATHER and form.father_id
    return form.father_id if joins_father and form.father_id else form.mother_id


def mother(form: Household) -> str:
    """The mother's identity number."""
    return form.mother_id
