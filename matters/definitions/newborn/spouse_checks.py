"""What must hold where a mother without work is covered by the father's maternity insurance.

Expenses of a birth are paid by the marriage and the insurance of that day: whoever has died, was divorced or
changed his work since takes nothing away. What ended before, or began after, is for a person to see.
"""

from datetime import date

from ...language import Basis, Check, Facts, Family, Severity
from ..law import AT_ANY_WINDOW
from ..registers import INSURANCE, MARRIAGES, POPULATION, MarriageEntry
from .form import MaternityOfSpouse
from .situations import a_spouse

MATERNITY_INSURANCE = Basis(
    document="中华人民共和国社会保险法", article="第五十四条第一款", since=date(2018, 12, 29)
)
"""职工未就业配偶按照国家规定享受生育医疗费用待遇。"""


def _marriage(form: MaternityOfSpouse, facts: Facts) -> MarriageEntry | None:
    """That of these two, if it is asked for, and the register has it."""
    if not form.through_father or form.father_id is None:
        return None
    marriage = facts.entry(MARRIAGES, a_spouse(form))
    return marriage if marriage and marriage.husband == form.father_id else None


def father_is_the_husband(form: MaternityOfSpouse, facts: Facts) -> bool:
    asked = form.through_father and form.father_id is not None
    return not asked or _marriage(form, facts) is not None


def marriage_had_not_ended(form: MaternityOfSpouse, facts: Facts) -> bool:
    marriage = _marriage(form, facts)
    return marriage is None or marriage.ended_on is None or form.born_on <= marriage.ended_on


def marriage_had_begun(form: MaternityOfSpouse, facts: Facts) -> bool:
    marriage = _marriage(form, facts)
    return marriage is None or marriage.registered_on is None or marriage.registered_on <= form.born_on


def husband_is_named(form: MaternityOfSpouse, facts: Facts) -> bool:
    return not form.through_father or form.father_id is not None


def _was_insured(form: MaternityOfSpouse, facts: Facts) -> bool:
    """On the day of the birth; of a husband who had died before, on the day on which the marriage ended."""
    if form.father_id is None:
        return False
    insured, marriage = facts.entry(INSURANCE, form.father_id), _marriage(form, facts)
    ended = marriage.ended_on if marriage and marriage.ended_on else form.born_on
    return insured is not None and insured.covers(min(form.born_on, ended))


def _has_died(form: MaternityOfSpouse, facts: Facts) -> bool:
    person = facts.entry(POPULATION, form.father_id) if form.father_id else None
    return person is not None and not person.alive


def husband_is_insured(form: MaternityOfSpouse, facts: Facts) -> bool:
    """Nobody is told to put in order the insurance of somebody who has died."""
    asked = form.through_father and form.father_id is not None
    return not asked or _was_insured(form, facts) or _has_died(form, facts)


def his_death_is_dated(form: MaternityOfSpouse, facts: Facts) -> bool:
    """Whether registers tell until when there was a marriage, and an insurance, where he has died."""
    marriage = _marriage(form, facts)
    if marriage is None or not _has_died(form, facts):
        return True
    return marriage.ended_on is not None and _was_insured(form, facts)


def mother_is_not_insured_herself(form: MaternityOfSpouse, facts: Facts) -> bool:
    if not form.through_father:
        return True
    insured = facts.entry(INSURANCE, form.mother_id) if form.mother_id else None
    return not form.maternity_insured and (insured is None or not insured.covers(form.born_on))


ON_THE_SPOUSE: tuple[Check[MaternityOfSpouse], ...] = (
    Check(
        rule="newborn.spouse",
        family=Family.ELIGIBILITY,
        holds=father_is_the_husband,
        field="through_father",
        says="婚姻登记中查无父母的结婚登记",
        mend="请改选不由父亲享受待遇，或核对父亲的公民身份号码；确已结婚的，请再次如此申报，由工作人员核实",
        basis=MATERNITY_INSURANCE,
    ),
    Check(
        rule="newborn.spouse-ended",
        family=Family.ELIGIBILITY,
        holds=marriage_had_not_ended,
        field="through_father",
        says="婚姻登记记载父母的婚姻在新生儿出生之前已经终止（父亲死亡或离婚）",
        mend="可以继续申请，由工作人员核对",
        severity=Severity.TO_A_PERSON,
        basis=MATERNITY_INSURANCE,
    ),
    Check(
        rule="newborn.spouse-later",
        family=Family.ELIGIBILITY,
        holds=marriage_had_begun,
        field="through_father",
        says="婚姻登记记载父母在新生儿出生之后才登记结婚",
        mend="可以继续申请，由工作人员核对；不由父亲享受待遇的，可以改选",
        severity=Severity.TO_A_PERSON,
        basis=MATERNITY_INSURANCE,
    ),
    Check(
        rule="newborn.spouse-lived",
        family=Family.ELIGIBILITY,
        holds=his_death_is_dated,
        field="through_father",
        says="人口库记载父亲已经去世，而婚姻登记或参保信息没有记载到哪一天为止",
        mend="可以继续申请，由工作人员核对父亲的死亡日期和参保信息",
        severity=Severity.TO_A_PERSON,
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
        says="医疗保障参保信息中查无父亲在分娩之日有效的生育保险",
        mend="请改选不由父亲享受待遇；分娩之日确已参保的，请再次如此申报，由工作人员核实",
        basis=MATERNITY_INSURANCE,
    ),
    Check(
        rule="newborn.spouse-unemployed",
        family=Family.ELIGIBILITY,
        holds=mother_is_not_insured_herself,
        field="through_father",
        says="母亲本人在分娩之日参加生育保险（登记或申报如此），不属于未就业配偶",
        mend="由工作人员核对；母亲以本人的生育保险享受待遇的，请改选",
        severity=Severity.TO_A_PERSON,
        basis=MATERNITY_INSURANCE,
    ),
)
