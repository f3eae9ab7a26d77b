"""Employees of an age that is looked at: those under sixteen, young workers, and who may be retired."""

from datetime import date
from decimal import Decimal

from ...language import Basis, Check, Confidence, Facts, Family, Figure, Severity, each
from .form import EMPLOYEES, Hired

CHILD_LABOUR = Basis(
    document="中华人民共和国劳动法",
    article="第十五条第一款",
    since=date(2018, 12, 29),
    quotes="禁止用人单位招用未满十六周岁的未成年人",
)
YOUNG_WORKERS = Basis(
    document="中华人民共和国劳动法",
    article="第五十八条第二款、第六十四条、第六十五条",
    since=date(2018, 12, 29),
)
RETIREMENT = Basis(
    document="中华人民共和国劳动合同法实施条例；国务院关于渐进式延迟法定退休年龄的办法",
    article="第二十一条；第一条",
    since=date(2025, 1, 1),
    confidence=Confidence.UNVERIFIED,
)

WORKING_AGE = Figure(name="最低就业年龄", value=Decimal(16), unit="周岁", basis=CHILD_LABOUR)
FULL_WORKING_AGE = Figure(name="未成年工的年龄上限", value=Decimal(18), unit="周岁", basis=YOUNG_WORKERS)
MEN_RETIRE_FROM = Figure(name="男职工最早的法定退休年龄", value=Decimal(60), unit="周岁", basis=RETIREMENT)
WOMEN_RETIRE_FROM = Figure(name="女职工最早的法定退休年龄", value=Decimal(50), unit="周岁", basis=RETIREMENT)
"""Both are put off by months since 2025, by year of birth and kind of work, of which no register tells."""

AGES = (WORKING_AGE, FULL_WORKING_AGE, MEN_RETIRE_FROM, WOMEN_RETIRE_FROM)


def _age(form: Hired) -> int:
    """On the day on which work begins."""
    born = form.employee_id[6:14]
    return form.hired_on.year - int(born[:4]) - (f"{form.hired_on:%m%d}" < born[4:])


def is_old_enough(form: Hired, facts: Facts) -> bool:
    return _age(form) >= WORKING_AGE.value


def is_of_full_working_age(form: Hired, facts: Facts) -> bool:
    return not WORKING_AGE.value <= _age(form) < FULL_WORKING_AGE.value


def is_not_retired(form: Hired, facts: Facts) -> bool:
    """By the seventeenth digit, odd of men."""
    retires_from = MEN_RETIRE_FROM if int(form.employee_id[16]) % 2 else WOMEN_RETIRE_FROM
    return _age(form) < retires_from.value


OLD_ENOUGH = each(
    EMPLOYEES,
    Check(
        rule="recruitment.working-age",
        family=Family.ELIGIBILITY,
        holds=is_old_enough,
        field="employee_id",
        says="用工之日该员工未满十六周岁",
        mend="禁止招用未满十六周岁的未成年人，请核对公民身份号码，或将其移出名单",
        basis=CHILD_LABOUR,
    ),
)
YOUNG = each(
    EMPLOYEES,
    Check(
        rule="recruitment.young-worker",
        family=Family.RISK,
        holds=is_of_full_working_age,
        field="employee_id",
        says="用工之日该员工已满十六周岁、未满十八周岁，属于未成年工",
        mend="可以继续申请，由工作人员核对岗位；不得安排禁忌劳动，须定期健康检查并办理未成年工登记",
        severity=Severity.TO_A_PERSON,
        basis=YOUNG_WORKERS,
    ),
)
RETIRED = each(
    EMPLOYEES,
    Check(
        rule="recruitment.retirement-age",
        family=Family.ELIGIBILITY,
        holds=is_not_retired,
        field="employee_id",
        says="用工之日该员工可能已达到法定退休年龄",
        mend="可以继续申请，由工作人员核对：已退休的不建立劳动关系、不办理职工社会保险参保登记；尚未退休的照常办理",
        severity=Severity.TO_A_PERSON,
        basis=RETIREMENT,
    ),
)
