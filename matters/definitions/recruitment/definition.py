"""企业员工录用一件事: for each employee registration, insurances, housing fund, and what else he wants.

The items are those of a city's guide (十堰市 企业员工入职“一件事”: 就业登记, 参保登记/续保, 档案接收,
社会保障卡, 职工医保参保登记), and the housing fund, which 住房公积金管理条例 asks of the employer too.
"""

from datetime import date

from ...language import (
    Acts,
    Basis,
    ByLaw,
    Confidence,
    Material,
    Matter,
    OneMatter,
    OnWithdrawal,
    Parties,
    Trust,
    WorkingDays,
    each,
)
from .. import departments, law, licences
from ..registers import POPULATION
from . import situations as when
from .age_checks import AGES, OLD_ENOUGH, RETIRED, YOUNG
from .checks import (
    ASKED_ONCE,
    BEGUN,
    CALLED,
    CONTRACT,
    CREDIT_CODE,
    FILE_NAMED,
    HIRED_ONCE,
    IN_TIME,
    KNOWN,
    NAMED,
    REGISTERED,
    SERVED_HERE,
    SOCIAL_INSURANCE,
    TO_REGISTER,
    TO_WRITE,
    WRITTEN_CONTRACT,
)
from .form import (
    EMPLOYEES,
    CardRequest,
    FileTransfer,
    FundAccount,
    FundUnit,
    InsuranceRegistration,
    Job,
    JobRegistration,
    RecruitmentForm,
)
from .sources import PREFILLS

GUIDE = Basis(document="十堰市企业员工入职“一件事”办事指南", confidence=Confidence.SECONDARY)
EMPLOYMENT = Basis(document="就业服务与就业管理规定", article="就业登记", confidence=Confidence.UNVERIFIED)
HOUSING_FUND = Basis(document="住房公积金管理条例", article="第十五条第一款", since=date(2019, 3, 24))
FUND_UNIT = Basis(document="住房公积金管理条例", article="第十四条", since=date(2019, 3, 24))
PERSONNEL_FILES = Basis(
    document="关于进一步加强流动人员人事档案管理服务工作的通知",
    article="人社部发〔2014〕90号",
    confidence=Confidence.SECONDARY,
)
SOCIAL_CARD = Basis(
    document="中华人民共和国社会保障卡管理办法",
    article="人社部发〔2011〕47号",
    confidence=Confidence.UNVERIFIED,
)

LABOUR_CONTRACT = each(
    EMPLOYEES,
    Material[Job](
        code="labour-contract",
        name="劳动合同",
        when=when.has_a_contract,
        trust=Trust.D,
        basis=WRITTEN_CONTRACT,
    ),
)
"""Of the employee himself; the employer makes it, and answers for it."""

fund_unit = Matter(
    code="fund-unit",
    name="住房公积金单位缴存登记",
    basic_code="990700051000",
    department=departments.HOUSING_FUND,
    form=FundUnit,
    promised=WorkingDays(count=1, basis=law.DEMONSTRATION),
    when=when.first_in_the_fund,
    checks=(REGISTERED, NAMED),
    basis=FUND_UNIT,
)
employment = each(
    EMPLOYEES,
    Matter[JobRegistration](
        code="employment",
        name="就业登记",
        basic_code="990700052000",
        department=departments.HUMAN_RESOURCES,
        form=JobRegistration,
        promised=WorkingDays(count=1, basis=law.DEMONSTRATION),
        materials=(LABOUR_CONTRACT,),
        checks=(
            *(REGISTERED, NAMED, SERVED_HERE, CREDIT_CODE, ASKED_ONCE),
            *(KNOWN, OLD_ENOUGH, YOUNG, RETIRED, BEGUN, HIRED_ONCE, IN_TIME, CONTRACT),
        ),
        by_law=(ByLaw(register=POPULATION, whose=when.the_employee, basis=law.STATUTORY_DUTY),),
        on_withdrawal=OnWithdrawal.UNDO,
        basis=EMPLOYMENT,
    ),
)
social_insurance = each(
    EMPLOYEES,
    Matter[InsuranceRegistration](
        code="social-insurance",
        name="职工社会保险参保登记",
        basic_code="990700053000",
        department=departments.HUMAN_RESOURCES,
        form=InsuranceRegistration,
        promised=WorkingDays(count=2, basis=law.DEMONSTRATION),
        checks=(OLD_ENOUGH, RETIRED, BEGUN, IN_TIME),
        after=(employment,),
        on_withdrawal=OnWithdrawal.UNDO,
        basis=SOCIAL_INSURANCE,
    ),
)
medical_insurance = each(
    EMPLOYEES,
    Matter[InsuranceRegistration](
        code="medical-insurance",
        name="职工基本医疗保险参保登记",
        basic_code="990700054000",
        department=departments.MEDICAL_INSURANCE,
        form=InsuranceRegistration,
        promised=WorkingDays(count=2, basis=law.DEMONSTRATION),
        checks=(OLD_ENOUGH, RETIRED, BEGUN, IN_TIME),
        after=(employment,),
        on_withdrawal=OnWithdrawal.UNDO,
        basis=SOCIAL_INSURANCE,
    ),
)
housing_fund = each(
    EMPLOYEES,
    Matter[FundAccount](
        code="housing-fund",
        name="职工住房公积金账户设立或者转移",
        basic_code="990700055000",
        department=departments.HOUSING_FUND,
        form=FundAccount,
        promised=WorkingDays(count=2, basis=law.DEMONSTRATION),
        materials=(
            Material[FundAccount](
                code="fund-transfer",
                name="住房公积金转移清册",
                when=when.moves_an_account,
                trust=Trust.D,
                basis=HOUSING_FUND,
            ),
        ),
        checks=(OLD_ENOUGH, BEGUN),
        after=(fund_unit, employment),
        on_withdrawal=OnWithdrawal.UNDO,
        basis=HOUSING_FUND,
    ),
)
personnel_file = each(
    EMPLOYEES,
    Matter[FileTransfer](
        code="personnel-file",
        name="流动人员人事档案接收",
        basic_code="990700056000",
        department=departments.HUMAN_RESOURCES,
        form=FileTransfer,
        promised=WorkingDays(count=3, basis=law.DEMONSTRATION),
        when=when.brings_a_file,
        checks=(FILE_NAMED,),
        after=(employment,),
        basis=PERSONNEL_FILES,
    ),
)
social_card = each(
    EMPLOYEES,
    Matter[CardRequest](
        code="social-card",
        name="社会保障卡申领",
        basic_code="990700057000",
        department=departments.HUMAN_RESOURCES,
        form=CardRequest,
        promised=WorkingDays(count=1, basis=law.DEMONSTRATION),
        gives=licences.SOCIAL_SECURITY_CARD,
        given_to=when.the_employee,
        face=when.name_on_the_card,
        when=when.wants_a_card,
        checks=(CALLED,),
        after=(social_insurance,),
        basis=SOCIAL_CARD,
    ),
)

RECRUITMENT = OneMatter[RecruitmentForm](
    code="recruitment",
    edition="2026-11",
    name="企业员工录用一件事",
    basic_code="992000000004",
    lead=departments.HUMAN_RESOURCES,
    form=RecruitmentForm,
    matters=(
        fund_unit,
        employment,
        social_insurance,
        medical_insurance,
        housing_fund,
        personnel_file,
        social_card,
    ),
    promised=WorkingDays(count=5, basis=law.DEMONSTRATION),
    timetable=law.TIMETABLE_OF_SERVICES,
    parties=Parties(may_apply=when.the_employer, acting=(Acts.REPRESENTATIVE, Acts.AGENT), basis=law.AGENCY),
    figures=(*AGES, TO_REGISTER, TO_WRITE),
    about=when.each_employment,
    prefills=PREFILLS,
    also_called=("招人", "新员工入职", "招工", "员工入职"),
    basis=GUIDE,
)
