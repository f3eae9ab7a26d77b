"""What an employer is told before any department sees the case."""

from datetime import date
from decimal import Decimal

from ...language import Basis, Check, Facts, Family, Figure, Severity, each
from ..credit_codes import credit_code_adds_up
from ..law import AT_ANY_WINDOW
from ..registers import BUSINESSES, POPULATION, BusinessEntry, BusinessStatus, same_object, under_way
from .form import EMPLOYEES, CardHolder, Employer, Employment, FileOwner, Hired, Job
from .situations import employment

WRITTEN_CONTRACT = Basis(
    document="中华人民共和国劳动合同法",
    article="第十条第二款",
    since=date(2013, 7, 1),
    quotes="应当自用工之日起一个月内订立书面劳动合同",
)
SOCIAL_INSURANCE = Basis(
    document="中华人民共和国社会保险法",
    article="第五十八条第一款",
    since=date(2018, 12, 29),
    quotes="应当自用工之日起三十日内",
)
SOCIAL_INSURANCE_NUMBER = Basis(
    document="中华人民共和国社会保险法", article="第五十八条第三款", since=date(2018, 12, 29)
)

TO_REGISTER = Figure(name="用工之日起办理社会保险登记", value=Decimal(30), unit="日", basis=SOCIAL_INSURANCE)
TO_WRITE = Figure(name="用工之日起订立书面劳动合同", value=Decimal(1), unit="个月", basis=WRITTEN_CONTRACT)


def _code(form: Employer) -> str:
    return form.credit_code


def _business(form: Employer, facts: Facts) -> BusinessEntry | None:
    return facts.entry(BUSINESSES, form.credit_code)


def employer_is_registered(form: Employer, facts: Facts) -> bool:
    business = _business(form, facts)
    return business is not None and business.status in {BusinessStatus.OPEN, BusinessStatus.ABNORMAL}


def employer_has_its_name(form: Employer, facts: Facts) -> bool:
    business = _business(form, facts)
    return business is None or business.name == form.employer_name


def employer_is_in_the_region(form: Employer, facts: Facts) -> bool:
    business = _business(form, facts)
    return business is None or facts.lies_in(business.division)


def where_the_employer_is(form: Employer, facts: Facts) -> str:
    business = _business(form, facts)
    return f"区划代码 {business.division} 所在地人力资源社会保障部门" if business else ""


def nothing_under_way(form: Employer, facts: Facts) -> bool:
    return under_way(facts, "recruitment") is None


def has_begun(form: Hired, facts: Facts) -> bool:
    return form.hired_on <= facts.now


def employee_is_known(form: Hired, facts: Facts) -> bool:
    person = facts.entry(POPULATION, form.employee_id)
    return person is not None and person.alive and person.name == form.employee_name


def is_hired_once(form: Employment, facts: Facts) -> bool:
    return same_object(facts, "recruitment", employment(form)) == 0


def is_in_time(form: Hired, facts: Facts) -> bool:
    """By the day of receipt."""
    return facts.on <= facts.last_day(form.hired_on, TO_REGISTER)


def contract_is_in_time(form: Job, facts: Facts) -> bool:
    """As of the day of receipt, on which he says so."""
    return form.contract_signed or facts.on <= facts.last_day(form.hired_on, TO_WRITE)


def file_is_named(form: FileOwner, facts: Facts) -> bool:
    return not form.brings_file or form.file_from is not None


def can_be_called(form: CardHolder, facts: Facts) -> bool:
    return not form.wants_card or form.employee_phone is not None


REGISTERED = Check(
    rule="recruitment.employer-registered",
    family=Family.ELIGIBILITY,
    holds=employer_is_registered,
    field="credit_code",
    says="法人基础信息库中没有该用人单位，或该单位已注销、被吊销",
    mend="请对照营业执照核对统一社会信用代码",
    basis=AT_ANY_WINDOW,
)
NAMED = Check(
    rule="recruitment.employer-name",
    family=Family.CONSISTENCY,
    holds=employer_has_its_name,
    field="employer_name",
    says="单位名称与法人基础信息库不一致",
    mend="请按营业执照填写单位全称",
    basis=AT_ANY_WINDOW,
)
SERVED_HERE = Check(
    rule="recruitment.served-here",
    family=Family.JURISDICTION,
    holds=employer_is_in_the_region,
    field="credit_code",
    says="用人单位不在本区登记",
    mend="请向单位登记地的人力资源社会保障部门申请",
    severity=Severity.NOT_OURS,
    competent=where_the_employer_is,
    basis=AT_ANY_WINDOW,
)
CREDIT_CODE = credit_code_adds_up("recruitment", field="credit_code", of=_code)
ASKED_ONCE = Check(
    rule="recruitment.under-way",
    family=Family.DUPLICATE,
    holds=nothing_under_way,
    field="credit_code",
    says="您另有员工录用一件事正在办理",
    mend="不是重复申请的，无需处理，由工作人员核对",
    severity=Severity.TO_A_PERSON,
    basis=AT_ANY_WINDOW,
)
BEGUN = each(
    EMPLOYEES,
    Check(
        rule="recruitment.begun",
        family=Family.FORMAT,
        holds=has_begun,
        field="hired_on",
        says="用工之日晚于申请之日",
        mend="请在用工之日起办理，或核对日期",
        basis=SOCIAL_INSURANCE,
    ),
)
KNOWN = each(
    EMPLOYEES,
    Check(
        rule="recruitment.employee-known",
        family=Family.CONSISTENCY,
        holds=employee_is_known,
        field="employee_name",
        says="姓名与公民身份号码在人口基础信息库中不一致",
        mend="请对照身份证核对姓名和公民身份号码",
        basis=SOCIAL_INSURANCE_NUMBER,
    ),
)
HIRED_ONCE = each(
    EMPLOYEES.beside(Employment),
    Check(
        rule="recruitment.same-employee",
        family=Family.DUPLICATE,
        holds=is_hired_once,
        field="employee_id",
        says="该员工的同一次用工另有办件在办或已办结",
        mend="同一次用工登记一次即可；确属另一次用工的，由工作人员核对",
        severity=Severity.TO_A_PERSON,
        basis=AT_ANY_WINDOW,
    ),
)
IN_TIME = each(
    EMPLOYEES,
    Check(
        rule="recruitment.in-time",
        family=Family.VALIDITY,
        holds=is_in_time,
        field="hired_on",
        says="已超过用工之日起三十日",
        mend="仍可办理；逾期未登记的，社会保险费由经办机构核定",
        severity=Severity.WARNING,
        basis=SOCIAL_INSURANCE,
    ),
)
CONTRACT = each(
    EMPLOYEES,
    Check(
        rule="recruitment.contract",
        family=Family.LEGAL_FORM,
        holds=contract_is_in_time,
        field="contract_signed",
        says="用工已超过一个月，尚未订立书面劳动合同",
        mend="请立即订立书面劳动合同；可以继续办理，由工作人员核对",
        severity=Severity.TO_A_PERSON,
        basis=WRITTEN_CONTRACT,
    ),
)
FILE_NAMED = each(
    EMPLOYEES,
    Check(
        rule="recruitment.file-named",
        family=Family.COMPLETENESS,
        holds=file_is_named,
        field="file_from",
        says="转入人事档案但未填写档案现存放机构",
        mend="请填写档案现存放机构的名称",
        basis=AT_ANY_WINDOW,
    ),
)
CALLED = each(
    EMPLOYEES,
    Check(
        rule="recruitment.phone",
        family=Family.COMPLETENESS,
        holds=can_be_called,
        field="employee_phone",
        says="申领社会保障卡但未填写员工手机号码",
        mend="请填写员工本人的手机号码，用于领卡通知",
        basis=AT_ANY_WINDOW,
    ),
)
