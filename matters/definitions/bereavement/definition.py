"""公民身后一件事: household, driving licence, pension, accounts, deposits, and each property to its heir.

Properties are residences; others are registered at another fee, which is asked for at the registry. Contested
estates, wills and substitutes for heirs who died before are for people: pre-review sends them there.
"""

from datetime import date

from ...language import (
    Acts,
    ByLaw,
    CalendarDays,
    Competent,
    Fee,
    Matter,
    OneMatter,
    OnWithdrawal,
    Owner,
    Parties,
    Procedure,
    ProcedureStep,
    Rate,
    WorkingDays,
    each,
)
from .. import departments
from .. import law as general
from ..licences import DEATH_REGISTRATION, PROPERTY_CERTIFICATE
from ..registers import LICENCE_LIBRARY, MARRIAGES, POPULATION
from . import law, papers
from . import situations as when
from .checks import (
    ASKED_ONCE,
    DIED,
    GOES_TO,
    IN_TIME,
    KNOWN,
    ON_THE_HEIRS,
    PAYEE,
    PAYEE_INHERITS,
    ROUTE,
)
from .form import (
    ACCOUNTS,
    HEIRS,
    PROPERTIES,
    BereavementForm,
    Departed,
    DepositWithdrawal,
    DrivingLicenceHolder,
    FundAccountHolder,
    MedicalAccountHolder,
    PensionMember,
    ResidenceTransfer,
    Succession,
    Successor,
)
from .sources import PREFILLS

OF_THE_DEAD = tuple(
    ByLaw[Departed](register=register, whose=when.the_deceased, basis=general.STATUTORY_DUTY)
    for register in (POPULATION, MARRIAGES, LICENCE_LIBRARY)
)
"""Nobody can be asked for his leave who is dead."""
OF_THE_HEIRS = tuple(
    each(HEIRS, ByLaw[Successor](register=register, whose=when.the_heir, basis=general.STATUTORY_DUTY))
    for register in (POPULATION, LICENCE_LIBRARY)
)
BY_DUTY: tuple[ByLaw[Succession], ...] = (*OF_THE_DEAD, *OF_THE_HEIRS)
PAID_TO_AN_HEIR = (*ON_THE_HEIRS, PAYEE, PAYEE_INHERITS)

PUBLIC_NOTICE = Procedure(
    code="notice",
    name="继承公示",
    basis=law.EXAMINATION,
    steps=(
        ProcedureStep(
            code="posted",
            name="在登记机构门户网站公示继承情况",
            owner=Owner.DEPARTMENT,
            basis=law.EXAMINATION,
            within=WorkingDays(count=2, basis=general.DEMONSTRATION),
            document=True,
            tells=True,
        ),
        ProcedureStep(
            code="objected",
            name="对公示的继承情况提出异议",
            owner=Owner.CONCERNED,
            basis=law.EXAMINATION,
            within=WorkingDays(count=15, basis=law.EXAMINATION),
            since="posted",
            lapses=True,
            tells=True,
        ),
    ),
)
"""Nothing is registered before the time to object is over; an objection is before whoever decides."""

household = Matter[Departed](
    code="household-cancellation",
    name="死亡登记、户口注销",
    basic_code="990700071000",
    department=departments.PUBLIC_SECURITY,
    form=Departed,
    promised=WorkingDays(count=1, basis=general.DEMONSTRATION),
    gives=DEATH_REGISTRATION,
    given_to=when.the_deceased,
    materials=(papers.DEATH_PROOF,),
    checks=(KNOWN, DIED, IN_TIME, ASKED_ONCE),
    by_law=OF_THE_DEAD,
    basis=law.DEATH,
)
driving_licence = Matter[DrivingLicenceHolder](
    code="driving-licence",
    name="机动车驾驶证注销",
    basic_code="990700072000",
    department=departments.PUBLIC_SECURITY,
    form=DrivingLicenceHolder,
    promised=WorkingDays(count=1, basis=general.DEMONSTRATION),
    when=when.drove,
    materials=(papers.DEATH_PROOF,),
    by_law=OF_THE_DEAD,
    basis=law.DRIVING,
)
pension_account = Matter[PensionMember](
    code="pension-account",
    name="基本养老保险个人账户一次性待遇申领",
    basic_code="990500073000",
    department=departments.HUMAN_RESOURCES,
    form=PensionMember,
    promised=WorkingDays(count=10, basis=general.DEMONSTRATION),
    when=when.was_insured,
    materials=(papers.DEATH_PROOF, papers.HEIR_IDENTITY, papers.KINSHIP, papers.RENUNCIATION),
    checks=PAID_TO_AN_HEIR,
    by_law=BY_DUTY,
    basis=law.PENSION_ACCOUNT,
)
survivors = Matter[PensionMember](
    code="survivors-benefit",
    name="遗属待遇（丧葬补助金、抚恤金）申领",
    basic_code="990500074000",
    department=departments.HUMAN_RESOURCES,
    form=PensionMember,
    promised=WorkingDays(count=10, basis=general.DEMONSTRATION),
    when=when.leaves_benefits,
    materials=(papers.DEATH_PROOF, papers.HEIR_IDENTITY, papers.KINSHIP),
    checks=PAID_TO_AN_HEIR,
    by_law=BY_DUTY,
    basis=law.SURVIVORS,
)
medical_account = Matter[MedicalAccountHolder](
    code="medical-account",
    name="职工医保个人账户余额一次性支取",
    basic_code="990500075000",
    department=departments.MEDICAL_INSURANCE,
    form=MedicalAccountHolder,
    promised=WorkingDays(count=5, basis=general.DEMONSTRATION),
    when=when.had_medical_account,
    materials=(papers.DEATH_PROOF, papers.HEIR_IDENTITY, papers.KINSHIP, papers.RENUNCIATION),
    checks=PAID_TO_AN_HEIR,
    by_law=BY_DUTY,
    basis=law.MEDICAL_ACCOUNT,
)
housing_fund = Matter[FundAccountHolder](
    code="fund-withdrawal",
    name="住房公积金提取（死亡）",
    basic_code="990700076000",
    department=departments.HOUSING_FUND,
    form=FundAccountHolder,
    promised=CalendarDays(count=3, basis=law.FUND_LIMIT),
    statutory=CalendarDays(count=3, basis=law.FUND_LIMIT),
    when=when.had_fund_account,
    materials=(papers.DEATH_PROOF, papers.HEIR_IDENTITY, papers.KINSHIP, papers.RENUNCIATION),
    checks=PAID_TO_AN_HEIR,
    by_law=BY_DUTY,
    basis=law.FUND,
)
deposit = each(
    ACCOUNTS,
    Matter[DepositWithdrawal](
        code="deposit",
        name="已故存款人存款提取",
        basic_code="992000077000",
        department=departments.BANK,
        competent=Competent(
            name="开户银行", among=(departments.BANK, departments.RURAL_BANK), by=when.bank, field="bank"
        ),
        form=DepositWithdrawal,
        promised=WorkingDays(count=3, basis=general.DEMONSTRATION),
        materials=(
            *(papers.DEATH_PROOF, papers.HEIR_IDENTITY, papers.KINSHIP, papers.PROMISE),
            papers.NOTARISED,
        ),
        checks=PAID_TO_AN_HEIR,
        by_law=BY_DUTY,
        remedies=(),
        basis=law.SMALL_DEPOSITS,
    ),
)

_REGISTRY = Competent[ResidenceTransfer](
    name="住宅所在地不动产登记机构",
    among=(departments.REGISTRY_ONE, departments.REGISTRY_TWO),
    by=when.registry,
    field="district",
    elsewhere=when.registry_elsewhere,
)
_FEE = Fee[ResidenceTransfer](
    statute=law.FEES,
    account="990101-registry",
    rates=(Rate(since=date(2016, 12, 1), fen=80_00, basis=law.REGISTRATION_FEE),),
)
_OF_A_PROPERTY = (papers.DEATH_PROOF, papers.OWNED, papers.HEIR_IDENTITY, papers.GUARDIANSHIP)

transfer = each(
    PROPERTIES,
    Matter[ResidenceTransfer](
        code="property-transfer",
        name="住宅转移登记（继承，凭公证书或者法律文书）",
        basic_code="990700078000",
        department=departments.REGISTRY_ONE,
        competent=_REGISTRY,
        form=ResidenceTransfer,
        promised=WorkingDays(count=5, basis=general.DEMONSTRATION),
        statutory=WorkingDays(count=30, basis=law.REGISTRATION_LIMIT),
        when=when.is_proved,
        gives=PROPERTY_CERTIFICATE,
        given_to=when.whom_it_goes_to,
        face=when.on_the_certificate,
        materials=(*_OF_A_PROPERTY, papers.PROVED),
        checks=(*ON_THE_HEIRS, ROUTE, GOES_TO),
        fee=_FEE,
        by_law=BY_DUTY,
        on_withdrawal=OnWithdrawal.UNDO,
        basis=law.INHERITED,
    ),
)
examined_transfer = each(
    PROPERTIES,
    Matter[ResidenceTransfer](
        code="examined-transfer",
        name="住宅转移登记（继承，登记机构查验）",
        basic_code="990700079000",
        department=departments.REGISTRY_ONE,
        competent=_REGISTRY,
        form=ResidenceTransfer,
        promised=WorkingDays(count=25, basis=general.DEMONSTRATION),
        statutory=WorkingDays(count=30, basis=law.REGISTRATION_LIMIT),
        when=when.is_examined,
        gives=PROPERTY_CERTIFICATE,
        given_to=when.whom_it_goes_to,
        face=when.on_the_certificate,
        materials=(*_OF_A_PROPERTY, papers.KINSHIP, papers.RENUNCIATION, papers.PARTITION),
        checks=(*ON_THE_HEIRS, ROUTE, GOES_TO),
        procedures=(PUBLIC_NOTICE,),
        fee=_FEE,
        by_law=BY_DUTY,
        on_withdrawal=OnWithdrawal.UNDO,
        basis=law.EXAMINATION,
    ),
)

BEREAVEMENT = OneMatter[BereavementForm](
    code="bereavement",
    edition="2026-11",
    name="公民身后一件事",
    basic_code="992000008000",
    lead=departments.PUBLIC_SECURITY,
    form=BereavementForm,
    matters=(
        *(household, driving_licence, pension_account, survivors, medical_account, housing_fund),
        *(deposit, transfer, examined_transfer),
    ),
    promised=WorkingDays(count=25, basis=general.DEMONSTRATION),
    timetable=general.TIMETABLE_OF_SERVICES,
    figures=(law.FULL_AGE, law.SMALL, law.TO_TELL),
    prefills=PREFILLS,
    parties=Parties(may_apply=when.who_may_apply, acting=(Acts.GUARDIAN, Acts.AGENT), basis=general.AGENCY),
    about=lambda form: (form.deceased_id,),
    also_called=("身后事", "家人去世", "销户口", "继承房产"),
    basis=general.ONE_MATTER_OPINION,
)
