"""Situations of an employer and of one employee, as both read them."""

from ..registers import Element
from .form import CardHolder, Employer, Employment, FileOwner, FundSaver, FundUnit, Hired, Job, Recruits


def first_in_the_fund(form: FundUnit) -> bool:
    """单位尚未办理住房公积金缴存登记"""
    return not form.has_fund_unit


def wants_a_card(form: CardHolder) -> bool:
    """员工申领社会保障卡"""
    return form.wants_card


def brings_a_file(form: FileOwner) -> bool:
    """员工转入人事档案"""
    return form.brings_file


def has_a_contract(form: Job) -> bool:
    """已订立书面劳动合同"""
    return form.contract_signed


def moves_an_account(form: FundSaver) -> bool:
    """员工已有住房公积金账户，办理转移"""
    return form.fund_account


def the_employer(form: Employer) -> tuple[str, ...]:
    """用人单位"""
    return (form.credit_code,)


def the_employee(form: Hired) -> str:
    """该员工"""
    return form.employee_id


def name_on_the_card(form: Hired) -> dict[str, str]:
    return {Element.NAME.value: form.employee_name}


def employment(form: Employment) -> str:
    return _employment(form, form)


def each_employment(form: Recruits) -> tuple[str, ...]:
    return tuple(_employment(form, hired) for hired in form.employees)


def _employment(employer: Employer, hired: Hired) -> str:
    return f"{employer.credit_code}/{hired.employee_id}/{hired.hired_on}"
