"""What an employer is asked: once of itself, and once of each employee."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ...language import Asks, CreditCode, Day, Form, FormList, IdentityNumber, Phone, Text


class ContractTerm(StrEnum):
    FIXED = "固定期限"
    OPEN = "无固定期限"
    TASK = "以完成一定工作任务为期限"


class Hired(Form):
    employee_id: Annotated[
        IdentityNumber,
        Asks("公民身份号码", identifies=True, such_as=("990101199001010027", "99010120150101004X")),
    ]
    employee_name: Annotated[Text, Asks("姓名", names=True)]
    hired_on: Annotated[Day, Asks("用工之日")]


class Job(Hired):
    post: Annotated[Text, Asks("岗位（工种）")]
    contract_term: Annotated[ContractTerm, Asks("劳动合同期限类型")]
    contract_signed: Annotated[bool, Asks("是否已订立书面劳动合同？")]


class Salaried(Hired):
    wage: Annotated[Decimal, Asks("月工资（元）"), Field(gt=0, max_digits=9, decimal_places=2)]


class InsuredEmployee(Salaried):
    insured_before: Annotated[bool, Asks("是否曾以职工身份参加社会保险？")]


class CardHolder(Hired):
    wants_card: Annotated[bool, Asks("是否申领社会保障卡？")]
    employee_phone: Annotated[Phone | None, Asks("员工手机号码（用于领卡通知）")] = None


class FileOwner(Hired):
    brings_file: Annotated[bool, Asks("是否转入人事档案？")]
    file_from: Annotated[Text | None, Asks("档案现存放机构")] = None


class FundSaver(Salaried):
    fund_account: Annotated[bool, Asks("个人在本市是否已有住房公积金账户？")]


class Employee(Job, InsuredEmployee, CardHolder, FileOwner, FundSaver):
    """员工"""


class Employer(Form):
    credit_code: Annotated[
        CreditCode,
        Asks("用人单位统一社会信用代码", such_as=("91310000132210595U", "913100001322105950")),
    ]
    employer_name: Annotated[Text, Asks("用人单位名称")]


class Recruits(Employer):
    employees: Annotated[tuple[Employee, ...], Asks("本次录用的员工"), Field(min_length=1, max_length=50)]


class Employment(Employer, Hired):
    """Who hires whom, and when."""


class FundUnit(Employer):
    has_fund_unit: Annotated[bool, Asks("单位是否已办理住房公积金缴存登记？")]


class JobRegistration(Recruits, Job):
    """What is told of each employee to register him; below, to insure him, and so on."""


class InsuranceRegistration(Recruits, InsuredEmployee): ...


class CardRequest(Recruits, CardHolder): ...


class FileTransfer(Recruits, FileOwner): ...


class FundAccount(Recruits, FundUnit, FundSaver): ...


class RecruitmentForm(Recruits, FundUnit):
    """企业员工录用一件事申请表：单位情况填一次，每名员工填一次。"""


EMPLOYEES = FormList(Recruits, lambda form: form.employees)
