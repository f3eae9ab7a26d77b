"""What must hold where a mother without work is covered by the father's maternity insurance."""

from datetime import date

from ...language import Basis, Check, Facts, Family, Severity
from ..law import AT_ANY_WINDOW
from ..registers import INSURANCE, MARRIAGES
from .form import MaternityOfSpouse

MATERNITY_INSURANCE = Basis(
    document="中华人民共和国社会保险法", article="第五十四条第一款", since=date(2018, 12, 29)
)
"""职工未就业配偶按照国家规定享受生育医疗费用待遇。"""


def father_is_the_husband(form: MaternityOfSpouse, facts: Facts) -> bool:
    if not form.through_father or form.father_id is None:
        return True
    marriage = facts.entry(MARRIAGES, form.mother_id)
    return marriage is not None and marriage.ended_on is None and marriage.husband == form.father_id


def husband_is_named(form: MaternityOfSpouse, facts: Facts) -> bool:
    return not form.through_father or form.father_id is not None


def husband_is_insured(form: MaternityOfSpouse, facts: Facts) -> bool:
    if not form.through_father or form.father_id is None:
        return True
    insured = facts.entry(INSURANCE, form.father_id)
    return insured is not None and insured.maternity


def mother_is_not_insured_herself(form: MaternityOfSpouse, facts: Facts) -> bool:
    if not form.through_father:
        return True
    insured = facts.entry(INSURANCE, form.mother_id)
    return not form.maternity_insured and (insured is None or not insured.maternity)


ON_THE_SPOUSE: tuple[Check[MaternityOfSpouse], ...] = (
    Check(
        rule="newborn.spouse",
        family=Family.ELIGIBILITY,
        holds=father_is_the_husband,
        field="through_father",
        says="婚姻登记中查无父母的结婚登记，母亲不是职工的未就业配偶",
        mend="请改选不由父亲享受待遇，或核对婚姻状况",
        basis=MATERNITY_INSURANCE,
    ),
    Check(
        rule="newborn.spouse-named",
        family=Family.COMPLETENESS,
        holds=husband_is_named,
        field="father_id",
        says="由父亲享受生育医疗费用待遇，但未填写父亲的公民身份号码",
        mend="请填写父亲的公民身份号码",
        basis=AT_ANY_WINDOW,
    ),
    Check(
        rule="newborn.spouse-insured",
        family=Family.ELIGIBILITY,
        holds=husband_is_insured,
        field="through_father",
        says="医疗保障参保信息中查无父亲有效的生育保险",
        mend="请改选不由父亲享受待遇，或先向医保部门核实参保信息",
        basis=MATERNITY_INSURANCE,
    ),
    Check(
        rule="newborn.spouse-unemployed",
        family=Family.ELIGIBILITY,
        holds=mother_is_not_insured_herself,
        field="through_father",
        says="母亲本人已参加生育保险，不属于未就业配偶",
        mend="由工作人员核对；母亲以本人的生育保险享受待遇的，请改选",
        severity=Severity.TO_A_PERSON,
        basis=MATERNITY_INSURANCE,
    ),
)
