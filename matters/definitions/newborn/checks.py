"""What parents are told before any department sees the case."""

from datetime import date
from decimal import Decimal

from ...language import Basis, Check, Confidence, Facts, Family, Figure, Severity, months_later
from ..law import AT_ANY_WINDOW, civil_code
from .form import Card, Childbirth, Household, Maternity, MaternityOfSpouse, Parents, Settles

HOUSEHOLD_REGULATIONS = Basis(
    document="中华人民共和国户口登记条例",
    article="第七条",
    since=date(1958, 1, 9),
)
NATIONALITY = Basis(
    document="中华人民共和国国籍法",
    article="第四条",
    since=date(1980, 9, 10),
    confidence=Confidence.UNVERIFIED,
)
ZHONGSHAN_GUIDE = Basis(document="中山市“新生儿出生一件事”办事指南", confidence=Confidence.SECONDARY)
XIAMEN_GUIDE = Basis(document="厦门市“出生一件事”办理指南", confidence=Confidence.SECONDARY)

REPORT_WITHIN = Figure(name="出生登记的申报期限", value=Decimal(1), unit="个月", basis=HOUSEHOLD_REGULATIONS)
YOUNGER_THAN = Figure(name="可联办的新生儿年龄上限", value=Decimal(1), unit="周岁", basis=ZHONGSHAN_GUIDE)


def born_already(form: Childbirth, facts: Facts) -> bool:
    return form.born_on <= facts.now


def still_an_infant(form: Childbirth, facts: Facts) -> bool:
    """On the day of receipt: a birthday that comes while it is handled takes nothing away."""
    return facts.on < months_later(form.born_on, 12 * int(YOUNGER_THAN.value))


def police_of_the_household(form: Childbirth, facts: Facts) -> str:
    return "户籍地公安派出所"


def reported_in_time(form: Household, facts: Facts) -> bool:
    """By the day of receipt."""
    return facts.on <= facts.last_day(form.born_on, REPORT_WITHIN)


def applied_for_by_a_parent(form: Parents, facts: Facts) -> bool:
    return facts.applicant in {form.mother_id, form.father_id}


def father_is_named(form: Household, facts: Facts) -> bool:
    """By his number, or by another document; whose household a child joins has a number."""
    if form.settles is Settles.WITH_FATHER:
        return bool(form.father_id and form.father_name)
    named = bool((form.father_id or form.father_document) and form.father_name)
    return not form.parents_married or named


def father_has_a_number(form: Household, facts: Facts) -> bool:
    return bool(form.father_id) or not form.father_document


def has_a_parents_surname(form: Household, facts: Facts) -> bool:
    return not form.other_surname


def parents_are_two(form: Household, facts: Facts) -> bool:
    return form.mother_id != form.father_id


def has_an_account(form: Maternity, facts: Facts) -> bool:
    return not form.maternity_insured or form.bank_account is not None


def has_an_account_if_covered(form: MaternityOfSpouse, facts: Facts) -> bool:
    return not (form.maternity_insured or form.through_father) or form.bank_account is not None


def has_an_address(form: Card, facts: Facts) -> bool:
    return not form.wants_card or form.settles is Settles.ELSEWHERE or form.deliver_to is not None


BORN = Check(
    rule="newborn.born",
    family=Family.CONSISTENCY,
    holds=born_already,
    field="born_on",
    says="出生日期晚于申请日期",
    mend="请按出生医学记录核对出生日期",
    basis=AT_ANY_WINDOW,
)
INFANT = Check(
    rule="newborn.infant",
    family=Family.ELIGIBILITY,
    holds=still_an_infant,
    field="born_on",
    says=f"新生儿已满{YOUNGER_THAN}，不在联办范围",
    mend="请到户籍地公安派出所单独申请出生登记",
    severity=Severity.NOT_OURS,
    basis=ZHONGSHAN_GUIDE,
    competent=police_of_the_household,
)
IN_TIME = Check(
    rule="newborn.in-time",
    family=Family.ELIGIBILITY,
    holds=reported_in_time,
    field="born_on",
    says=f"出生已超过{REPORT_WITHIN}，属逾期申报",
    mend="可以继续办理，受理部门可能请您说明情况",
    severity=Severity.WARNING,
    basis=HOUSEHOLD_REGULATIONS,
)
BY_A_PARENT = Check(
    rule="newborn.by-a-parent",
    family=Family.AUTHORITY,
    holds=applied_for_by_a_parent,
    field="mother_id",
    says="申请人不是表中所填的父亲或母亲",
    mend="由工作人员核实：户主、亲属、抚养人可以申报，请说明与新生儿的关系；父母申请的，请核对公民身份号码",
    severity=Severity.TO_A_PERSON,
    basis=HOUSEHOLD_REGULATIONS,
)
"""The law lets others report, for a child whose parents are dead or away; who they are, a person looks at."""
FATHER_NAMED = Check(
    rule="newborn.father-named",
    family=Family.COMPLETENESS,
    holds=father_is_named,
    field="father_id",
    says="父母已婚或随父落户时须填写父亲信息",
    mend="请补填父亲姓名和公民身份号码；没有公民身份号码的，填写护照等身份证件；随父落户的须有公民身份号码",
    basis=AT_ANY_WINDOW,
)
OF_A_FOREIGN_FATHER = Check(
    rule="newborn.father-document",
    family=Family.CONSISTENCY,
    holds=father_has_a_number,
    field="father_document",
    says="父亲没有公民身份号码，所填证件和结婚登记未能自动核对",
    mend="可以继续申请，由工作人员核对父亲的证件、结婚证和新生儿的国籍；请带原件备查",
    severity=Severity.TO_A_PERSON,
    basis=NATIONALITY,
)
"""A child born here of one Chinese parent is Chinese, and is registered as any other."""
SURNAME = Check(
    rule="newborn.surname",
    family=Family.LEGAL_FORM,
    holds=has_a_parents_surname,
    field="other_surname",
    says="新生儿随父姓、母姓以外的姓氏",
    mend="可以继续申请，由工作人员核对理由（选取其他直系长辈血亲、法定扶养人的姓氏，或者有不违背公序良俗的其他正当理由）",
    severity=Severity.TO_A_PERSON,
    basis=civil_code("第一千零一十五条第一款"),
)
"""Asked, and not read off the name: surnames may have two characters, and parents may have changed theirs."""
TWO_PARENTS = Check(
    rule="newborn.two-parents",
    family=Family.CONSISTENCY,
    holds=parents_are_two,
    field="father_id",
    says="父亲与母亲的公民身份号码相同",
    mend="请分别核对父母的公民身份号码",
    basis=AT_ANY_WINDOW,
)
PAYABLE = Check(
    rule="newborn.payable",
    family=Family.COMPLETENESS,
    holds=has_an_account,
    field="bank_account",
    says="未填写生育医疗费用的收款账户",
    mend="请填写母亲本人的银行账号",
    basis=AT_ANY_WINDOW,
)
PAYABLE_IF_COVERED = Check(
    rule="newborn.payable",
    family=Family.COMPLETENESS,
    holds=has_an_account_if_covered,
    field="bank_account",
    says="未填写生育医疗费用的收款账户",
    mend="请填写母亲本人的银行账号；由父亲享受待遇的，填写父亲本人的银行账号",
    basis=AT_ANY_WINDOW,
)
DELIVERABLE = Check(
    rule="newborn.deliverable",
    family=Family.COMPLETENESS,
    holds=has_an_address,
    field="deliver_to",
    says="未填写社会保障卡邮寄地址",
    mend="请填写邮寄地址，或选择不申领社会保障卡",
    basis=AT_ANY_WINDOW,
)
