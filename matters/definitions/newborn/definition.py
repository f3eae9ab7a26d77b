"""新生儿出生一件事: seven items, those that hospital and clinic issue included (as in a guide of Lanzhou)."""

from datetime import date

from ...language import Basis, Confidence, Material, Matter, OneMatter, Trust, Unattended, WorkingDays
from .. import departments, law, licences
from . import situations as when
from .birth_checks import (
    APART,
    ASKED_FOR_ONCE,
    AT_MIDNIGHT,
    BIRTH_AGREES,
    BIRTH_RECORDED,
    ON_THE_BIRTH,
    child,
)
from .checks import (
    BORN,
    BY_A_PARENT,
    DELIVERABLE,
    FATHER_NAMED,
    HOUSEHOLD_REGULATIONS,
    IN_TIME,
    INFANT,
    NATIONALITY,
    OF_A_FOREIGN_FATHER,
    PAYABLE_IF_COVERED,
    REPORT_WITHIN,
    SURNAME,
    TWO_PARENTS,
    XIAMEN_GUIDE,
    YOUNGER_THAN,
    ZHONGSHAN_GUIDE,
)
from .form import Card, Childbirth, Household, MaternityOfSpouse, NewbornForm, ParentingGuidance
from .held_checks import CERTIFICATE_RECORDED, ON_WHAT_IS_HAD, where_certified
from .household_checks import INSURED, ON_ITS_WAY, ON_THE_HOUSEHOLD, PAPERS_AGREE, SETTLES_HERE
from .mother_checks import MOTHER_NAMED, OF_A_FOREIGN_MOTHER
from .sources import PREFILLS
from .spouse_checks import MATERNITY_INSURANCE, ON_THE_SPOUSE

HOUSEHOLD_OPINION = Basis(
    document="国务院办公厅关于解决无户口人员登记户口问题的意见",
    article="国办发〔2015〕96号",
    confidence=Confidence.UNVERIFIED,
)

BIRTH_CERTIFICATES = Basis(document="中华人民共和国母婴保健法", article="第二十三条", since=date(2017, 11, 5))
PARENTING = Basis(document="中华人民共和国母婴保健法", article="第二十四条", since=date(2017, 11, 5))
VACCINATION = Basis(document="中华人民共和国疫苗管理法", article="第四十七条", since=date(2019, 12, 1))
RESIDENTS_INSURANCE = Basis(
    document="中华人民共和国社会保险法", article="第二十五条", since=date(2018, 12, 29)
)

BIRTH_CERTIFICATE = Material[Childbirth](
    code="birth-certificate",
    name="出生医学证明",
    licence=licences.BIRTH_CERTIFICATE,
    basis=ZHONGSHAN_GUIDE,
)
REGISTER_PAGE = Material[Household](
    code="newborn-register-page",
    name="居民户口簿（新生儿登记页）",
    licence=licences.NEWBORN_REGISTER_PAGE,
    basis=ZHONGSHAN_GUIDE,
)

birth_certificate = Matter(
    code="birth-certificate",
    name="出生医学证明签发",
    basic_code="990700001000",
    department=departments.MATERNITY_HOSPITAL,
    form=Childbirth,
    promised=WorkingDays(count=1, basis=law.DEMONSTRATION),
    gives=licences.BIRTH_CERTIFICATE,
    face=when.name_of_the_child,
    when=when.not_certified,
    materials=(
        Material[Childbirth](
            code="mother-id-card",
            name="母亲居民身份证",
            licence=licences.ID_CARD,
            of=when.mother,
            when=when.has_a_number,
            basis=XIAMEN_GUIDE,
        ),
        Material[Childbirth](
            code="mother-document",
            name="母亲护照等身份证件",
            when=when.has_a_document,
            basis=NATIONALITY,
        ),
    ),
    checks=(BORN, INFANT, *ON_THE_BIRTH, ASKED_FOR_ONCE, AT_MIDNIGHT),
    basis=BIRTH_CERTIFICATES,
)

vaccination_record = Matter(
    code="vaccination-record",
    name="预防接种证办理",
    basic_code="992000002000",
    department=departments.VACCINATION_CLINIC,
    form=Childbirth,
    promised=WorkingDays(count=1, basis=law.DEMONSTRATION),
    gives=licences.VACCINATION_RECORD,
    checks=(
        *where_certified(BORN, INFANT, *ON_THE_BIRTH),
        *(ASKED_FOR_ONCE, AT_MIDNIGHT, CERTIFICATE_RECORDED),
    ),
    unattended=Unattended[Childbirth](
        rules=(BIRTH_RECORDED, BIRTH_AGREES, MOTHER_NAMED),
        agreement=law.AGREEMENT,
        cases=law.TRUSTED_AFTER,
        second_look=law.SECOND_LOOK,
    ),
    basis=VACCINATION,
)

household_registration = Matter(
    code="household-registration",
    name="出生户口登记",
    basic_code="990700003000",
    department=departments.PUBLIC_SECURITY,
    form=Household,
    promised=WorkingDays(count=2, basis=law.DEMONSTRATION),
    gives=licences.NEWBORN_REGISTER_PAGE,
    face=when.name_of_the_child,
    when=when.registers_here,
    materials=(
        BIRTH_CERTIFICATE,
        Material[Household](
            code="receiving-register",
            name="入户方居民户口簿",
            licence=licences.HOUSEHOLD_REGISTER,
            of=when.receiving_parent,
            when=when.joins_a_household,
            basis=ZHONGSHAN_GUIDE,
        ),
        Material[Household](
            code="receiving-id-card",
            name="入户方居民身份证",
            licence=licences.ID_CARD,
            of=when.receiving_parent,
            when=when.joins_a_household,
            basis=ZHONGSHAN_GUIDE,
        ),
        Material[Household](
            code="marriage-certificate",
            name="结婚证",
            licence=licences.MARRIAGE_CERTIFICATE,
            of=when.a_spouse,
            when=when.marriage_is_kept,
            basis=XIAMEN_GUIDE,
        ),
        Material[Household](
            code="unmarried-statement",
            name="非婚生育情况说明",
            when=when.unmarried,
            trust=Trust.D,
            basis=HOUSEHOLD_OPINION,
        ),
        Material[Household](
            code="paternity-report",
            name="亲子鉴定意见书",
            when=when.unmarried_with_father,
            basis=HOUSEHOLD_OPINION,
        ),
    ),
    checks=(
        *(BY_A_PARENT, FATHER_NAMED, OF_A_FOREIGN_FATHER, OF_A_FOREIGN_MOTHER, TWO_PARENTS, SURNAME, IN_TIME),
        *ON_THE_HOUSEHOLD,
        *ON_WHAT_IS_HAD,
    ),
    basis=HOUSEHOLD_REGULATIONS,
)

insurance_enrolment = Matter(
    code="insurance-enrolment",
    name="城乡居民基本医疗保险参保登记",
    basic_code="992000004000",
    department=departments.MEDICAL_INSURANCE,
    form=Household,
    promised=WorkingDays(count=1, basis=law.DEMONSTRATION),
    gives=licences.INSURANCE_CERTIFICATE,
    when=when.enrols_here,
    materials=(BIRTH_CERTIFICATE, REGISTER_PAGE),
    checks=(BY_A_PARENT, OF_A_FOREIGN_MOTHER, SETTLES_HERE, *ON_WHAT_IS_HAD),
    unattended=Unattended[Household](
        rules=(BIRTH_RECORDED, BIRTH_AGREES, SETTLES_HERE),
        agreement=law.AGREEMENT,
        cases=law.TRUSTED_AFTER,
        second_look=law.SECOND_LOOK,
        shadow=(PAPERS_AGREE,),
    ),
    basis=RESIDENTS_INSURANCE,
)

maternity_payment = Matter(
    code="maternity-payment",
    name="生育医疗费用报销",
    basic_code="990500005000",
    department=departments.MEDICAL_INSURANCE,
    form=MaternityOfSpouse,
    promised=WorkingDays(count=3, basis=law.DEMONSTRATION),
    when=when.maternity_covered,
    materials=(BIRTH_CERTIFICATE,),
    checks=(PAYABLE_IF_COVERED, INSURED, BY_A_PARENT, OF_A_FOREIGN_MOTHER, *ON_THE_SPOUSE, *ON_WHAT_IS_HAD),
    basis=MATERNITY_INSURANCE,
)

social_security_card = Matter(
    code="social-security-card",
    name="社会保障卡申领",
    basic_code="992000006000",
    department=departments.HUMAN_RESOURCES,
    form=Card,
    promised=WorkingDays(count=1, basis=law.DEMONSTRATION),
    gives=licences.SOCIAL_SECURITY_CARD,
    when=when.wants_card,
    materials=(BIRTH_CERTIFICATE, REGISTER_PAGE),
    checks=(DELIVERABLE, BY_A_PARENT, OF_A_FOREIGN_MOTHER, SETTLES_HERE, *ON_WHAT_IS_HAD),
    unattended=Unattended[Card](
        rules=(BIRTH_RECORDED, BIRTH_AGREES, SETTLES_HERE, DELIVERABLE),
        agreement=law.AGREEMENT,
        cases=law.TRUSTED_AFTER,
        second_look=law.SECOND_LOOK,
    ),
    basis=ZHONGSHAN_GUIDE,
)

parenting_guidance = Matter(
    code="parenting-guidance",
    name="科学育儿指导登记",
    basic_code="992000007000",
    department=departments.HEALTH,
    form=ParentingGuidance,
    promised=WorkingDays(count=1, basis=law.DEMONSTRATION),
    when=when.wants_guidance,
    basis=PARENTING,
)

NEWBORN = OneMatter[NewbornForm](
    code="newborn",
    edition="2026-12",
    since=law.SECOND_EDITIONS,
    name="新生儿出生一件事",
    also_called=("生孩子", "二胎", "宝宝出生", "上户口", "报户口"),
    basic_code="992000000000",
    lead=departments.HEALTH,
    form=NewbornForm,
    promised=WorkingDays(count=5, basis=ZHONGSHAN_GUIDE),
    timetable=law.TIMETABLE_OF_SERVICES,
    figures=(REPORT_WITHIN, YOUNGER_THAN, ON_ITS_WAY, APART),
    about=child,
    prefills=PREFILLS,
    matters=(
        birth_certificate,
        vaccination_record,
        household_registration,
        insurance_enrolment,
        maternity_payment,
        social_security_card,
        parenting_guidance,
    ),
    basis=law.ONE_MATTER_OPINION,
)
