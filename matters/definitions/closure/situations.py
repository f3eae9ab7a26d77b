"""Situations of an enterprise that closes."""

from .form import (
    ClosingWay,
    Declarant,
    Deregistering,
    Enterprise,
    EnterpriseKind,
    InsuringEnterprise,
    SavingEnterprise,
    SealHolder,
    Taxpayer,
)


def closes_simply(form: Deregistering) -> bool:
    """企业（个体工商户除外）选择简易注销"""
    return form.closing_way is ClosingWay.SIMPLE and form.enterprise_kind is not EnterpriseKind.INDIVIDUAL


def individual_closes_simply(form: Deregistering) -> bool:
    """个体工商户选择简易注销"""
    return form.closing_way is ClosingWay.SIMPLE and form.enterprise_kind is EnterpriseKind.INDIVIDUAL


def closes_ordinarily(form: Deregistering) -> bool:
    """选择一般注销"""
    return form.closing_way is ClosingWay.ORDINARY


def has_taxes_to_clear(form: Taxpayer) -> bool:
    """选择一般注销，或者领用过发票、办理过涉税事宜"""
    return form.closing_way is ClosingWay.ORDINARY or form.used_invoices


def is_liquidated(form: Deregistering) -> bool:
    """公司、合伙企业、个人独资企业，须经清算"""
    return form.enterprise_kind not in {EnterpriseKind.BRANCH, EnterpriseKind.INDIVIDUAL}


def sends_an_agent(form: Deregistering) -> bool:
    """委托他人办理"""
    return form.by_agent


def the_enterprise(form: Enterprise) -> tuple[str, ...]:
    """注销的企业"""
    return (form.credit_code,)


def has_insured_people(form: InsuringEnterprise) -> bool:
    """办理过单位社会保险登记"""
    return form.has_insured


def has_saved_for_people(form: SavingEnterprise) -> bool:
    """办理过住房公积金缴存登记"""
    return form.has_saved


def declares_at_customs(form: Declarant) -> bool:
    """在海关备案为报关单位"""
    return form.at_customs


def has_registered_seals(form: SealHolder) -> bool:
    """有在公安机关备案的印章"""
    return form.has_seals
