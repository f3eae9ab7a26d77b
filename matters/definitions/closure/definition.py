"""企业注销一件事: taxes, the register of enterprises, and then whoever else knew the enterprise.

The items, their order and most promises are those of a county's guide (兴隆县 企业注销“一件事”, 2024-10): tax
first, then the register, then social insurance, customs and seals side by side. Since 2025 the guide of six
ministries (企业注销指引（2025年修订）, 2025年第52号公告) names the same bodies.
"""

from datetime import date
from typing import Any

from ...language import (
    Acts,
    Basis,
    CalendarDays,
    Confidence,
    Follows,
    Material,
    Matter,
    OneMatter,
    Otherwise,
    Parties,
    Trust,
    WorkingDays,
)
from .. import departments, law, licences
from . import situations as when
from .checks import (
    ASKED_ONCE,
    CODED,
    DECIDED,
    IN_TIME,
    LIQUIDATED_IN_TIME,
    LIQUIDATORS_IN_TIME,
    LIQUIDATORS_NAMED,
    MAY_CLOSE_SIMPLY,
    NAMED,
    NO_LIQUIDATION,
    OWES_NOTHING,
    REGISTERED,
    SERVED_HERE,
    TO_APPLY,
    TO_APPLY_AFTER_LIQUIDATION,
    TO_END,
    TO_FORM_LIQUIDATORS,
    TO_NAME_LIQUIDATORS,
    UNOPPOSED,
)
from .form import (
    ClosingForm,
    Declarant,
    Deregistering,
    Enterprise,
    InsuringEnterprise,
    SavingEnterprise,
    SealHolder,
    Taxpayer,
)
from .notices import (
    CREDITORS_NOTICE,
    CREDITORS_TOLD,
    INDIVIDUAL,
    INDIVIDUAL_NOTICE,
    REPORTED,
    RESOLVED,
    SIMPLE,
    SIMPLE_NOTICE,
)

GUIDE = Basis(document="兴隆县企业注销“一件事”办事指南", confidence=Confidence.SECONDARY)
MINISTRIES = Basis(
    document="企业注销指引（2025年修订）",
    article="市场监管总局等六部门公告2025年第52号",
    confidence=Confidence.SECONDARY,
)
TAX = Basis(document="中华人民共和国税收征收管理法", article="第十六条", confidence=Confidence.UNVERIFIED)
INSURANCE = Basis(document="中华人民共和国社会保险法", article="第五十七条第二款", since=date(2018, 12, 29))
HOUSING_FUND = Basis(
    document="住房公积金管理条例",
    article="第十四条",
    since=date(2019, 3, 24),
    confidence=Confidence.SECONDARY,
)
CUSTOMS = Basis(document="中华人民共和国海关报关单位备案管理规定", confidence=Confidence.UNVERIFIED)
SEALS = Basis(document="印章治安管理有关规定", confidence=Confidence.UNVERIFIED)

ALL = (REGISTERED, NAMED, SERVED_HERE, CODED, ASKED_ONCE, DECIDED)

BUSINESS_LICENCE = Material[Deregistering](
    code="business-licence", name="营业执照", licence=licences.BUSINESS_LICENCE, basis=law.MARKET_REGISTRATION
)
AUTHORISATION = Material[Deregistering](
    code="authorisation", name="授权委托书", when=when.sends_an_agent, trust=Trust.D, basis=MINISTRIES
)
RESOLUTION = Material[Deregistering](
    code="resolution", name="注销决定（决议）", trust=Trust.D, basis=RESOLVED
)
PLEDGE = Material[Deregistering](
    code="investors-pledge", name="全体投资人承诺书", trust=Trust.D, basis=SIMPLE
)
REPORT = Material[Deregistering](
    code="liquidation-report",
    name="清算报告",
    when=when.is_liquidated,
    trust=Trust.D,
    follows=Follows(within=CalendarDays(count=90, basis=law.DEMONSTRATION), otherwise=Otherwise.LAPSE),
    basis=REPORTED,
)
"""Made when the creditors' time is over, so it may come later than the application."""
CLEARANCE = Material[Taxpayer](
    code="tax-clearance",
    name="清税证明",
    licence=licences.TAX_CLEARANCE,
    when=when.has_taxes_to_clear,
    basis=MINISTRIES,
)
STRUCK_OFF = Material[Enterprise](
    code="deregistration-notice",
    name="准予注销登记通知书",
    licence=licences.DEREGISTRATION,
    basis=GUIDE,
)


def _one_day(basis: Basis) -> WorkingDays:
    return WorkingDays(count=1, basis=basis)


tax_clearance = Matter(
    code="tax-closing",
    name="税务注销",
    basic_code="990700061000",
    department=departments.TAX,
    form=Taxpayer,
    promised=WorkingDays(count=10, basis=GUIDE),
    gives=licences.TAX_CLEARANCE,
    when=when.has_taxes_to_clear,
    checks=(*ALL, OWES_NOTHING),
    remedies=law.REMEDIES_ABOVE,
    basis=TAX,
)
_register: dict[str, Any] = {
    "department": departments.MARKET_REGULATION,
    "form": Taxpayer,
    "promised": _one_day(GUIDE),
    "statutory": law.REGISTRATION_LIMIT,
    "extension": law.REGISTRATION_EXTENSION,
    "gives": licences.DEREGISTRATION,
}
simple_deregistration = Matter[Taxpayer](
    **_register,
    code="simple-closing",
    name="企业简易注销登记",
    basic_code="990700062000",
    when=when.closes_simply,
    materials=(BUSINESS_LICENCE, AUTHORISATION, PLEDGE, CLEARANCE),
    checks=(*ALL, OWES_NOTHING, MAY_CLOSE_SIMPLY, UNOPPOSED, IN_TIME),
    procedures=(SIMPLE_NOTICE,),
    basis=SIMPLE,
)
individual_deregistration = Matter[Taxpayer](
    **_register,
    code="individual-closing",
    name="个体工商户简易注销登记",
    basic_code="990700063000",
    when=when.individual_closes_simply,
    materials=(BUSINESS_LICENCE, AUTHORISATION, CLEARANCE),
    checks=(*ALL, OWES_NOTHING, MAY_CLOSE_SIMPLY, UNOPPOSED),
    procedures=(INDIVIDUAL_NOTICE,),
    basis=INDIVIDUAL,
)
deregistration = Matter[Taxpayer](
    **_register,
    code="ordinary-closing",
    name="企业注销登记",
    basic_code="990700064000",
    when=when.closes_ordinarily,
    materials=(BUSINESS_LICENCE, AUTHORISATION, RESOLUTION, REPORT, CLEARANCE),
    checks=(*ALL, NO_LIQUIDATION, LIQUIDATORS_IN_TIME, LIQUIDATORS_NAMED, LIQUIDATED_IN_TIME),
    procedures=(CREDITORS_TOLD, CREDITORS_NOTICE),
    basis=TO_END,
)
insurance_closing = Matter(
    code="insurance-closing",
    name="社会保险登记注销",
    basic_code="990700065000",
    department=departments.HUMAN_RESOURCES,
    form=InsuringEnterprise,
    promised=_one_day(GUIDE),
    when=when.has_insured_people,
    materials=(STRUCK_OFF,),
    basis=INSURANCE,
)
fund_closing = Matter(
    code="fund-closing",
    name="住房公积金缴存单位注销登记",
    basic_code="990700066000",
    department=departments.HOUSING_FUND,
    form=SavingEnterprise,
    promised=_one_day(law.DEMONSTRATION),
    when=when.has_saved_for_people,
    materials=(STRUCK_OFF,),
    basis=HOUSING_FUND,
)
customs_closing = Matter(
    code="customs-closing",
    name="海关报关单位备案注销",
    basic_code="990700067000",
    department=departments.CUSTOMS,
    form=Declarant,
    promised=_one_day(GUIDE),
    when=when.declares_at_customs,
    materials=(STRUCK_OFF,),
    remedies=law.REMEDIES_ABOVE,
    basis=CUSTOMS,
)
seal_closing = Matter(
    code="seal-closing",
    name="印章备案注销",
    basic_code="990700068000",
    department=departments.PUBLIC_SECURITY,
    form=SealHolder,
    promised=_one_day(GUIDE),
    when=when.has_registered_seals,
    materials=(STRUCK_OFF,),
    basis=SEALS,
)

CLOSING = OneMatter[ClosingForm](
    code="closing",
    edition="2026-11",
    name="企业注销一件事",
    basic_code="992000000006",
    lead=departments.MARKET_REGULATION,
    form=ClosingForm,
    matters=(
        tax_clearance,
        simple_deregistration,
        individual_deregistration,
        deregistration,
        insurance_closing,
        fund_closing,
        customs_closing,
        seal_closing,
    ),
    promised=CalendarDays(count=165, basis=law.DEMONSTRATION),
    timetable=law.TIMETABLE_OF_SERVICES,
    parties=Parties(
        may_apply=when.the_enterprise, acting=(Acts.REPRESENTATIVE, Acts.AGENT), basis=law.AGENCY
    ),
    figures=(TO_APPLY, TO_FORM_LIQUIDATORS, TO_NAME_LIQUIDATORS, TO_APPLY_AFTER_LIQUIDATION),
    about=lambda form: (form.credit_code,),
    also_called=("注销公司", "关公司", "注销营业执照", "企业退出"),
    basis=MINISTRIES,
)
