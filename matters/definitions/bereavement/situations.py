"""Situations of the dead, of an heir, of what is left, as the bereaved read them."""

from ...language import Department, Form
from ..departments import BANK, REGISTRY_ONE, REGISTRY_TWO, RURAL_BANK
from ..registers import Element
from .form import (
    Bank,
    Departed,
    DrivingLicenceHolder,
    FundAccountHolder,
    Inheritance,
    LeftAccount,
    MedicalAccountHolder,
    Pension,
    PensionMember,
    Residence,
    ResidenceDistrict,
    ResidenceTransfer,
    Route,
    Succession,
    Successor,
)
from .law import SMALL

FEN = 100


def drove(form: DrivingLicenceHolder) -> bool:
    """逝者持有机动车驾驶证"""
    return form.drove


def was_insured(form: PensionMember) -> bool:
    """逝者参加了基本养老保险"""
    return form.pension is not Pension.NONE


def leaves_benefits(form: PensionMember) -> bool:
    """逝者参加企业职工基本养老保险，且不是因工死亡"""
    return form.pension is Pension.EMPLOYEES and not form.work_accident


def had_medical_account(form: MedicalAccountHolder) -> bool:
    """逝者有职工医保个人账户"""
    return form.medical_account


def had_fund_account(form: FundAccountHolder) -> bool:
    """逝者有住房公积金账户"""
    return form.fund_account


def is_large(form: LeftAccount) -> bool:
    """在该银行的存款超过免公证提取的限额"""
    return form.balance > SMALL.value * FEN


def is_proved(form: Inheritance) -> bool:
    """有继承公证书或者生效法律文书"""
    return form.route is Route.PROVED


def is_examined(form: Inheritance) -> bool:
    """没有继承公证，由登记机构查验"""
    return form.route is not Route.PROVED


def is_under_age(form: Successor) -> bool:
    """继承人未满十八周岁"""
    return form.under_age


def renounces(form: Successor) -> bool:
    """继承人放弃继承"""
    return form.renounces


def inherit_together(form: Succession) -> bool:
    """继承人不止一人"""
    return len(form.heirs) > 1


def the_deceased(form: Departed) -> str:
    """逝者"""
    return form.deceased_id


def the_heir(form: Successor) -> str:
    return form.heir_id


def who_may_apply(form: Succession) -> tuple[str, ...]:
    """逝者的继承人"""
    return tuple(heir.heir_id for heir in form.heirs)


def whom_it_goes_to(form: Residence) -> str:
    """取得该住宅的继承人"""
    return form.goes_to


def on_the_certificate(form: ResidenceTransfer) -> dict[str, str]:
    names = {heir.heir_id: heir.heir_name for heir in form.heirs}
    return {Element.NAME.value: names.get(form.goes_to, ""), Element.ADDRESS.value: form.address}


def registry(form: Residence) -> Department | None:
    return {ResidenceDistrict.ONE: REGISTRY_ONE, ResidenceDistrict.TWO: REGISTRY_TWO}.get(form.district)


def registry_elsewhere(_: Form) -> str:
    return "住宅所在地的不动产登记机构"


def bank(form: LeftAccount) -> Department:
    return {Bank.SAVINGS: BANK, Bank.RURAL: RURAL_BANK}[form.bank]
