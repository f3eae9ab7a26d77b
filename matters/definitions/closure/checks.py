"""What an enterprise that closes is told before any department sees the case."""

from dataclasses import replace
from decimal import Decimal

from ...language import Basis, Check, Confidence, Facts, Family, Figure, Severity
from ..credit_codes import credit_code_adds_up
from ..law import AT_ANY_WINDOW, registration
from ..registers import (
    BUSINESSES,
    PUBLICITY,
    BusinessEntry,
    BusinessStatus,
    ClosingNoticeEntry,
    under_way,
)
from .form import Deregistering, Enterprise, EnterpriseKind
from .notices import INDIVIDUAL, LIQUIDATORS, SIMPLE, SIMPLE_PERIOD, TO_CLOSE, TO_LIQUIDATE
from .situations import closes_ordinarily, closes_simply

NOT_SIMPLY = registration("第三十三条第一款、第四款")
TO_END = registration("第三十二条")
AFTER_THE_NOTICE = replace(SIMPLE, quotes="", confidence=Confidence.UNVERIFIED)
"""The sentence on it was not read here: what is quoted is on the notice, and has the same number."""
LONGER = Basis(
    document="市场监管总局、税务总局关于进一步完善简易注销登记便捷中小微企业市场退出的通知",
    article="2021年",
    confidence=Confidence.SECONDARY,
)
TO_FORM_LIQUIDATORS = Figure(
    name="公司自解散事由出现之日起组成清算组", value=Decimal(15), unit="日", basis=TO_LIQUIDATE
)
TO_NAME_LIQUIDATORS = Figure(
    name="清算组自成立之日起公告成员、负责人名单", value=Decimal(10), unit="日", basis=LIQUIDATORS
)
TO_APPLY_AFTER_LIQUIDATION = Figure(
    name="清算组自清算结束之日起申请注销登记", value=Decimal(30), unit="日", basis=TO_CLOSE
)
TO_APPLY = Figure(name="简易注销公告期满后提出申请", value=Decimal(20), unit="日", basis=AFTER_THE_NOTICE)


def _code(form: Enterprise) -> str:
    return form.credit_code


def _business(form: Enterprise, facts: Facts) -> BusinessEntry | None:
    return facts.entry(BUSINESSES, form.credit_code)


def _notice(form: Enterprise, facts: Facts) -> ClosingNoticeEntry | None:
    return facts.entry(PUBLICITY, form.credit_code)


def enterprise_is_registered(form: Enterprise, facts: Facts) -> bool:
    business = _business(form, facts)
    return business is not None and business.status is not BusinessStatus.DEREGISTERED


def enterprise_has_its_name(form: Enterprise, facts: Facts) -> bool:
    business = _business(form, facts)
    return business is None or business.name == form.enterprise_name


def enterprise_is_in_the_region(form: Enterprise, facts: Facts) -> bool:
    business = _business(form, facts)
    return business is None or facts.lies_in(business.division)


def where_the_enterprise_is(form: Enterprise, facts: Facts) -> str:
    business = _business(form, facts)
    return f"区划代码 {business.division} 所在地市场监督管理部门" if business else ""


def nothing_is_under_way(form: Enterprise, facts: Facts) -> bool:
    return under_way(facts, "closing") is None


def is_decided(form: Deregistering, facts: Facts) -> bool:
    return form.decided_on <= facts.now


def owes_nothing(form: Deregistering, facts: Facts) -> bool:
    return closes_ordinarily(form) or form.debts_settled


def may_close_simply(form: Deregistering, facts: Facts) -> bool:
    business = None if closes_ordinarily(form) else _business(form, facts)
    return business is None or business.status in {BusinessStatus.OPEN, BusinessStatus.DEREGISTERED}


def nobody_objects(form: Deregistering, facts: Facts) -> bool:
    notice = None if closes_ordinarily(form) else _notice(form, facts)
    return notice is None or notice.objected_on is None


def applies_in_time(form: Deregistering, facts: Facts) -> bool:
    """By the day of receipt."""
    notice = _notice(form, facts) if closes_simply(form) else None
    if notice is None or notice.simple_since is None:
        return True
    return facts.on <= facts.last_day(facts.last_day(notice.simple_since, SIMPLE_PERIOD), TO_APPLY)


def liquidators_are_formed_in_time(form: Deregistering, facts: Facts) -> bool:
    if form.enterprise_kind is not EnterpriseKind.COMPANY or not closes_ordinarily(form):
        return True
    notice = _notice(form, facts)
    formed_on = (notice and notice.liquidators_since) or facts.now
    return formed_on <= facts.last_day(form.decided_on, TO_FORM_LIQUIDATORS)


def liquidators_are_named_in_time(form: Deregistering, facts: Facts) -> bool:
    notice = _notice(form, facts) if closes_ordinarily(form) else None
    if notice is None or notice.liquidators_since is None:
        return True
    named_on = notice.liquidators_public_since or facts.now
    return named_on <= facts.last_day(notice.liquidators_since, TO_NAME_LIQUIDATORS)


def applies_in_time_after_liquidation(form: Deregistering, facts: Facts) -> bool:
    """By the day of receipt."""
    notice = _notice(form, facts) if closes_ordinarily(form) else None
    if notice is None or notice.liquidated_on is None:
        return True
    return facts.on <= facts.last_day(notice.liquidated_on, TO_APPLY_AFTER_LIQUIDATION)


def individual_needs_no_liquidation(form: Deregistering, facts: Facts) -> bool:
    return form.enterprise_kind is not EnterpriseKind.INDIVIDUAL or not closes_ordinarily(form)


REGISTERED = Check(
    rule="closing.registered",
    family=Family.ELIGIBILITY,
    holds=enterprise_is_registered,
    field="credit_code",
    says="法人基础信息库中没有该企业，或者该企业已经注销",
    mend="请对照营业执照核对统一社会信用代码",
    basis=AT_ANY_WINDOW,
)
NAMED = Check(
    rule="closing.name",
    family=Family.CONSISTENCY,
    holds=enterprise_has_its_name,
    field="enterprise_name",
    says="企业名称与法人基础信息库不一致",
    mend="请按营业执照填写企业全称",
    basis=AT_ANY_WINDOW,
)
SERVED_HERE = Check(
    rule="closing.served-here",
    family=Family.JURISDICTION,
    holds=enterprise_is_in_the_region,
    field="credit_code",
    says="企业不在本区登记",
    mend="请向企业登记机关申请",
    severity=Severity.NOT_OURS,
    competent=where_the_enterprise_is,
    basis=AT_ANY_WINDOW,
)
CODED = credit_code_adds_up("closing", field="credit_code", of=_code)
ASKED_ONCE = Check(
    rule="closing.under-way",
    family=Family.DUPLICATE,
    holds=nothing_is_under_way,
    field="credit_code",
    says="您另有企业注销一件事正在办理",
    mend="不是重复申请的，无需处理，由工作人员核对",
    severity=Severity.TO_A_PERSON,
    basis=AT_ANY_WINDOW,
)
DECIDED = Check(
    rule="closing.decided",
    family=Family.FORMAT,
    holds=is_decided,
    field="decided_on",
    says="注销决定（决议）的日期晚于申请之日",
    mend="请在作出决定（决议）之后申请，或者核对日期",
    basis=TO_END,
)
OWES_NOTHING = Check(
    rule="closing.debts",
    family=Family.ELIGIBILITY,
    holds=owes_nothing,
    field="debts_settled",
    says="债权债务、工资、社会保险费用或者税款尚未结清的，不适用简易注销",
    mend="请结清后再申请，或者改选一般注销",
    basis=NOT_SIMPLY,
)
MAY_CLOSE_SIMPLY = Check(
    rule="closing.status",
    family=Family.RISK,
    holds=may_close_simply,
    field="closing_way",
    says="被列入经营异常名录，或者被吊销营业执照、责令关闭、撤销的，不适用简易注销",
    mend="请先移出经营异常名录，或者改选一般注销",
    basis=NOT_SIMPLY,
)
UNOPPOSED = Check(
    rule="closing.objection",
    family=Family.ELIGIBILITY,
    holds=nobody_objects,
    field="closing_way",
    says="简易注销公告已被提出异议",
    mend="请在异议消除后重新公告，或者改选一般注销",
    basis=NOT_SIMPLY,
)
IN_TIME = Check(
    rule="closing.notice-in-time",
    family=Family.VALIDITY,
    holds=applies_in_time,
    field="closing_way",
    says="简易注销公告期满已超过二十日",
    mend="请重新公告；登记机关依规定延长申请期限的，可以继续办理，由工作人员核对",
    severity=Severity.TO_A_PERSON,
    basis=LONGER,
)
LIQUIDATORS_IN_TIME = Check(
    rule="closing.liquidators-in-time",
    family=Family.VALIDITY,
    holds=liquidators_are_formed_in_time,
    field="decided_on",
    says="作出解散决定（决议）已超过十五日，公示系统中没有在此期间成立清算组的记录",
    mend="不影响申请注销，请尽快组成清算组；逾期不组成的，利害关系人可以申请人民法院指定",
    severity=Severity.WARNING,
    basis=TO_LIQUIDATE,
)
"""Late ones are liquidators, too: the law makes those pay who were late, and keeps nobody in the register."""
LIQUIDATORS_NAMED = Check(
    rule="closing.liquidators-named",
    family=Family.VALIDITY,
    holds=liquidators_are_named_in_time,
    field="decided_on",
    says="清算组成立已超过十日，公示系统中没有在此期间公告清算组成员、负责人名单的记录",
    mend="不影响申请注销，请尽快通过国家企业信用信息公示系统公告",
    severity=Severity.WARNING,
    basis=LIQUIDATORS,
)
LIQUIDATED_IN_TIME = Check(
    rule="closing.applied-after-liquidation",
    family=Family.VALIDITY,
    holds=applies_in_time_after_liquidation,
    field="decided_on",
    says="公示系统所载的清算结束之日至今已超过三十日",
    mend="不影响申请注销，请尽快提交清算报告",
    severity=Severity.WARNING,
    basis=TO_CLOSE,
)
"""Whoever is late after all of it has no right less: the article keeps nobody in the register, either."""
NO_LIQUIDATION = Check(
    rule="closing.individual",
    family=Family.ELIGIBILITY,
    holds=individual_needs_no_liquidation,
    field="closing_way",
    says="个体工商户无须清算，一般选择简易注销",
    mend="债务未结清或者有关部门提出异议的，可以继续办理",
    severity=Severity.WARNING,
    basis=INDIVIDUAL,
)
